#include "tracker/core/recordindex.h"

#include "common/model/foldedtext.h"

#include <QHashFunctions>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <limits>
#include <utility>

namespace ft::tracker {

namespace {

/// Records of a peer that comes back that the observer is shown one by one, all in one step.
constexpr std::uint32_t MostShownAtOnce = 4'096;
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
    return record.size << 8U | (isAscii(record.path.utf8()) ? 8U : 0U)
           | (record.isPartial ? 4U : 0U) | (record.md5 ? 2U : 0U) | (record.root ? 1U : 0U);
}

} // namespace

std::chrono::sys_seconds RecordIndex::Entry::modified() const
{
    const auto biased = static_cast<std::int64_t>(timeAndLengths >> 24U);
    return std::chrono::sys_seconds{std::chrono::seconds{biased - TimeBias}};
}

/// store() has put it there.
const ContentHash *RecordIndex::Entry::root() const
{
    const char *hashes = path().data() + path().size();
    return hasRoot() ? std::launder(reinterpret_cast<const ContentHash *>(hashes)) : nullptr;
}

std::size_t RecordIndex::Entry::bytes() const
{
    return HeadBytes + pathLength() + (hasRoot() ? sizeof(ContentHash) : 0)
           + (hasMd5() ? sizeof(Md5Sum) : 0);
}

RecordIndex::RecordIndex()
    : m_seed(QHashSeed::globalSeed())
    , m_grams(*this)
{
    static_assert(sizeof(Entry) == HeadBytes);
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
    IndexedPeer &peer = m_peers[handle.value()];
    if (std::exchange(peer.leaving, true))
        return;
    // Searches that open from here on are not shown these records, and need not hear of them.
    peer.untold = isWatched() ? peer.firstRecord : None;
    m_leavingCount += peer.files;
    m_leavingBytes += peer.bytes;
}

void RecordIndex::comeBack(PeerHandle handle, const Endpoint &endpoint)
{
    IndexedPeer &peer = m_peers[handle.value()];
    setEndpoint(peer, endpoint);
    peer.leaving = false;
    peer.untold = None;
    m_leavingCount -= peer.files;
    m_leavingBytes -= peer.bytes;
    if (!isWatched())
        return;
    if (peer.files > MostShownAtOnce)
        return m_observer->onManyAdded();
    for (auto id = peer.firstRecord; id != None; id = entry(id).peerNext)
        m_observer->onAdded(id, gramsFor(id));
}

bool RecordIndex::tellLeave(PeerHandle handle, std::uint32_t most)
{
    IndexedPeer &peer = m_peers[handle.value()];
    for (; most > 0 && peer.leaving && peer.untold != None; --most)
        tellRemoval(peer.untold);
    return peer.leaving && peer.untold != None;
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

RecordIndex::Hashes RecordIndex::prepare(PeerHandle peer, const FileRecord &record) const
{
    const Hashes hashes{hashOf(record.path.utf8()),
                        hashOf(record.path.name()),
                        record.root ? hashOf(*record.root) : 0};
    m_paths.prefetch(mixed(hashes.path, peer.value()));
    m_names.prefetch(hashes.name);
    if (record.root)
        m_contents.prefetch(hashes.root);
    return hashes;
}

void RecordIndex::add(PeerHandle peer, const FileRecord &record, const Hashes &hashes)
{
    if (const auto old = find(peer.value(), record.path.utf8(), hashes.path); old != None)
        drop(old);
    const auto id = store(peer, record, hashes);
    link(id, hashes);
    if (isWatched())
        m_observer->onAdded(id, gramsFor(id));
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
    return m_store.memory() + m_names.memory() + m_paths.memory() + m_contents.memory()
           + m_grams.memory();
}

RecordIndex::Glance RecordIndex::glanceAt(RecordId id) const
{
    const Entry &record = entry(id);
    return {record.path(),
            static_cast<qsizetype>(record.nameOffset()),
            record.isAsciiPath(),
            record.size(),
            record.modified(),
            record.type,
            record.root(),
            &m_peers[record.peer]};
}

RecordIndex::Content RecordIndex::contentOf(RecordId id) const
{
    const Entry &record = entry(id);
    if (!record.hasRoot())
        return {id, 1};
    const auto head = record.headsContent() ? id : firstOf(*record.root());
    return {head, entry(head).contentPrev};
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
    view.root = entry.root();
    // store() has put it there.
    const char *md5 = view.path.data() + view.path.size() + (view.root ? sizeof(ContentHash) : 0);
    if (entry.hasMd5())
        view.md5 = std::launder(reinterpret_cast<const Md5Sum *>(md5));
    view.isPartial = entry.isPartial();
    view.address = peer.address;
    view.port = peer.port;
    view.host = peer.host;
    return view;
}

void RecordIndex::foresee(std::span<const QByteArrayView> texts) const
{
    constexpr std::size_t Most = 32;
    std::array<std::uint32_t, Most> hashes{};
    const auto count = std::min(texts.size(), Most);
    for (std::size_t i = 0; i < count; ++i) {
        hashes[i] = hashOf(texts[i].contains('/') ? lastComponent(texts[i]) : texts[i]);
        m_names.prefetch(hashes[i]);
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (const auto id = m_names.peek(hashes[i]); id != None) {
            prefetch(id);
            ft::prefetch(m_store.at(id) + 128); // where the root of a usual path ends
        }
    }
}

std::uint32_t RecordIndex::firstNamed(QByteArrayView name) const
{
    return firstNamed(name, hashOf(name));
}

std::uint32_t RecordIndex::firstNamed(QByteArrayView name, std::uint32_t hash) const
{
    return m_names.find(hash, [&](std::uint32_t id) { return entry(id).name() == name; });
}

std::uint32_t RecordIndex::find(std::uint32_t peer, QByteArrayView path, std::uint32_t hash) const
{
    return m_paths.find(mixed(hash, peer), [&](std::uint32_t id) {
        return entry(id).peer == peer && hasPath(entry(id), path, hash);
    });
}

std::uint32_t RecordIndex::hashOf(const ContentHash &root) const
{
    return hashOf(QByteArrayView{reinterpret_cast<const char *>(&root), sizeof root});
}

std::uint32_t RecordIndex::firstOf(const ContentHash &root, std::uint32_t hash) const
{
    return m_contents.find(hash, [&](std::uint32_t id) { return *entry(id).root() == root; });
}

void RecordIndex::appendGramsOf(std::uint32_t record, std::vector<Gram> &grams) const
{
    const Entry &indexed = entry(record);
    m_folded.resize(0);
    appendFolded(m_folded, indexed.path(), Accents::Drop);
    appendGrams(grams, m_folded);
    grams.push_back(typeGram(indexed.type));
    const auto name = QByteArrayView{m_folded}.sliced(m_folded.lastIndexOf('/') + 1);
    if (const auto extension = extensionOf(name); !extension.isEmpty())
        grams.push_back(extensionGram(extension));
}

void RecordIndex::onMoved(std::uint32_t record, DocumentId document)
{
    entry(record).document = document;
}

BlobStore::Handle RecordIndex::store(PeerHandle peer,
                                     const FileRecord &record,
                                     const Hashes &hashes)
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
                     .pathHash = hashes.path,
                     .document = GramIndex::None,
                     .contentNext = None,
                     .contentPrev = None};
    const auto handle = m_store.allocate(head.bytes());
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

