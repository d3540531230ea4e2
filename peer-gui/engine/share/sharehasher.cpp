#include "peer-gui/engine/share/sharehasher.h"

#include "common/hash/merkle.h"

#include <algorithm>
#include <utility>

namespace ft::engine {

namespace {

constexpr std::size_t KnownAtOnce = 2'000; // files told before the thread sees to other things

} // namespace

ShareHasher::ShareHasher(const Settings &settings, const Clock &clock, HashCache &cache, Done done)
    : m_settings(settings)
    , m_clock(clock)
    , m_cache(cache)
    , m_done(std::move(done))
    , m_pool(settings.threads,
             [this, address = m_mailbox.address()](HashTicket ticket, HashOutcome &&outcome) {
                 address.post([this, ticket, outcome = std::move(outcome)]() mutable {
                     onHashed(ticket, outcome);
                 });
             })
{}

void ShareHasher::add(const SharedPath &path,
                      const QString &absolutePath,
                      const std::optional<FileStamp> &stamp)
{
    cancel(path);
    const auto same = stamp ? m_inodes.find(inodeOf(*stamp)) : m_inodes.end();
    if (same != m_inodes.end() && m_works.at(same->second).stamp == stamp) {
        m_works.at(same->second).names.push_back({path, absolutePath});
        m_paths.emplace(path, same->second);
        return;
    }
    m_new.push_back(make({path, absolutePath}, stamp, 0));
}

ShareHasher::WorkId ShareHasher::make(Name name, const std::optional<FileStamp> &stamp, int tries)
{
    const WorkId id{++m_lastWork};
    m_paths.insert_or_assign(name.path, id);
    if (stamp)
        m_inodes.insert_or_assign(inodeOf(*stamp), id);
    Work &work = m_works[id];
    work.stamp = stamp;
    work.names.push_back(std::move(name));
    work.tries = tries;
    return id;
}

/// Takes the work out; its names stay in m_paths.
ShareHasher::Work ShareHasher::take(WorkId id)
{
    Work work = std::move(m_works.extract(id).mapped());
    const auto inode = work.stamp ? m_inodes.find(inodeOf(*work.stamp)) : m_inodes.end();
    if (inode != m_inodes.end() && inode->second == id)
        m_inodes.erase(inode);
    return work;
}

void ShareHasher::submit()
{
    std::vector<WorkId> works;
    for (const WorkId id : std::exchange(m_new, {})) {
        const auto work = m_works.find(id);
        if (work == m_works.end())
            continue;
        if (work->second.stamp)
            works.push_back(id);
        else
            give(id, work->second);
    }
    giveAll();
    if (!works.empty())
        look(std::move(works));
}

void ShareHasher::look(std::vector<WorkId> works)
{
    std::vector<FileStamp> stamps;
    stamps.reserve(works.size());
    for (const WorkId id : works)
        stamps.push_back(*m_works.at(id).stamp);
    m_cache.find(std::move(stamps),
                 [this, works = std::move(works), address = m_mailbox.address()](
                     HashCache::Known &&found) {
                     auto known = std::make_shared<HashCache::Known>(std::move(found));
                     address.post([this, works, known] { onKnown(works, known); });
                 });
}

void ShareHasher::onKnown(std::vector<WorkId> works, const std::shared_ptr<HashCache::Known> &known)
{
    const auto count = static_cast<std::ptrdiff_t>(std::min(works.size(), KnownAtOnce));
    for (auto id = works.cbegin(); id != works.cbegin() + count; ++id) {
        const auto work = m_works.find(*id);
        if (work == m_works.end())
            continue; // cancelled
        const FileStamp stamp = *work->second.stamp;
        const auto content = known->find(stamp);
        if (content != known->end())
            finish(*id, stamp, content->second);
        else
            give(*id, work->second);
    }
    giveAll();
    works.erase(works.cbegin(), works.cbegin() + count);
    if (!works.empty())
        m_mailbox.post([this, works = std::move(works), known] { onKnown(works, known); });
}

void ShareHasher::cancel(const SharedPath &path)
{
    const auto known = m_paths.find(path);
    if (known == m_paths.end())
        return;
    const WorkId id = known->second;
    m_paths.erase(known);
    Work &work = m_works.at(id);
    const bool isRead = work.names.front().path == path;
    std::erase_if(work.names, [&path](const Name &name) { return name.path == path; });
    if (work.names.empty()) {
        giveAll(); // or it would be handed over after this
        m_pool.cancel(work.ticket);
        m_tickets.erase(work.ticket);
        take(id);
    } else if (isRead && m_tickets.contains(work.ticket)) {
        m_pool.cancel(work.ticket);
        m_tickets.erase(work.ticket);
        give(id, work);
        giveAll();
    }
}

void ShareHasher::retryRested()
{
    const auto now = m_clock.now();
    std::erase_if(m_resting, [&](WorkId id) {
        const auto work = m_works.find(id);
        if (work == m_works.end() || !work->second.isResting)
            return true;
        if (work->second.retryAt > now)
            return false;
        give(id, work->second);
        return true;
    });
    giveAll();
}

void ShareHasher::give(WorkId id, Work &work)
{
    work.ticket = HashTicket{++m_lastTicket};
    work.isResting = false;
    ++work.tries;
    m_tickets.emplace(work.ticket, id);
    const FileStamp stamp = work.stamp.value_or(FileStamp{});
    m_tasks.push_back({work.ticket, work.names.front().absolutePath, stamp.size, stamp.dev});
}

void ShareHasher::giveAll()
{
    if (!m_tasks.empty())
        m_pool.submit(std::exchange(m_tasks, {}));
}

void ShareHasher::onHashed(HashTicket ticket, HashOutcome &outcome)
{
    const auto known = m_tickets.extract(ticket);
    if (!known)
        return; // cancelled while it was on its way
    const WorkId id = known.mapped();
    Work &work = m_works.at(id);
    const bool isOther = outcome && work.stamp && outcome->stamp != *work.stamp;
    if (work.names.size() > 1 && (!outcome || isOther))
        return readEachByItself(id);
    const bool isChanging = !outcome && outcome.error().kind == FileFault::Kind::Changed;
    if (isChanging && work.tries < m_settings.maxTries) {
        work.isResting = true;
        work.retryAt = m_clock.now() + m_settings.retryAfter;
        m_resting.push_back(id);
        return;
    }
    if (!outcome)
        return tell(id, take(id).names.front(), tl::unexpected(outcome.error()));
    hash::ContentIdentity &identity = outcome->identity;
    const KnownContent content{.root = identity.root,
                               .md5 = identity.md5,
                               .pieceLayer = std::make_shared<const std::vector<NodeHash>>(
                                   std::move(identity.pieceLayer))};
    if (outcome->isFirm)
        m_cache.put(outcome->stamp, content);
    finish(id, outcome->stamp, content);
}

/// What were names of one inode may not be so any more.
void ShareHasher::readEachByItself(WorkId id)
{
    Work work = take(id);
    for (Name &name : work.names) {
        const WorkId own = make(std::move(name), {}, work.tries - 1);
        give(own, m_works.at(own));
    }
    giveAll();
}

SharedFile ShareHasher::sharedFileOf(const Name &name,
                                     const FileStamp &stamp,
                                     const KnownContent &content)
{
    return {.record = {.path = name.path,
                       .type = m_types.of(QString::fromUtf8(name.path.name())),
                       .size = stamp.size,
                       .modified = stamp.modified(),
                       .root = content.root,
                       .md5 = content.md5},
            .absolutePath = name.absolutePath,
            .stamp = stamp,
            .pieceSize = hash::pieceSizeFor(stamp.size),
            .pieceLayer = content.pieceLayer};
}

void ShareHasher::finish(WorkId id, const FileStamp &stamp, const KnownContent &content)
{
    const Work work = take(id);
    for (const Name &name : work.names)
        tell(id, name, sharedFileOf(name, stamp, content));
}

void ShareHasher::tell(WorkId id, const Name &name, const Outcome &outcome)
{
    // Whoever was told of a name before may have cancelled this one.
    const auto path = m_paths.find(name.path);
    if (path == m_paths.end() || path->second != id)
        return;
    m_paths.erase(path);
    m_done(name.path, outcome);
}

} // namespace ft::engine
