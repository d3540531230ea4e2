#include "peer-gui/engine/share/sharelibrary.h"

#include "common/hash/merkle.h"
#include "peer-gui/engine/share/sharenaming.h"

#include <QFileInfo>
#include <QSet>
#include <QStringBuilder>

#include <cerrno>
#include <utility>

namespace ft::engine {

namespace {

using namespace std::chrono_literals;

constexpr auto TickEvery = 50ms; // batches files for those who announce them
constexpr auto ProgressEvery = 100ms;
constexpr std::size_t MaxBatch = 1'000;

ShareNotice::Kind noticeOf(FileFault::Kind kind)
{
    switch (kind) {
    case FileFault::Kind::Vanished:
        return ShareNotice::Kind::FileVanished;
    case FileFault::Kind::NotRegularFile:
        return ShareNotice::Kind::NotRegularFile;
    case FileFault::Kind::Changed:
        return ShareNotice::Kind::FileKeepsChanging;
    case FileFault::Kind::Unreadable:
        break;
    }
    return ShareNotice::Kind::FileUnreadable;
}

} // namespace

ShareLibrary::ShareLibrary(ShareSettings settings, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_clock(clock)
    , m_published(m_settings.stateFolder, clock)
    , m_cache(m_settings.stateFolder,
              clock,
              [this, address = m_mailbox.address()](const ShareNotice &notice) {
                  address.post([this, notice] { emit noticed(notice); });
              })
    , m_hasher({m_settings.hashThreads, m_settings.retryAfter, m_settings.maxTries},
               clock,
               m_cache,
               [this](const SharedPath &path, const ShareHasher::Outcome &outcome) {
                   onHashed(path, outcome);
               })
{
    m_ticks.setInterval(TickEvery);
    connect(&m_ticks, &QTimer::timeout, this, &ShareLibrary::tick);
}

ShareLibrary::~ShareLibrary()
{
    // Nobody is left to be told of a failure.
    [[maybe_unused]] const auto failure = m_published.save(PublishedList::When::Now);
}

void ShareLibrary::start()
{
    m_thread.assertHere();
    if (const auto damage = m_published.load())
        emit noticed(*damage);
    rescan();
}

void ShareLibrary::pause()
{
    m_hasher.pause();
}

void ShareLibrary::resume()
{
    m_hasher.resume();
}

ShareProgress ShareLibrary::progress() const
{
    const HashPoolProgress pool = m_hasher.progress();
    const std::uint64_t known = m_entries.size();
    return {.filesFound = m_scanning ? std::max(known, m_scans.found()) : known,
            .filesHashed = known - m_hasher.unfinished(),
            .bytesHashed = pool.bytesHashed,
            .bytesTotal = pool.bytesHashed + pool.bytesLeft,
            .scanning = m_scanning};
}

bool ShareLibrary::isSettled() const
{
    return !m_scanning && m_hasher.unfinished() == 0 && m_ready.empty();
}

// What the share folders hold now.

void ShareLibrary::rescan()
{
    m_thread.assertHere();
    if (m_scanning)
        m_scanAgain = true;
    else
        startScan();
}

void ShareLibrary::startScan()
{
    m_scanning = true;
    m_scanAgain = false;
    ++m_scanNumber;
    ScanRequest request{.folders = m_settings.folders, .reserved = {}};
    for (const auto &[path, file] : m_published.files())
        request.reserved.emplace(path, file.absolutePath);
    for (const auto &[path, entry] : m_entries) {
        if (entry.origin == Entry::Origin::Published)
            request.reserved.insert_or_assign(path, entry.absolutePath);
    }
    m_scans.start(std::move(request), [this, address = m_mailbox.address()](ScanResult &&result) {
        address.post([this, result = std::move(result)] { onScanned(result); });
    });
    wake();
}

void ShareLibrary::onScanned(const ScanResult &result)
{
    m_scanning = false;
    flushReady();
    for (const ScannedFile &file : result.files)
        takeUp(file);
    for (const auto &[path, stamp] : result.reserved)
        takeUpPublished(path, stamp);
    takeOutMissing(result);
    beginHashing();
    flushGone();
    for (const ScanNotice &notice : result.notices)
        emit noticed(notice);
    if (m_scanAgain && !m_scanning)
        startScan();
}

void ShareLibrary::takeUp(const ScannedFile &file)
{
    auto entry = m_entries.find(file.path);
    if (entry != m_entries.end() && entry->second.absolutePath != file.absolutePath) {
        if (entry->second.since == m_scanNumber) {
            // Came in by that name while the folders were walked: walk with the name reserved.
            m_scanAgain = true;
            return;
        }
        drop(entry, PublishError::Withdrawn);
        entry = m_entries.end();
    }
    if (entry == m_entries.end())
        add(file.path, file.absolutePath, Entry::Origin::Folder, file.stamp);
    else if (entry->second.stamp && entry->second.stamp != file.stamp)
        hashAgain(entry, file.stamp);
}

void ShareLibrary::takeUpPublished(const SharedPath &path, const std::optional<FileStamp> &stamp)
{
    const auto entry = m_entries.find(path);
    if (entry == m_entries.end()) {
        const auto published = m_published.files().find(path);
        if (published == m_published.files().end())
            return;
        const QString &absolutePath = published->second.absolutePath;
        if (stamp)
            add(path, absolutePath, Entry::Origin::Published, stamp);
        else if (m_scanNumber == 1)
            emit noticed({ShareNotice::Kind::FileVanished, absolutePath, ENOENT, std::nullopt});
        return;
    }
    const bool isOlder = entry->second.since != m_scanNumber;
    if (isOlder && entry->second.stamp && entry->second.stamp != stamp)
        hashAgain(entry, stamp);
}

void ShareLibrary::takeOutMissing(const ScanResult &result)
{
    QSet<SharedPath> found;
    found.reserve(static_cast<qsizetype>(result.files.size()));
    for (const ScannedFile &file : result.files)
        found.insert(file.path);
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        const auto current = entry++;
        const bool wasThere = current->second.since < m_scanNumber;
        if (current->second.origin == Entry::Origin::Folder && wasThere
            && !found.contains(current->first))
            drop(current, PublishError::NotFound);
    }
}

// One file's way to being ready.

void ShareLibrary::add(const SharedPath &path,
                       const QString &absolutePath,
                       Entry::Origin origin,
                       const std::optional<FileStamp> &stamp)
{
    Entry entry;
    entry.absolutePath = absolutePath;
    entry.origin = origin;
    entry.since = m_scanNumber;
    m_entries.insert_or_assign(path, std::move(entry));
    m_hasher.add(path, absolutePath, stamp);
}

void ShareLibrary::hashAgain(Entries::iterator entry, const std::optional<FileStamp> &stamp)
{
    takeOut(entry);
    m_hasher.add(entry->first, entry->second.absolutePath, stamp);
}

void ShareLibrary::beginHashing()
{
    m_hasher.submit();
    wake();
}

void ShareLibrary::onHashed(const SharedPath &path, const ShareHasher::Outcome &outcome)
{
    const auto entry = m_entries.find(path);
    if (outcome)
        makeReady(entry, *outcome);
    else
        giveUp(entry, outcome.error());
}

void ShareLibrary::makeReady(Entries::iterator entry, const SharedFile &file)
{
    auto &[path, state] = *entry;
    state.stamp = file.stamp;
    if (state.origin == Entry::Origin::Published)
        m_published.put({path, file.absolutePath, file.record.root, file.stamp});
    m_ready.push_back(file);
    const bool isFirst = !std::exchange(m_anyReady, true);
    if (isFirst || !state.waiting.empty() || m_ready.size() >= MaxBatch)
        flushReady();
}

void ShareLibrary::giveUp(Entries::iterator entry, const FileFault &error)
{
    const ShareNotice notice{.kind = noticeOf(error.kind),
                             .path = entry->second.absolutePath,
                             .systemError = error.systemError,
                             .fault = std::nullopt};
    const bool isAwaited = !entry->second.waiting.empty();
    drop(entry, publishErrorOf(error.kind));
    if (!isAwaited)
        emit noticed(notice);
}

// What the others are told.

void ShareLibrary::flushReady()
{
    if (m_ready.empty())
        return;
    const auto batch = std::exchange(m_ready, {});
    std::vector<std::pair<PublishDone, SharedFile>> answers;
    for (const SharedFile &file : batch) {
        m_catalog.replace(file);
        for (PublishDone &done : std::exchange(m_entries.at(file.record.path).waiting, {}))
            answers.emplace_back(std::move(done), file);
    }
    emit filesReady(batch);
    if (!answers.empty())
        savePublished(PublishedList::When::Now);
    for (const auto &[done, file] : answers)
        done(file);
}

void ShareLibrary::takeOut(Entries::iterator entry)
{
    m_hasher.cancel(entry->first);
    entry->second.stamp.reset();
    if (m_catalog.remove(entry->first))
        m_gone.push_back(entry->first);
}

void ShareLibrary::drop(Entries::iterator entry, PublishError why)
{
    takeOut(entry);
    for (PublishDone &done : entry->second.waiting)
        answerLater(std::move(done), tl::unexpected(why));
    m_entries.erase(entry);
}

void ShareLibrary::flushGone()
{
    if (!m_gone.empty())
        emit filesGone(std::exchange(m_gone, {}));
}

void ShareLibrary::answerLater(PublishDone done, Result<SharedFile, PublishError> answer)
{
    if (done)
        m_mailbox.post([done = std::move(done), answer = std::move(answer)] { done(answer); });
}

// Files shared one by one.

void ShareLibrary::publish(const QString &absolutePath, const SharedPath &as, PublishDone done)
{
    m_thread.assertHere();
    const auto real = withoutSymlinks(absolutePath);
    const auto stamp = real.and_then([](const QString &path) { return stampOf(path); });
    if (!stamp)
        return answerLater(std::move(done), tl::unexpected(publishErrorOf(stamp.error().kind)));
    flushReady();
    auto entry = m_entries.find(as);
    if (entry == m_entries.end()) {
        add(as, *real, Entry::Origin::Published, *stamp);
        entry = m_entries.find(as);
    } else if (entry->second.absolutePath != *real) {
        return answerLater(std::move(done), tl::unexpected(PublishError::NameInUse));
    }
    publishKnown(entry, *stamp, std::move(done));
}

void ShareLibrary::publishKnown(Entries::iterator entry, const FileStamp &stamp, PublishDone done)
{
    if (entry->second.stamp == stamp)
        return answerLater(std::move(done), *m_catalog.find(entry->first));
    if (done)
        entry->second.waiting.push_back(std::move(done));
    if (entry->second.stamp)
        hashAgain(entry, stamp);
    beginHashing();
    flushGone();
}

Result<void, UnpublishError> ShareLibrary::unpublish(const SharedPath &path)
{
    m_thread.assertHere();
    flushReady();
    const auto entry = m_entries.find(path);
    const bool isEntry = entry != m_entries.end();
    if (isEntry && entry->second.origin == Entry::Origin::Folder)
        return tl::unexpected(UnpublishError::InShareFolder);
    const bool wasListed = m_published.remove(path);
    if (!isEntry && !wasListed)
        return tl::unexpected(UnpublishError::NotShared);
    if (isEntry)
        drop(entry, PublishError::Withdrawn);
    flushGone();
    savePublished(PublishedList::When::Now);
    return {};
}

SharedPath ShareLibrary::adopt(SharedFile file)
{
    m_thread.assertHere();
    flushReady();
    file.absolutePath = withoutSymlinks(file.absolutePath).value_or(file.absolutePath);
    const auto place = placeInFolders(file.absolutePath);
    const auto origin = place ? Entry::Origin::Folder : Entry::Origin::Published;
    SharedPath path = nameForAdopted(place.value_or(file.record.path), file.absolutePath);
    file.record.path = path;

    Entry entry;
    entry.absolutePath = file.absolutePath;
    entry.origin = origin;
    entry.stamp = file.stamp;
    entry.since = m_scanNumber;
    const auto known = m_entries.find(path);
    if (known != m_entries.end()) {
        entry.waiting = std::exchange(known->second.waiting, {});
        drop(known, PublishError::Withdrawn);
        m_gone.clear(); // replaced, not gone
    }
    m_entries.emplace(path, std::move(entry));
    if (origin == Entry::Origin::Published)
        m_published.put({path, file.absolutePath, file.record.root, file.stamp});
    // Nobody else has had a name for it until now, so nobody can have written to it since.
    if (file.pieceSize == hash::pieceSizeFor(file.record.size))
        m_cache.put(file.stamp, {*file.record.root, file.record.md5, file.pieceLayer});
    m_ready.push_back(std::move(file));
    flushReady();
    wake();
    return path;
}

void ShareLibrary::fileChanged(const SharedPath &path)
{
    m_thread.assertHere();
    flushReady();
    const auto entry = m_entries.find(path);
    if (entry == m_entries.end() || !entry->second.stamp)
        return;
    hashAgain(entry, std::nullopt);
    beginHashing();
    flushGone();
}

std::optional<SharedPath> ShareLibrary::placeInFolders(const QString &absolutePath) const
{
    for (const QString &folder : m_settings.folders) {
        const auto root = withoutSymlinks(folder);
        if (!root || !absolutePath.startsWith(*root % u'/'))
            continue;
        const QString place = absolutePath.sliced(root->size() + 1);
        if (place.startsWith(u'.') || place.contains(QStringLiteral("/.")))
            return std::nullopt; // hidden there: no scan finds it
        const auto path = SharedPath::fromString(place);
        return path ? std::optional{*path} : std::nullopt;
    }
    return std::nullopt;
}

SharedPath ShareLibrary::nameForAdopted(const SharedPath &wanted, const QString &absolutePath) const
{
    const auto isTaken = [&](const SharedPath &name) {
        const auto entry = m_entries.find(name);
        return entry != m_entries.end() && entry->second.absolutePath != absolutePath;
    };
    // A name too long to be numbered takes the place of the other file.
    return freeName(wanted, {}, isTaken).value_or(wanted);
}

// Time.

void ShareLibrary::wake()
{
    m_toldSettled = false;
    if (!m_ticks.isActive())
        m_ticks.start();
}

void ShareLibrary::tick()
{
    m_hasher.retryRested();
    flushReady();
    savePublished(PublishedList::When::Sparingly);
    const bool justSettled = isSettled() && !m_toldSettled;
    m_toldSettled = isSettled();
    tellProgress(justSettled);
    if (m_toldSettled && !m_published.isUnsaved())
        m_ticks.stop();
    if (justSettled)
        emit settled();
}

void ShareLibrary::tellProgress(bool isLast)
{
    const auto now = m_clock.now();
    const ShareProgress current = progress();
    if (!isLast && (now - m_lastProgressAt < ProgressEvery || current == m_lastProgress))
        return;
    m_lastProgressAt = now;
    m_lastProgress = current;
    emit progressed(current);
}

void ShareLibrary::savePublished(PublishedList::When when)
{
    if (const auto failure = m_published.save(when))
        emit noticed(*failure);
}

} // namespace ft::engine
