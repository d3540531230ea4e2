#include "peer-gui/engine/shareguard.h"

#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/transfer/piecelayout.h"

#include <algorithm>

namespace ft::engine {

namespace {

using Verdict = FileCheck::Verdict;

/// Files that are noted as due at once, and that are remembered at once as sound.
constexpr std::size_t MostDue = 1'000;
constexpr std::size_t MostUnsaved = 100;

} // namespace

FileDamage damageOf(const DamagedFile &damaged)
{
    const SharedFile &file = damaged.file;
    FileDamage damage{file.record.path.toString(),
                      file.absolutePath,
                      file.stamp.size,
                      static_cast<std::uint32_t>(damaged.pieces.size()),
                      {}};
    const PieceLayout layout{file.stamp.size};
    for (const PieceIndex piece : damaged.pieces) {
        const auto range = layout.rangeOf(piece);
        auto &ranges = damage.ranges;
        if (!ranges.empty() && ranges.back().offset + ranges.back().length == range.offset)
            ranges.back().length += range.length;
        else
            ranges.push_back(range);
    }
    return damage;
}

ShareGuard::ShareGuard(Settings settings, Context context)
    : m_settings(std::move(settings))
    , m_context(std::move(context))
    , m_memory(m_settings.stateFolder)
{
    connect(&m_timer, &QTimer::timeout, this, &ShareGuard::checkNext);
}

ShareGuard::~ShareGuard() = default;

void ShareGuard::start()
{
    auto remembered = m_memory.load();
    for (DamagedFile &file : remembered.damaged)
        m_damaged.insert_or_assign(file.file.record.path, std::move(file));
    m_checked = std::move(remembered.checked);
    if (m_settings.checkEvery.count() <= 0)
        return;
    const IntegrityCheck::Pace pace{m_settings.checkRate, m_settings.isIdle};
    m_unasked = std::make_unique<IntegrityCheck>(pace, m_context.engine);
    m_timer.start(m_settings.lookEvery);
}

void ShareGuard::filesReady(const std::vector<SharedFile> &files)
{
    for (const SharedFile &file : files) {
        const auto known = m_damaged.find(file.record.path);
        if (known == m_damaged.end())
            continue;
        DamagedFile &damaged = known->second;
        const bool isSame = damaged.file.stamp == file.stamp
                            && damaged.file.absolutePath == file.absolutePath;
        if (!isSame) {
            forgetDamage(file.record.path);
            continue;
        }
        if (damaged.file.record.root == file.record.root)
            damaged.file.pieceLayer = file.pieceLayer;
        (void)m_context.library.withhold(file.record.path);
    }
}

void ShareGuard::check(const std::optional<SharedPath> &path, const Hear &hear)
{
    std::vector<SharedFile> files;
    auto asked = std::make_shared<Asked>(Asked{hear, 0, {}});
    for (const auto &[name, damaged] : m_damaged) {
        if (path && *path != name)
            continue;
        if (damaged.file.pieceLayer)
            files.push_back(damaged.file);
        else // There is nothing to compare it with, but what an earlier run found.
            tellDamage(*asked, damaged);
    }
    const auto &catalog = m_context.library.catalog();
    if (!path) {
        const auto offered = catalog.snapshot();
        files.insert(files.end(), offered.begin(), offered.end());
    } else if (const auto file = catalog.find(*path)) {
        files.push_back(*file);
    }
    asked->left = files.size();
    if (files.empty()) {
        asked->news.isOver = true;
        if (path && asked->news.damaged == 0)
            asked->news.problem = Problem{ProblemCode::NotShared,
                                          Operation::Check,
                                          path->toString(),
                                          {}};
        return hear(asked->news);
    }
    if (!m_asked)
        m_asked = std::make_unique<IntegrityCheck>(IntegrityCheck::Pace{}, m_context.engine);
    for (const SharedFile &file : files) {
        m_asked->check(file, [this, asked, file](const FileCheck &result) {
            onAsked(asked, file, result);
        });
    }
}

void ShareGuard::onAsked(const std::shared_ptr<Asked> &asked,
                         const SharedFile &file,
                         const FileCheck &check)
{
    takeUp(file, check);
    CheckNews &news = asked->news;
    news.bytes += check.bytesRead;
    const bool isDamaged = check.verdict == Verdict::Damaged;
    const bool isRead = isDamaged || check.verdict == Verdict::Sound;
    news.files += isRead ? 1U : 0U;
    news.skipped += isRead ? 0U : 1U;
    if (isDamaged)
        tellDamage(*asked, {file, check.damaged});
    if (--asked->left > 0)
        return;
    saveSound();
    news.isOver = true;
    asked->hear(news);
}

void ShareGuard::tellDamage(Asked &asked, const DamagedFile &damaged)
{
    ++asked.news.damaged;
    CheckNews news;
    news.damage = damageOf(damaged);
    asked.hear(news);
}

/// What a check says has to be done about a file.
void ShareGuard::takeUp(const SharedFile &file, const FileCheck &check)
{
    const SharedPath &path = file.record.path;
    const bool wasDamaged = m_damaged.contains(path);
    switch (check.verdict) {
    case Verdict::Sound:
        noteSound(path);
        if (wasDamaged) {
            m_damaged.erase(path);
            (void)m_context.library.restore(path);
        }
        return;
    case Verdict::Damaged:
        return noteDamage({file, check.damaged});
    case Verdict::Edited:
    case Verdict::Unreadable:
        // The library finds out what has become of it.
        forgetDamage(path);
        if (!m_context.library.restore(path))
            m_context.library.fileChanged(path);
        return;
    case Verdict::Stopped:
        return;
    }
}

void ShareGuard::noteDamage(const DamagedFile &damaged)
{
    m_damaged.insert_or_assign(damaged.file.record.path, damaged);
    (void)m_context.library.withhold(damaged.file.record.path);
    m_context.background.run(
        this, [memory = m_memory, damaged] { return memory.put(damaged); }, [](bool) {});
}

void ShareGuard::forgetDamage(const SharedPath &path)
{
    if (m_damaged.erase(path) > 0)
        noteSound(path);
}

void ShareGuard::noteSound(const SharedPath &path)
{
    m_checked.insert_or_assign(path, m_context.clock.wallTime());
    m_sound.push_back(path);
    if (m_sound.size() >= MostUnsaved || m_damaged.contains(path))
        saveSound();
}

void ShareGuard::saveSound()
{
    if (m_sound.empty())
        return;
    m_context.background.run(
        this,
        [memory = m_memory, paths = std::exchange(m_sound, {}), now = m_context.clock.wallTime()] {
            return memory.putSound(paths, now);
        },
        [](bool) {});
}

/// Unasked, one file after another, those first that were checked longest ago.
void ShareGuard::checkNext()
{
    if (m_isChecking || !m_unasked)
        return;
    if (m_due.empty())
        m_due = dueFiles();
    while (!m_due.empty() && !m_isChecking) {
        const auto file = m_context.library.catalog().find(m_due.front());
        m_due.pop_front();
        if (!file)
            continue;
        m_isChecking = true;
        m_unasked->check(*file, [this, file](const FileCheck &check) {
            m_isChecking = false;
            takeUp(*file, check);
            if (check.verdict == Verdict::Damaged)
                emit found(damageOf({*file, check.damaged}));
            checkNext();
        });
    }
    if (!m_isChecking)
        saveSound();
}

std::deque<SharedPath> ShareGuard::dueFiles() const
{
    const auto before = m_context.clock.wallTime() - m_settings.checkEvery;
    std::vector<std::pair<std::chrono::sys_seconds, SharedPath>> due;
    m_context.library.catalog().visitBelow({}, {}, [&](const SharedFile &file) {
        const auto checked = m_checked.find(file.record.path);
        const auto at = checked == m_checked.end() ? std::chrono::sys_seconds{} : checked->second;
        if (at <= before)
            due.emplace_back(at, file.record.path);
        return true;
    });
    const auto most = std::min(due.size(), MostDue);
    std::partial_sort(due.begin(), due.begin() + static_cast<std::ptrdiff_t>(most), due.end());
    std::deque<SharedPath> paths;
    for (std::size_t i = 0; i < most; ++i)
        paths.push_back(due[i].second);
    return paths;
}

void ShareGuard::repair(const SharedPath &path,
                        const DownloadContext &downloads,
                        const Repaired &done)
{
    const auto refuse = [&](ProblemCode code) {
        done(tl::unexpected(Problem{code, Operation::Repair, path.toString(), {}}));
    };
    const auto known = m_damaged.find(path);
    if (known == m_damaged.end())
        return refuse(ProblemCode::NotDamaged);
    if (!m_repairs.try_emplace(path).second)
        return refuse(ProblemCode::AlreadyQueued);
    m_context.search(known->second.file.record,
                     [this, self = QPointer{this}, damaged = known->second, downloads, done](
                         const Found &sources) {
                         if (self)
                             startRepair(damaged, downloads, sources, done);
                     });
}

void ShareGuard::startRepair(const DamagedFile &damaged,
                             const DownloadContext &downloads,
                             const Found &found,
                             const Repaired &done)
{
    const SharedPath path = damaged.file.record.path;
    std::vector<SourceRecord> sources;
    for (const SourceRecord &source : found.value_or(std::vector<SourceRecord>{})) {
        if (source.file.root == damaged.file.record.root && source.host != m_context.self)
            sources.push_back(source);
    }
    if (sources.empty()) {
        m_repairs.erase(path);
        const Problem nobody{ProblemCode::NotFound, Operation::Repair, path.toString(), {}};
        return done(tl::unexpected(found ? nobody : found.error()));
    }
    auto &repair = m_repairs.at(path);
    repair = std::make_unique<Repair>(Repair::Order{m_context.nextId(), damaged, sources},
                                      downloads);
    connect(repair.get(), &Repair::over, this, [this, path, done](const auto &report) {
        onRepaired(path, report, done);
    });
    repair->start();
}

void ShareGuard::onRepaired(const SharedPath &path,
                            const Result<RepairReport, Problem> &report,
                            const Repaired &done)
{
    auto repair = m_repairs.extract(path);
    const auto result = repair.mapped()->result();
    partWith(repair.mapped(), *this);
    if (report) {
        forgetDamage(path);
        saveSound();
        // Without its layer it is read anew.
        if (result && result->pieceLayer)
            m_context.library.adopt(*result);
        else
            (void)m_context.library.restore(path);
    }
    done(report);
}

std::vector<DamagedFile> ShareGuard::damaged() const
{
    std::vector<DamagedFile> all;
    for (const auto &[path, damaged] : m_damaged)
        all.push_back(damaged);
    return all;
}

} // namespace ft::engine
