#include "tracker/core/recordindex.h"

#include <QHashFunctions>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <limits>

namespace ft::tracker {

namespace {

constexpr std::int64_t TimeBias = std::int64_t{1} << 39U; // makes 40 bits hold either sign

std::uint64_t packTime(std::chrono::sys_seconds time,
                       std::size_t pathLength,
                       std::size_t nameOffset)
{
    const auto biased = static_cast<std::uint64_t>(time.time_since_epoch().count() + TimeBias);
    return biased << 24U | std::uint64_t{pathLength} << 12U | std::uint64_t{nameOffset};
}

std::uint64_t packSize(const FileRecord &record)
{
    return record.size << 8U | (record.isPartial ? 4U : 0U) | (record.md5 ? 2U : 0U)
           | (record.root ? 1U : 0U);
}

} // namespace

std::chrono::sys_seconds RecordIndex::Entry::modified() const
{
    const auto biased = static_cast<std::int64_t>(timeAndLengths >> 24U);
    return std::chrono::sys_seconds{std::chrono::seconds{biased - TimeBias}};
}

std::size_t RecordIndex::Entry::bytes() const
{
    return HeadBytes + pathLength() + (hasRoot() ? sizeof(ContentHash) : 0)
           + (hasMd5() ? sizeof(Md5Sum) : 0);
}

RecordIndex::RecordIndex()
    : m_seed(QHashSeed::globalSeed())
{
    static_assert(offsetof(Entry, pathHash) + sizeof(std::uint32_t) == HeadBytes);
    static_assert(HeadBytes + SharedPath::MaxLength + sizeof(ContentHash) + sizeof(Md5Sum)
                  <= BlobStore::MaxBytes);
}

PeerHandle RecordIndex::addPeer(const QByteArray &host, const Endpoint &endpoint)
{
    IndexedPeer peer;
    peer.host = host;
    setEndpoint(peer, endpoint);
    if (m_freePeers.empty()) {
        m_peers.push_back(std::move(peer));
        return PeerHandle{static_cast<std::uint32_t>(m_peers.size() - 1)};
    }
    const auto handle = m_freePeers.back();
    m_freePeers.pop_back();
    m_peers[handle] = std::move(peer);
    return PeerHandle{handle};
}

void RecordIndex::setEndpoint(IndexedPeer &peer, const Endpoint &endpoint)
{
    peer.address = endpoint.address.toString().toLatin1();
    peer.port = endpoint.port;
    peer.loopback = endpoint.address.isLoopback();
}

void RecordIndex::beginLeave(PeerHandle handle)
{
    m_peers[handle.value()].leaving = true;
}

void RecordIndex::comeBack(PeerHandle handle, const Endpoint &endpoint)
{
    IndexedPeer &peer = m_peers[handle.value()];
    setEndpoint(peer, endpoint);
    peer.leaving = false;
}

bool RecordIndex::continueLeave(PeerHandle handle, std::uint32_t most)
{
    IndexedPeer &peer = m_peers[handle.value()];
    for (; most > 0 && peer.firstRecord != None; --most)
        drop(peer.firstRecord);
    if (peer.firstRecord != None)
        return true;
    peer = IndexedPeer{};
    m_freePeers.push_back(handle.value());
    releaseIfEmpty();
    return false;
}

void RecordIndex::removePeer(PeerHandle peer)
{
    beginLeave(peer);
    continueLeave(peer, std::numeric_limits<std::uint32_t>::max());
}

void RecordIndex::add(PeerHandle peer, const FileRecord &record)
{
    const QByteArrayView path{record.path.utf8()};
    if (const auto old = find(peer.value(), path); old != None)
        drop(old);
    const auto id = store(peer, record);
    link(id);
}

bool RecordIndex::remove(PeerHandle peer, QByteArrayView path)
{
    const auto id = find(peer.value(), path);
    if (id == None)
        return false;
    drop(id);
    releaseIfEmpty();
    return true;
}

std::size_t RecordIndex::memory() const
{
    return m_store.memory() + m_names.memory() + m_paths.memory();
}

std::uint32_t RecordIndex::hashOf(QByteArrayView text) const
{
    const auto hash = std::uint64_t{
        qHashBits(text.data(), static_cast<std::size_t>(text.size()), m_seed)};
    return static_cast<std::uint32_t>(hash ^ hash >> 32U);
}

/// The finalizer of MurmurHash3 (public domain): peers are numbered densely.
std::uint32_t RecordIndex::mixed(std::uint32_t pathHash, std::uint32_t peer)
{
    std::uint32_t hash = peer + 0x9e37'79b9U;
    hash = (hash ^ hash >> 16U) * 0x85eb'ca6bU;
    hash = (hash ^ hash >> 13U) * 0xc2b2'ae35U;
    return pathHash ^ hash ^ hash >> 16U;
}

protocol::RecordView RecordIndex::viewOf(const Entry &entry, const IndexedPeer &peer) const
{
    protocol::RecordView view;
    view.path = entry.path();
    view.type = m_types.at(entry.type);
    view.size = entry.size();
    view.modified = entry.modified();
    // store() has put these objects there.
    const char *hashes = view.path.data() + view.path.size();
    if (entry.hasRoot()) {
        view.root = std::launder(reinterpret_cast<const ContentHash *>(hashes));
        hashes += sizeof(ContentHash);
    }
    if (entry.hasMd5())
        view.md5 = std::launder(reinterpret_cast<const Md5Sum *>(hashes));
    view.isPartial = entry.isPartial();
    view.address = peer.address;
    view.port = peer.port;
    view.host = peer.host;
    return view;
}

std::uint32_t RecordIndex::firstNamed(QByteArrayView name) const
{
    return firstNamed(name, hashOf(name));
}

std::uint32_t RecordIndex::firstNamed(QByteArrayView name, std::uint32_t hash) const
{
    return m_names.find(hash, [&](std::uint32_t id) { return entry(id).name() == name; });
}

std::uint32_t RecordIndex::find(std::uint32_t peer, QByteArrayView path) const
{
    const auto hash = hashOf(path);
    return m_paths.find(mixed(hash, peer), [&](std::uint32_t id) {
        return entry(id).peer == peer && hasPath(entry(id), path, hash);
    });
}

BlobStore::Handle RecordIndex::store(PeerHandle peer, const FileRecord &record)
{
    const QByteArray &path = record.path.utf8();
    const auto nameOffset = path.size() - record.path.name().size();
    const Entry head{.nameNext = None,
                     .namePrev = None,
                     .peerNext = None,
                     .peerPrev = None,
                     .peer = peer.value(),
                     .type = m_types.acquire(record.type),
                     .sizeAndFlags = packSize(record),
                     .timeAndLengths = packTime(record.modified,
                                                static_cast<std::size_t>(path.size()),
                                                static_cast<std::size_t>(nameOffset)),
                     .pathHash = hashOf(path)};
    const auto handle = m_store.allocate(std::max(head.bytes(), sizeof(Entry)));
    char *room = m_store.at(handle);
    new (room) Entry{head};
    room += HeadBytes;
    std::memcpy(room, path.constData(), static_cast<std::size_t>(path.size()));
    room += path.size();
    static_assert(alignof(ContentHash) == 1 && alignof(Md5Sum) == 1);
    if (record.root) {
        new (room) ContentHash{*record.root};
        room += sizeof(ContentHash);
    }
    if (record.md5)
        new (room) Md5Sum{*record.md5};
    return handle;
}

void RecordIndex::link(std::uint32_t id)
{
    Entry &added = entry(id);
    const auto name = added.name();
    const auto nameHash = hashOf(name);
    added.nameNext = firstNamed(name, nameHash);
    if (added.nameNext == None) {
        m_names.insert(nameHash, id);
    } else {
        entry(added.nameNext).namePrev = id;
        m_names.replace(nameHash, added.nameNext, id);
    }

    IndexedPeer &peer = m_peers[added.peer];
    added.peerNext = peer.firstRecord;
    if (added.peerNext != None)
        entry(added.peerNext).peerPrev = id;
    peer.firstRecord = id;
    m_paths.insert(mixed(added.pathHash, added.peer), id);

    ++peer.files;
    peer.bytes += added.size();
    ++m_count;
    m_bytes += added.size();
}

void RecordIndex::unlink(std::uint32_t id)
{
    const Entry &gone = entry(id);
    if (gone.nameNext != None)
        entry(gone.nameNext).namePrev = gone.namePrev;
    if (gone.namePrev != None)
        entry(gone.namePrev).nameNext = gone.nameNext;
    else if (gone.nameNext != None)
        m_names.replace(hashOf(gone.name()), id, gone.nameNext);
    else
        m_names.erase(hashOf(gone.name()), id);

    IndexedPeer &peer = m_peers[gone.peer];
    if (gone.peerNext != None)
        entry(gone.peerNext).peerPrev = gone.peerPrev;
    if (gone.peerPrev != None)
        entry(gone.peerPrev).peerNext = gone.peerNext;
    else
        peer.firstRecord = gone.peerNext;
    m_paths.erase(mixed(gone.pathHash, gone.peer), id);

    --peer.files;
    peer.bytes -= gone.size();
    --m_count;
    m_bytes -= gone.size();
}

void RecordIndex::drop(std::uint32_t id)
{
    unlink(id);
    const Entry &gone = entry(id);
    m_types.release(gone.type);
    m_store.release(id, std::max(gone.bytes(), sizeof(Entry)));
}

void RecordIndex::releaseIfEmpty()
{
    if (m_count == 0)
        m_store.clear();
}

} // namespace ft::tracker