void RecordIndex::link(std::uint32_t id, const Hashes &hashes)
{
    Entry &added = entry(id);
    added.nameNext = firstNamed(added.name(), hashes.name);
    if (added.nameNext == None) {
        m_names.insert(hashes.name, id);
    } else {
        entry(added.nameNext).namePrev = id;
        m_names.replace(hashes.name, added.nameNext, id);
    }

    IndexedPeer &peer = m_peers[added.peer];
    added.peerNext = peer.firstRecord;
    if (added.peerNext != None)
        entry(added.peerNext).peerPrev = id;
    peer.firstRecord = id;
    m_paths.insert(mixed(added.pathHash, added.peer), id);

    if (added.hasRoot())
        linkContent(id, hashes.root);
    added.document = m_grams.add(id);
    ++peer.files;
    peer.bytes += added.size();
    ++m_count;
    m_bytes += added.size();
}

/// Behind the record that heads the content, which so stays the same one while it is there.
void RecordIndex::linkContent(std::uint32_t id, std::uint32_t hash)
{
    Entry &added = entry(id);
    const auto head = firstOf(*added.root(), hash);
    if (head == None) {
        added.sizeAndFlags |= Entry::HeadsContent;
        added.contentPrev = 1;
        m_contents.insert(hash, id);
        return;
    }
    Entry &first = entry(head);
    ++first.contentPrev;
    added.contentPrev = head;
    added.contentNext = first.contentNext;
    if (added.contentNext != None)
        entry(added.contentNext).contentPrev = id;
    first.contentNext = id;
}

void RecordIndex::unlinkContent(std::uint32_t id)
{
    const Entry &gone = entry(id);
    const auto hash = hashOf(*gone.root());
    const auto next = gone.contentNext;
    if (!gone.headsContent()) {
        --entry(firstOf(*gone.root())).contentPrev;
        entry(gone.contentPrev).contentNext = next;
        if (next != None)
            entry(next).contentPrev = gone.contentPrev;
    } else if (next == None) {
        m_contents.erase(hash, id);
    } else {
        entry(next).contentPrev = gone.contentPrev - 1;
        entry(next).sizeAndFlags |= Entry::HeadsContent;
        m_contents.replace(hash, id, next);
    }
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

    if (gone.hasRoot())
        unlinkContent(id);
    m_grams.remove(gone.document);
    if (peer.leaving) {
        --m_leavingCount;
        m_leavingBytes -= gone.size();
    }
    --peer.files;
    peer.bytes -= gone.size();
    --m_count;
    m_bytes -= gone.size();
}

/// For the observer.
std::span<const Gram> RecordIndex::gramsFor(std::uint32_t id)
{
    m_gramsOfOne.clear();
    appendGramsOf(id, m_gramsOfOne);
    return m_gramsOfOne;
}

/// Once of each record: those of a leaving peer in their order.
void RecordIndex::tellRemoval(std::uint32_t id)
{
    const Entry &record = entry(id);
    m_peers[record.peer].untold = m_peers[record.peer].leaving ? record.peerNext : None;
    if (isWatched())
        m_observer->onRemoving(id, gramsFor(id));
}

void RecordIndex::drop(std::uint32_t id)
{
    if (const IndexedPeer &peer = m_peers[entry(id).peer]; !peer.leaving || peer.untold == id)
        tellRemoval(id);
    unlink(id);
    const Entry &gone = entry(id);
    m_types.release(gone.type);
    m_store.release(id, gone.bytes());
}

void RecordIndex::releaseIfEmpty()
{
    if (m_count == 0)
        m_store.clear();
}

} // namespace ft::tracker
