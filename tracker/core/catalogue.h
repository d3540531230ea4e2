#pragma once

#include "common/base/clock.h"
#include "tracker/core/peerregistry.h"
#include "tracker/core/recordindex.h"

#include <optional>
#include <shared_mutex>
#include <vector>

namespace ft::tracker {

/// An accepted peer, as it was when asked for.
struct PeerSnapshot
{
    HostName name;
    Endpoint endpoint;
    SessionId session;
    QByteArray agent; ///< as the peer tells it: not safe to print
    std::chrono::nanoseconds joinedFor;
    std::chrono::nanoseconds silentFor;
    std::uint32_t files = 0;
    std::uint64_t bytes = 0;
    std::optional<bool> isReachable; ///< on its port, from here; nothing when not known yet
    std::optional<std::chrono::microseconds> roundTrip; ///< of a connection from here to its port
};

/// Sums over everything the tracker knows.
struct CatalogueTotals
{
    std::size_t peers = 0;
    std::uint64_t records = 0;
    std::uint64_t bytes = 0; ///< of the files behind the records
    std::size_t memory = 0; ///< bytes the record index holds
};

/// What the tracker knows: the peer registry and the record index behind one lock.
///
/// Every function may be called from any thread. The functions that take a Peer are for the one
/// thread that serves its connection.
class Catalogue final
{
public:
    explicit Catalogue(const Clock &clock);

    [[nodiscard]] const Clock &clock() const { return m_clock; }

    [[nodiscard]] bool isTaken(const HostName &name) const;
    /// Null when the name is taken.
    [[nodiscard]] Peer *join(const Greeting &greeting, const QHostAddress &address, SessionId id);
    /// The name is free, and the records are no longer found, at once; `peer` is void afterwards.
    void leave(Peer &peer);

    struct Change
    {
        std::uint32_t total = 0; ///< files the peer now shares
        std::uint32_t dropped = 0; ///< records left out
    };
    /// Adds and replaces records until the peer shares `most` files; 0 for no limit.
    Change add(const Peer &peer, const std::vector<SourceRecord> &records, std::uint32_t most);
    Change remove(const Peer &peer, const std::vector<SharedPath> &paths);

    /// RecordIndex::visitNamed(). `visit` must not call back.
    template <typename Visit>
    void visitNamed(QByteArrayView text, Visit visit) const
    {
        const std::shared_lock lock{m_mutex};
        m_index.visitNamed(text, visit);
    }

    /// Calls `ask(const PeerRegistry &, const RecordIndex &)`, which must not call back.
    template <typename Ask>
    void ask(Ask ask) const
    {
        const std::shared_lock lock{m_mutex};
        ask(m_peers, m_index);
    }

    // For people: copies, sorted by name.
    [[nodiscard]] std::vector<PeerSnapshot> peers() const;
    [[nodiscard]] std::optional<PeerSnapshot> peer(const HostName &name) const;
    /// Nothing when there is no such peer.
    [[nodiscard]] std::optional<std::vector<FileRecord>> filesOf(const HostName &name) const;
    /// At most `most` records, newest first.
    [[nodiscard]] std::vector<SourceRecord> search(const QByteArray &text,
                                                   std::uint32_t most) const;
    [[nodiscard]] CatalogueTotals totals() const;

private:
    [[nodiscard]] PeerSnapshot snapshotOf(const Peer &peer) const;

    const Clock &m_clock;
    mutable std::shared_mutex m_mutex;
    PeerRegistry m_peers;
    RecordIndex m_index;
};

} // namespace ft::tracker
