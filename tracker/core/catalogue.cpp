#include "tracker/core/catalogue.h"

#include <algorithm>
#include <mutex>

namespace ft::tracker {

namespace {

/// Records taken out under one hold of the lock, so that searches never wait for a big peer to go.
constexpr std::uint32_t RecordsPerHold = 4096;

/// A record of the index as a value. Its path passed SharedPath's rules when it came in.
std::optional<FileRecord> toFileRecord(const protocol::RecordView &view)
{
    auto path = SharedPath::parse(view.path);
    if (!path)
        return std::nullopt;
    FileRecord record{*std::move(path), view.type.toByteArray(), view.size, view.modified, {}, {}};
    if (view.root)
        record.root = *view.root;
    if (view.md5)
        record.md5 = *view.md5;
    record.isPartial = view.isPartial;
    return record;
}

} // namespace

Catalogue::Catalogue(const Clock &clock)
    : m_clock(clock)
{}

bool Catalogue::isTaken(const HostName &name) const
{
    const std::shared_lock lock{m_mutex};
    return m_peers.find(name) != nullptr;
}

Peer *Catalogue::join(const Greeting &greeting, const QHostAddress &address, SessionId id)
{
    const Endpoint endpoint{address, greeting.port};
    const auto now = m_clock.now();
    auto peer = std::unique_ptr<Peer>(
        new Peer{greeting.name, endpoint, id, greeting.agent, PeerId{}, now, PeerHandle{}, now});
    const std::lock_guard lock{m_mutex};
    Peer *joined = m_peers.add(std::move(peer));
    if (joined)
        joined->handle = m_index.addPeer(greeting.name.bytes(), endpoint);
    return joined;
}

void Catalogue::leave(Peer &peer)
{
    const PeerHandle handle = peer.handle;
    {
        const std::lock_guard lock{m_mutex};
        m_peers.remove(peer);
        m_index.beginLeave(handle);
    }
    for (bool more = true; more;) {
        const std::lock_guard lock{m_mutex};
        more = m_index.continueLeave(handle, RecordsPerHold);
    }
}

Catalogue::Change Catalogue::add(const Peer &peer,
                                 const std::vector<SourceRecord> &records,
                                 std::uint32_t most)
{
    Change change;
    const std::lock_guard lock{m_mutex};
    for (const SourceRecord &record : records) {
        const bool isFull = most > 0 && m_index.peer(peer.handle).files >= most;
        if (isFull && !m_index.contains(peer.handle, record.file.path.utf8()))
            ++change.dropped;
        else
            m_index.add(peer.handle, record.file);
    }
    change.total = m_index.peer(peer.handle).files;
    return change;
}

Catalogue::Change Catalogue::remove(const Peer &peer, const std::vector<SharedPath> &paths)
{
    const std::lock_guard lock{m_mutex};
    for (const SharedPath &path : paths)
        m_index.remove(peer.handle, path.utf8());
    return {m_index.peer(peer.handle).files, 0};
}

std::vector<PeerSnapshot> Catalogue::peers() const
{
    std::vector<PeerSnapshot> peers;
    {
        const std::shared_lock lock{m_mutex};
        peers.reserve(m_peers.count());
        m_peers.visitAll([&](const Peer &peer) {
            peers.push_back(snapshotOf(peer));
            return true;
        });
    }
    std::sort(peers.begin(), peers.end(), [](const PeerSnapshot &a, const PeerSnapshot &b) {
        return a.name.key() < b.name.key();
    });
    return peers;
}

std::optional<PeerSnapshot> Catalogue::peer(const HostName &name) const
{
    const std::shared_lock lock{m_mutex};
    const Peer *peer = m_peers.find(name);
    return peer ? std::optional{snapshotOf(*peer)} : std::nullopt;
}

std::optional<std::vector<FileRecord>> Catalogue::filesOf(const HostName &name) const
{
    std::vector<FileRecord> files;
    {
        const std::shared_lock lock{m_mutex};
        const Peer *peer = m_peers.find(name);
        if (!peer)
            return std::nullopt;
        m_index.visitOf(peer->handle, [&](const protocol::RecordView &view, const IndexedPeer &) {
            if (auto record = toFileRecord(view))
                files.push_back(*std::move(record));
            return true;
        });
    }
    std::sort(files.begin(), files.end(), [](const FileRecord &a, const FileRecord &b) {
        return a.path < b.path;
    });
    return files;
}

std::vector<SourceRecord> Catalogue::search(const QByteArray &text, std::uint32_t most) const
{
    std::vector<SourceRecord> found;
    visitNamed(text, [&](const protocol::RecordView &view, const IndexedPeer &) {
        if (found.size() == most)
            return false;
        const Endpoint endpoint{QHostAddress{QString::fromLatin1(view.address)}, view.port};
        if (auto record = toFileRecord(view))
            found.push_back({*std::move(record), endpoint, HostName::parse(view.host)});
        return true;
    });
    return found;
}

CatalogueTotals Catalogue::totals() const
{
    const std::shared_lock lock{m_mutex};
    return {m_peers.count(), m_index.count(), m_index.bytes(), m_index.memory()};
}

PeerSnapshot Catalogue::snapshotOf(const Peer &peer) const
{
    const auto now = m_clock.now();
    const IndexedPeer &indexed = m_index.peer(peer.handle);
    return {peer.name,
            peer.endpoint,
            peer.session,
            peer.agent,
            now - peer.joined,
            now - peer.heard.load(std::memory_order_relaxed),
            indexed.files,
            indexed.bytes,
            {},
            {}};
}

} // namespace ft::tracker
