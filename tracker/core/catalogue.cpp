#include "tracker/core/catalogue.h"

#include <algorithm>
#include <array>
#include <mutex>

namespace ft::tracker {

namespace {

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
{
    m_index.setObserver(&m_live);
}

Catalogue::Change Catalogue::add(Peer &peer,
                                 const std::vector<SourceRecord> &records,
                                 std::uint32_t most)
{
    constexpr std::size_t Ahead = 8; // records whose places in memory are on their way
    std::array<RecordIndex::Hashes, Ahead> prepared;
    Change change;
    const std::lock_guard lock{m_mutex};
    if (peer.isDisplaced)
        return change;
    peer.mark.reset();
    for (std::size_t i = 0; i < records.size() + Ahead; ++i) {
        auto &hashes = prepared[i % Ahead];
        if (i >= Ahead) {
            const FileRecord &file = records[i - Ahead].file;
            const bool isFull = most > 0 && m_index.peer(peer.handle).files >= most;
            if (isFull && !m_index.contains(peer.handle, file.path.utf8()))
                ++change.dropped;
            else
                m_index.add(peer.handle, file, hashes);
        }
        if (i < records.size())
            hashes = m_index.prepare(peer.handle, records[i].file);
    }
    change.total = m_index.peer(peer.handle).files;
    return change;
}

Catalogue::Change Catalogue::remove(Peer &peer, const std::vector<SharedPath> &paths)
{
    const std::lock_guard lock{m_mutex};
    if (peer.isDisplaced)
        return {};
    peer.mark.reset();
    for (const SharedPath &path : paths)
        m_index.remove(peer.handle, path.utf8());
    return {m_index.peer(peer.handle).files, 0};
}

bool Catalogue::noteReach(const ProbeTarget &target, const Reach &reach)
{
    const std::shared_lock lock{m_mutex};
    Peer *peer = m_peers.find(target.name);
    if (!peer || peer->session != target.session)
        return false;
    if (reach.state != Reach::State::Unknown)
        peer->reach = reach;
    return true;
}

std::uint32_t Catalogue::countOf(const Peer &peer) const
{
    const std::shared_lock lock{m_mutex};
    return peer.isDisplaced ? 0 : m_index.peer(peer.handle).files;
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

std::optional<PeerSnapshot> Catalogue::peer(const PeerName &name) const
{
    const std::shared_lock lock{m_mutex};
    const Peer *peer = m_peers.find(name);
    return peer ? std::optional{snapshotOf(*peer)} : std::nullopt;
}

std::optional<std::vector<FileRecord>> Catalogue::filesOf(const PeerName &name) const
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

Catalogue::Found Catalogue::search(const QueryMatcher &matcher, const SearchPage &page) const
{
    Found found;
    find(
        matcher,
        page,
        [&](const SearchOutcome &outcome) { found.outcome = outcome; },
        [&](const protocol::RecordView &view, const IndexedPeer &) {
            const Endpoint endpoint{QHostAddress{QString::fromLatin1(view.address)}, view.port};
            if (auto record = toFileRecord(view))
                found.records.push_back({*std::move(record), endpoint, HostName::parse(view.host)});
        });
    return found;
}

bool Catalogue::openSearch(const Session &session, std::uint32_t number, QueryMatcher matcher)
{
    return m_live.open(session, number, std::move(matcher));
}

void Catalogue::closeSearch(SessionId session, std::uint32_t number)
{
    m_live.close(session, number);
}

SearchOutcome Catalogue::findRecords(const QueryMatcher &matcher,
                                     const SearchPage &page,
                                     SearchScratch &scratch) const
{
    std::vector<PeerHandle> peers;
    for (const HostName &host : matcher.query().peers) {
        if (const Peer *peer = m_peers.find(host))
            peers.push_back(peer->handle);
    }
    // A larger table takes longer to look through; nobody shall wait much longer for that.
    constexpr double UsualRecords = 4e6;
    constexpr double Most = 3;
    SearchPage scaled = page;
    const double size = static_cast<double>(m_index.count()) / UsualRecords;
    scaled.work = static_cast<std::uint64_t>(static_cast<double>(page.work)
                                             * std::clamp(size, 1.0, Most));
    return RecordSearch{m_index, matcher, peers, scratch}.run(scaled);
}

CatalogueTotals Catalogue::totals() const
{
    const std::shared_lock lock{m_mutex};
    return {m_peers.count(),
            m_index.foundCount(),
            m_index.foundBytes(),
            m_index.memory(),
            m_kept.count(),
            m_index.count()};
}

PeerSnapshot Catalogue::snapshotOf(const Peer &peer) const
{
    const auto now = m_clock.now();
    const IndexedPeer &indexed = m_index.peer(peer.handle);
    const Reach reach = peer.reach;
    return {peer.name,
            peer.endpoint,
            peer.session,
            peer.agent,
            now - peer.joined,
            now - peer.heard.load(std::memory_order_relaxed),
            indexed.files,
            indexed.bytes,
            reach.isReachable(),
            reach.roundTrip()};
}

} // namespace ft::tracker
