#pragma once

#include "common/base/strong.h"
#include "common/model/filerecord.h"
#include "common/protocol/record.h"
#include "tracker/core/blobstore.h"
#include "tracker/core/handletable.h"
#include "tracker/core/texttable.h"

#include <new>
#include <vector>

namespace ft::tracker {

/// A peer within the index.
using PeerHandle = Strong<struct PeerHandleTag, std::uint32_t>;

/// What the index keeps of a peer: how its records name it, and their sums.
struct IndexedPeer
{
    QByteArray host; ///< empty for a peer without a name
    QByteArray address; ///< as text
    std::uint16_t port = 0;
    bool loopback = false; ///< the address is one of this machine's loopback addresses
    bool leaving = false; ///< its records are no longer found
    std::uint32_t firstRecord = HandleTable::None;
    std::uint32_t files = 0;
    std::uint64_t bytes = 0;
};

/// Which peer offers which file, by file name: names to records in a hash table.
///
/// Fed by events (a peer joins, adds records, removes records, leaves) wherever these come from. A
/// record costs 44 bytes, its path, its hashes and 22 to 42 bytes in the tables. Not synchronised.
class RecordIndex final
{
public:
    RecordIndex();

    [[nodiscard]] PeerHandle addPeer(const QByteArray &host, const Endpoint &endpoint);
    /// From here on no visit shows the peer's records.
    void beginLeave(PeerHandle handle);
    /// Takes beginLeave() back: the peer has this endpoint now.
    void comeBack(PeerHandle handle, const Endpoint &endpoint);
    /// Removes up to `most` records of a leaving peer; false when none is left and the handle is
    /// void.
    bool continueLeave(PeerHandle handle, std::uint32_t most);
    /// Removes the peer and all its records at once.
    void removePeer(PeerHandle peer);

    /// Adds a record of the peer, or replaces the one it has under this path.
    void add(PeerHandle peer, const FileRecord &record);
    /// False when the peer has no record under this path.
    bool remove(PeerHandle peer, QByteArrayView path);
    [[nodiscard]] bool contains(PeerHandle peer, QByteArrayView path) const
    {
        return find(peer.value(), path) != None;
    }

    [[nodiscard]] const IndexedPeer &peer(PeerHandle peer) const { return m_peers[peer.value()]; }
    /// Records of all peers.
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// Sum of the sizes of all records' files.
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }
    /// Bytes of memory held, but for small change.
    [[nodiscard]] std::size_t memory() const;

    /// Shows every record whose last component is `text`, or whose whole path is when it has a `/`,
    /// newest first, to `visit(RecordView &, const IndexedPeer &)` until that returns false. The
    /// views hold until the index changes.
    template <typename Visit>
    void visitNamed(QByteArrayView text, Visit visit) const
    {
        const bool isPath = text.contains('/');
        const auto hash = hashOf(text);
        auto id = isPath ? firstNamed(lastComponent(text)) : firstNamed(text, hash);
        for (; id != None; id = entry(id).nameNext) {
            const IndexedPeer &peer = m_peers[entry(id).peer];
            if (peer.leaving || (isPath && !hasPath(entry(id), text, hash)))
                continue;
            auto view = viewOf(entry(id), peer);
            if (!visit(view, peer))
                return;
        }
    }

    /// Shows every record of a peer, newest first, in the same way.
    template <typename Visit>
    void visitOf(PeerHandle handle, Visit visit) const
    {
        const IndexedPeer &peer = m_peers[handle.value()];
        for (auto id = peer.firstRecord; id != None; id = entry(id).peerNext) {
            auto view = viewOf(entry(id), peer);
            if (!visit(view, peer))
                return;
        }
    }

private:
    static void setEndpoint(IndexedPeer &peer, const Endpoint &endpoint);

    static constexpr std::uint32_t None = HandleTable::None;

    /// A record as it lies in the store, where its path, root and MD5 follow it: a search that
    /// misses every cache reads one place per record.
    struct Entry
    {
        std::uint32_t nameNext; ///< of the same last component
        std::uint32_t namePrev;
        std::uint32_t peerNext; ///< of the same peer
        std::uint32_t peerPrev;
        std::uint32_t peer;
        TextTable::Handle type;
        std::uint64_t sizeAndFlags; ///< size in the upper 56 bits
        std::uint64_t timeAndLengths; ///< modified 40 bits, path length 12, offset of the name 12
        std::uint32_t pathHash;

        [[nodiscard]] std::uint64_t size() const { return sizeAndFlags >> 8U; }
        [[nodiscard]] bool hasRoot() const { return (sizeAndFlags & 1U) != 0; }
        [[nodiscard]] bool hasMd5() const { return (sizeAndFlags & 2U) != 0; }
        [[nodiscard]] bool isPartial() const { return (sizeAndFlags & 4U) != 0; }
        [[nodiscard]] std::chrono::sys_seconds modified() const;
        [[nodiscard]] std::size_t pathLength() const { return timeAndLengths >> 12U & 0xfffU; }
        [[nodiscard]] std::size_t nameOffset() const { return timeAndLengths & 0xfffU; }
        [[nodiscard]] QByteArrayView path() const
        {
            return {reinterpret_cast<const char *>(this) + HeadBytes,
                    static_cast<qsizetype>(pathLength())};
        }
        [[nodiscard]] QByteArrayView name() const
        {
            return path().sliced(static_cast<qsizetype>(nameOffset()));
        }
        /// Bytes it takes in the store.
        [[nodiscard]] std::size_t bytes() const;
    };
    /// The path begins where the last member of Entry ends, without its padding.
    static constexpr std::size_t HeadBytes = 44;

    [[nodiscard]] Entry &entry(std::uint32_t id)
    {
        return *std::launder(reinterpret_cast<Entry *>(m_store.at(id)));
    }
    [[nodiscard]] const Entry &entry(std::uint32_t id) const
    {
        return *std::launder(reinterpret_cast<const Entry *>(m_store.at(id)));
    }

    [[nodiscard]] std::uint32_t hashOf(QByteArrayView text) const;
    [[nodiscard]] static std::uint32_t mixed(std::uint32_t pathHash, std::uint32_t peer);
    [[nodiscard]] static bool hasPath(const Entry &entry, QByteArrayView path, std::uint32_t hash)
    {
        return entry.pathHash == hash && entry.path() == path;
    }
    [[nodiscard]] protocol::RecordView viewOf(const Entry &entry, const IndexedPeer &peer) const;
    [[nodiscard]] std::uint32_t firstNamed(QByteArrayView name) const;
    [[nodiscard]] std::uint32_t firstNamed(QByteArrayView name, std::uint32_t hash) const;
    [[nodiscard]] std::uint32_t find(std::uint32_t peer, QByteArrayView path) const;

    [[nodiscard]] BlobStore::Handle store(PeerHandle peer, const FileRecord &record);
    void link(std::uint32_t id);
    void unlink(std::uint32_t id);
    void drop(std::uint32_t id);
    void releaseIfEmpty();

    std::size_t m_seed;
    HandleTable m_names; ///< last component -> first record of that name
    HandleTable m_paths; ///< peer and path -> record
    BlobStore m_store;
    TextTable m_types;
    std::vector<IndexedPeer> m_peers;
    std::vector<std::uint32_t> m_freePeers;
    std::uint64_t m_count = 0;
    std::uint64_t m_bytes = 0;
};

} // namespace ft::tracker
