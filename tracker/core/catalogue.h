#pragma once

#include "common/base/clock.h"
#include "tracker/core/keptshares.h"
#include "tracker/core/livesearches.h"
#include "tracker/core/namerule.h"
#include "tracker/core/outside.h"
#include "tracker/core/peerregistry.h"
#include "tracker/core/recordindex.h"
#include "tracker/core/recordsearch.h"
#include "tracker/core/scratchpool.h"

#include <optional>
#include <shared_mutex>
#include <vector>

namespace ft::tracker {

/// An accepted peer, as it was when asked for.
struct PeerSnapshot
{
    PeerName name;
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
    std::uint64_t records = 0; ///< that searches find
    std::uint64_t bytes = 0; ///< of the files behind the records
    std::size_t memory = 0; ///< bytes the record index holds
    std::size_t keptShares = 0; ///< of lost peers that may come back for them
    std::uint64_t heldRecords = 0; ///< in memory: with those kept, or about to go
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

    struct Claim
    {
        NameRule::Verdict verdict = NameRule::Verdict::Free;
        SessionId holder; ///< to be asked, or to be closed, as the verdict says
    };
    /// Whether a peer from this address may bear this name. A holder that makes way
    /// loses it here, as if its connection were lost.
    [[nodiscard]] Claim claim(const HostName &name,
                              const QHostAddress &from,
                              const NameRule &rule,
                              std::chrono::nanoseconds keepFor);
    /// Null when the name is taken.
    [[nodiscard]] Peer *join(const Greeting &greeting, const QHostAddress &address, SessionId id);
    /// The name is free, and the records are no longer found, at once; `peer` is void afterwards.
    void leave(Peer &peer);

    // A share that outlives its connection: the peer marks it, and names that mark to have it back.
    /// What the peer has told so far is its share in this state.
    void mark(Peer &peer, const protocol::ShareMark &mark);
    /// leave(), but for the records, which are kept for so long when they are marked.
    void lose(Peer &peer, std::chrono::nanoseconds keepFor);
    /// What is kept for a peer of this name and address.
    [[nodiscard]] std::optional<protocol::HeldShare> kept(const HostName &name,
                                                          const QHostAddress &address) const;
    /// join() with the records that were kept for this name, address and mark; null when there are
    /// none.
    [[nodiscard]] Peer *resume(const Greeting &greeting,
                               const QHostAddress &address,
                               SessionId id,
                               const protocol::ShareMark &mark);
    /// Removes some records that nobody can find or have back any more; true when there are more.
    /// To be called every second or so, and soon again when there are.
    bool tidy();

    /// Notes what came of trying the port of a peer; false when its session has gone.
    bool noteReach(const ProbeTarget &target, const Reach &reach);

    // Peers of the classic dialect: they have no name, and no connection that tells when they go.
    // Each of these may be called from any thread.
    struct ClassicOffer
    {
        Endpoint endpoint; ///< where the peer serves
        QHostAddress from; ///< where its connection comes from
        SessionId session;
        FileRecord file;
        protocol::ClassicStyle style;
        bool isAnew = false; ///< what it offered before is void
    };
    enum class ClassicOutcome : std::uint8_t {
        Joined,
        JoinedAnew, ///< was there before
        Offered,
        LeftOut,
    };
    /// Adds a record to the classic peer of an endpoint, which joins with it if it is not there. Of
    /// more than `most` files of one peer, and of more than MaxClassicPeers of one address, the
    /// last are left out.
    [[nodiscard]] ClassicOutcome offer(const ClassicOffer &offer, std::uint32_t most);
    static constexpr std::size_t MaxClassicPeers = 256;
    /// False when it is not there any more.
    [[nodiscard]] bool isThere(const PeerName &classic) const;
    /// How to answer a search of a connection from an address: in the style of a classic peer that
    /// comes from there, one with such commas if there is one. Nothing when there is none at all.
    [[nodiscard]] std::optional<protocol::ClassicStyle> classicStyleAt(const QHostAddress &from,
                                                                       bool isSpaced) const;
    /// The connection on which a classic peer joined has ended; nothing when that peer is not there
    /// any more, or has another one.
    [[nodiscard]] std::optional<ProbeTarget> disconnected(const PeerName &classic,
                                                          SessionId session);
    /// The classic peers one of which has said BYE on a connection from this address: those that
    /// come from there and have no other connection, or all of them when each has.
    [[nodiscard]] std::vector<ProbeTarget> doubt(const QHostAddress &from);
    /// As leave(); nothing when it is not there any more.
    std::optional<Endpoint> leaveClassic(const PeerName &classic);
    /// Takes what came of trying the port of a classic peer, which stays there even when it counts
    /// as gone; nothing when its session is not the one that was meant.
    [[nodiscard]] std::optional<ClassicPeer::Verdict> judgeClassic(const ProbeTarget &target,
                                                                   const Reach &reach);

