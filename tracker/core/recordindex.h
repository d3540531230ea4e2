#pragma once

#include "common/base/prefetch.h"
#include "common/base/strong.h"
#include "common/model/filerecord.h"
#include "common/protocol/record.h"
#include "tracker/core/blobstore.h"
#include "tracker/core/gramindex.h"
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
    /// While leaving: the first record that the observer was not told of; all behind it neither.
    std::uint32_t untold = HandleTable::None;
    std::uint32_t firstRecord = HandleTable::None;
    std::uint32_t files = 0;
    std::uint64_t bytes = 0;
};

/// A record of the index, until it is removed.
using RecordId = std::uint32_t;

/// Which peer offers which file: by file name and by content in hash tables, by parts of the path
/// through a GramIndex.
///
/// Fed by events (a peer joins, adds records, removes records, leaves) wherever these come from. A
/// record costs 60 bytes, its path, its hashes, 30 to 40 bytes in the tables, and one to two bytes
/// in the gram index for each byte of its path. Not synchronised.
class RecordIndex final : private GramIndex::Records
{
public:
    static constexpr RecordId NoRecord = HandleTable::None;

    /// Told of every record that comes and goes, with its grams, while the index changes: it may
    /// read the index, no more.
    class Observer
    {
    public:
        Observer() = default;
        Q_DISABLE_COPY_MOVE(Observer)
        virtual ~Observer() = default;
        /// Whether it is to be told at the moment.
        [[nodiscard]] virtual bool isWatching() const = 0;
        virtual void onAdded(RecordId id, std::span<const Gram> grams) = 0;
        virtual void onRemoving(RecordId id, std::span<const Gram> grams) = 0;
        /// More records came at once than are shown one by one.
        virtual void onManyAdded() = 0;
    };

    RecordIndex();
    ~RecordIndex() override = default;
    Q_DISABLE_COPY_MOVE(RecordIndex)

    /// Null for none; it must outlive the index or be taken back.
    void setObserver(Observer *observer) { m_observer = observer; }

    [[nodiscard]] PeerHandle addPeer(const QByteArray &host, const Endpoint &endpoint);
    /// From here on no visit shows the peer's records. The observer learns that they went as
    /// tellLeave() comes to them, or when they are removed.
    void beginLeave(PeerHandle handle);
    /// Tells the observer of up to `most` records of a leaving peer; false when it knows of all.
    bool tellLeave(PeerHandle handle, std::uint32_t most);
    /// Takes beginLeave() back: the peer has this endpoint now. The observer learns of its records
    /// as if they came.
    void comeBack(PeerHandle handle, const Endpoint &endpoint);
    /// Removes up to `most` records of a leaving peer; false when none is left and the handle is
    /// void.
    bool continueLeave(PeerHandle handle, std::uint32_t most);
    /// Removes the peer and all its records at once.
    void removePeer(PeerHandle peer);

    /// Under what a record is found.
    struct Hashes
    {
        std::uint32_t path = 0;
        std::uint32_t name = 0;
        std::uint32_t root = 0; ///< 0 without one
    };
    /// Fetches from memory what add() of the record will read; worth it some records before.
    [[nodiscard]] Hashes prepare(PeerHandle peer, const FileRecord &record) const;
    /// Adds a record of the peer, or replaces the one it has under this path. `hashes` as prepare()
    /// told them.
    void add(PeerHandle peer, const FileRecord &record, const Hashes &hashes);
    void add(PeerHandle peer, const FileRecord &record)
    {
        add(peer, record, prepare(peer, record));
    }
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
    /// Those of count() and bytes() that are found: not of peers that are leaving.
    [[nodiscard]] std::uint64_t foundCount() const { return m_count - m_leavingCount; }
    [[nodiscard]] std::uint64_t foundBytes() const { return m_bytes - m_leavingBytes; }
    /// Bytes of memory held, but for small change.
    [[nodiscard]] std::size_t memory() const;

    // What searches read; the record must be in the index.

    [[nodiscard]] const GramIndex &grams() const { return m_grams; }
    [[nodiscard]] const TextTable &types() const { return m_types; }
    /// The parts of a record that decide whether it matches.
    struct Glance
    {
        QByteArrayView path;
        qsizetype nameOffset = 0; ///< of the last component
        bool isAsciiPath = false;
        std::uint64_t size = 0;
        std::chrono::sys_seconds modified;
        TextTable::Handle type = 0;
        const ContentHash *root = nullptr;
        const IndexedPeer *peer = nullptr;
    };
    [[nodiscard]] Glance glanceAt(RecordId id) const;
    /// Brings the record nearer to the processor before glanceAt().
    void prefetch(RecordId id) const
    {
        ft::prefetch(m_store.at(id));
        ft::prefetch(m_store.at(id) + 64);
    }
    [[nodiscard]] protocol::RecordView viewAt(RecordId id) const
    {
        return viewOf(entry(id), m_peers[entry(id).peer]);
    }
    [[nodiscard]] const IndexedPeer &peerOf(RecordId id) const { return m_peers[entry(id).peer]; }

