#include "peer-gui/engine/share/sharehasher.h"

#include "peer-gui/engine/share/mediatype.h"

#include <utility>

namespace ft::engine {

namespace {

SharedFile sharedFileOf(const SharedPath &path, const QString &absolutePath, HashedFile &&hashed)
{
    hash::ContentIdentity &identity = hashed.identity;
    return {.record = {.path = path,
                       .type = mediaTypeOf(QString::fromUtf8(path.name())),
                       .size = identity.size,
                       .modified = hashed.stamp.modified(),
                       .root = identity.root,
                       .md5 = identity.md5},
            .absolutePath = absolutePath,
            .stamp = hashed.stamp,
            .pieceSize = identity.pieceSize,
            .pieceLayer = std::make_shared<const std::vector<NodeHash>>(
                std::move(identity.pieceLayer))};
}

} // namespace

ShareHasher::ShareHasher(const Settings &settings, const Clock &clock, Done done)
    : m_settings(settings)
    , m_clock(clock)
    , m_done(std::move(done))
    , m_pool(settings.threads,
             [this, address = m_mailbox.address()](HashTicket ticket, HashOutcome &&outcome) {
                 address.post([this, ticket, outcome = std::move(outcome)]() mutable {
                     onHashed(ticket, outcome);
                 });
             })
{}

void ShareHasher::add(const SharedPath &path, const QString &absolutePath, std::uint64_t size)
{
    cancel(path);
    File &file = m_files[path];
    file.absolutePath = absolutePath;
    file.size = size;
    give(path, file);
}

void ShareHasher::submit()
{
    if (!m_tasks.empty())
        m_pool.submit(std::exchange(m_tasks, {}));
}

void ShareHasher::cancel(const SharedPath &path)
{
    const auto file = m_files.find(path);
    if (file == m_files.end())
        return;
    submit(); // or it would be handed over after this
    m_pool.cancel(file->second.ticket);
    m_tickets.erase(file->second.ticket);
    m_files.erase(file);
}

void ShareHasher::retryRested()
{
    const auto now = m_clock.now();
    std::erase_if(m_resting, [&](const SharedPath &path) {
        const auto file = m_files.find(path);
        if (file == m_files.end() || !file->second.isResting)
            return true;
        if (file->second.retryAt > now)
            return false;
        give(path, file->second);
        return true;
    });
    submit();
}

void ShareHasher::give(const SharedPath &path, File &file)
{
    file.ticket = HashTicket{++m_lastTicket};
    file.isResting = false;
    ++file.tries;
    m_tickets.emplace(file.ticket, path);
    m_tasks.push_back({file.ticket, file.absolutePath, file.size});
}

void ShareHasher::onHashed(HashTicket ticket, HashOutcome &outcome)
{
    const auto known = m_tickets.extract(ticket);
    if (!known)
        return; // cancelled while it was on its way
    const SharedPath &path = known.mapped();
    const auto file = m_files.find(path);
    const bool isChanging = !outcome && outcome.error().kind == FileFault::Kind::Changed;
    if (isChanging && file->second.tries < m_settings.maxTries) {
        file->second.isResting = true;
        file->second.retryAt = m_clock.now() + m_settings.retryAfter;
        m_resting.push_back(path);
        return;
    }
    const QString absolutePath = std::move(file->second.absolutePath);
    m_files.erase(file);
    m_done(path, outcome.map([&](HashedFile &hashed) {
        return sharedFileOf(path, absolutePath, std::move(hashed));
    }));
}

} // namespace ft::engine