    /// Files that a peer shares.
    [[nodiscard]] std::uint32_t countOf(const Peer &peer) const;

    struct Change
    {
        std::uint32_t total = 0; ///< files the peer now shares
        std::uint32_t dropped = 0; ///< records left out
    };
    /// Adds and replaces records until the peer shares `most` files; 0 for no limit.
    Change add(Peer &peer, const std::vector<SourceRecord> &records, std::uint32_t most);
    Change remove(Peer &peer, const std::vector<SharedPath> &paths);

    /// RecordIndex::foresee().
    void foresee(std::span<const QByteArrayView> texts) const
    {
        const std::shared_lock lock{m_mutex};
        m_index.foresee(texts);
    }

    /// RecordIndex::visitNamed(). `visit` must not call back.
    template <typename Visit>
    void visitNamed(QByteArrayView text, Visit visit) const
    {
        const std::shared_lock lock{m_mutex};
        m_index.visitNamed(text, visit);
    }

    /// Searches: calls `tell(const SearchOutcome &)`, then `visit(RecordView &, const IndexedPeer
    /// &)` for each record of the page. Neither may call back.
    template <typename Tell, typename Visit>
    void find(const QueryMatcher &matcher, const SearchPage &page, Tell tell, Visit visit) const
    {
        const auto scratch = m_scratch.take();
        const std::shared_lock lock{m_mutex};
        const auto outcome = findRecords(matcher, page, *scratch);
        tell(outcome);
        for (const RecordId id : outcome.records) {
            auto view = m_index.viewAt(id);
            visit(view, m_index.peerOf(id));
        }
    }

    // Searches that stay open; see LiveSearches.
    [[nodiscard]] bool openSearch(const Session &session,
                                  std::uint32_t number,
                                  QueryMatcher matcher);
    void closeSearch(SessionId session, std::uint32_t number);
    void closeSearches(SessionId session) { m_live.closeAll(session); }
    [[nodiscard]] bool hasOpenSearches(std::uint8_t loop) const { return m_live.isUsed(loop); }
    template <typename Tell>
    void collectNews(std::uint8_t loop, Tell tell)
    {
        const std::shared_lock lock{m_mutex};
        m_live.collect(loop, tell);
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
    [[nodiscard]] std::optional<PeerSnapshot> peer(const PeerName &name) const;
    /// Nothing when there is no such peer.
    [[nodiscard]] std::optional<std::vector<FileRecord>> filesOf(const PeerName &name) const;
    struct Found
    {
        std::vector<SourceRecord> records; ///< of the page
        SearchOutcome outcome;
    };
    [[nodiscard]] Found search(const QueryMatcher &matcher, const SearchPage &page) const;
    [[nodiscard]] CatalogueTotals totals() const;

private:
    [[nodiscard]] SearchOutcome findRecords(const QueryMatcher &matcher,
                                            const SearchPage &page,
                                            SearchScratch &scratch) const;
    [[nodiscard]] PeerSnapshot snapshotOf(const Peer &peer) const;
    // With the lock held:
    [[nodiscard]] Peer *enter(const Greeting &greeting, const QHostAddress &address, SessionId id);
    [[nodiscard]] Peer *enterClassic(const ClassicOffer &offer);
    void dropClassic(Peer &peer);
    void dropKept(const HostName &name);
    void setAside(Peer &peer, std::chrono::nanoseconds keepFor);
    void displace(Peer &peer, std::chrono::nanoseconds keepFor);
    bool forgetDisplaced(const Peer &peer);

    const Clock &m_clock;
    mutable std::shared_mutex m_mutex;
    PeerRegistry m_peers;
    RecordIndex m_index;
    LiveSearches m_live{m_index};
    mutable ScratchPool m_scratch;
    KeptShares m_kept;
    std::vector<PeerHandle> m_untold; ///< kept for their peers; open searches are to hear they went
    std::vector<PeerHandle> m_leaving; ///< handles whose records nobody finds any more
    std::vector<std::unique_ptr<Peer>> m_displaced; ///< until their connections have gone
};

} // namespace ft::tracker