    /// A record that stands for all of the same content, itself when there is no other.
    struct Content
    {
        RecordId record = NoRecord;
        std::uint32_t sources = 1; ///< records of this content
    };
    [[nodiscard]] Content contentOf(RecordId id) const;
    /// Shows every record of this content to `visit(RecordId)` until that returns false.
    template <typename Visit>
    void visitContent(const ContentHash &root, Visit visit) const
    {
        for (auto id = firstOf(root); id != None; id = entry(id).contentNext) {
            if (!m_peers[entry(id).peer].leaving && !visit(id))
                return;
        }
    }
    /// Shows every record of a peer, newest first, to `visit(RecordId)` in the same way.
    template <typename Visit>
    void visitRecordsOf(PeerHandle handle, Visit visit) const
    {
        for (auto id = peer(handle).firstRecord; id != None; id = entry(id).peerNext) {
            if (!visit(id))
                return;
        }
    }

    /// Brings nearer to the processor what visitNamed() of each of these texts will read first, all
    /// of them at a time.
    void foresee(std::span<const QByteArrayView> texts) const;

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
        DocumentId document;
        std::uint32_t contentNext; ///< of the same root
        std::uint32_t contentPrev; ///< of the one that heads its content: how many there are

        [[nodiscard]] std::uint64_t size() const { return sizeAndFlags >> 8U; }
        [[nodiscard]] bool hasRoot() const { return (sizeAndFlags & 1U) != 0; }
        [[nodiscard]] bool hasMd5() const { return (sizeAndFlags & 2U) != 0; }
        [[nodiscard]] bool isPartial() const { return (sizeAndFlags & 4U) != 0; }
        [[nodiscard]] bool isAsciiPath() const { return (sizeAndFlags & 8U) != 0; }
        [[nodiscard]] bool headsContent() const { return (sizeAndFlags & HeadsContent) != 0; }
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
        [[nodiscard]] const ContentHash *root() const;
        /// Bytes it takes in the store.
        [[nodiscard]] std::size_t bytes() const;

        static constexpr std::uint64_t HeadsContent = 16;
    };
    /// The path begins where the last member of Entry ends.
    static constexpr std::size_t HeadBytes = 56;

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
    [[nodiscard]] std::uint32_t find(std::uint32_t peer, QByteArrayView path) const
    {
        return find(peer, path, hashOf(path));
    }
    [[nodiscard]] std::uint32_t find(std::uint32_t peer,
                                     QByteArrayView path,
                                     std::uint32_t hash) const;

    [[nodiscard]] std::uint32_t hashOf(const ContentHash &root) const;
    [[nodiscard]] std::uint32_t firstOf(const ContentHash &root) const
    {
        return firstOf(root, hashOf(root));
    }
    [[nodiscard]] std::uint32_t firstOf(const ContentHash &root, std::uint32_t hash) const;

    void appendGramsOf(std::uint32_t record, std::vector<Gram> &grams) const override;
    void onMoved(std::uint32_t record, DocumentId document) override;

    [[nodiscard]] BlobStore::Handle store(PeerHandle peer,
                                          const FileRecord &record,
                                          const Hashes &hashes);
    void link(std::uint32_t id, const Hashes &hashes);
    void linkContent(std::uint32_t id, std::uint32_t hash);
    void unlink(std::uint32_t id);
    void unlinkContent(std::uint32_t id);
    void drop(std::uint32_t id);
    void tellRemoval(std::uint32_t id);
    [[nodiscard]] bool isWatched() const { return m_observer && m_observer->isWatching(); }
    [[nodiscard]] std::span<const Gram> gramsFor(std::uint32_t id);
    void releaseIfEmpty();

    std::size_t m_seed;
    HandleTable m_names; ///< last component -> first record of that name
    HandleTable m_paths; ///< peer and path -> record
    HandleTable m_contents; ///< root -> the record that heads its content
    GramIndex m_grams;
    Observer *m_observer = nullptr;
    std::vector<Gram> m_gramsOfOne; ///< that the observer is told of
    mutable QByteArray m_folded; ///< of the path whose grams are made; for who adds and removes
    BlobStore m_store;
    TextTable m_types;
    std::vector<IndexedPeer> m_peers;
    std::vector<std::uint32_t> m_freePeers;
    std::uint64_t m_count = 0;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_leavingCount = 0; ///< of m_count
    std::uint64_t m_leavingBytes = 0; ///< of m_bytes
};

} // namespace ft::tracker
