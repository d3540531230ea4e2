#pragma once

#include "common/protocol/trackermessages.h"
#include "tracker/core/catalogue.h"
#include "tracker/core/classicservice.h"
#include "tracker/core/outside.h"
#include "tracker/core/oversight.h"
#include "tracker/core/queryservice.h"
#include "tracker/core/searchmeter.h"
#include "tracker/core/session.h"

#include <atomic>

namespace ft::tracker {

/// The rules a tracker is run by.
struct Policy
{
    /// Files one peer may share; more are left out. 0 for no limit.
    std::uint32_t maxFiles = 0;
    /// The same of one peer of the classic dialect, whose descriptions say 5.
    std::uint32_t classicMaxFiles = 5;
    /// Silence after which a peer is asked whether it is there.
    std::chrono::seconds ping{30};
    /// What one search by a query may cost in a table of up to 4 million records, and at most three
    /// times so much in a larger one; see SearchPage::work.
    std::chrono::nanoseconds searchWork{450'000};
    /// How long the records of a peer that lost its connection are kept for it; 0 for not at all.
    std::chrono::seconds keepRecords{60};

    bool operator==(const Policy &) const = default;
};

/// What the service asks of the rest of the tracker. Each may be null: then it goes without.
struct Outside
{
    SessionControl *sessions = nullptr;
    ReachWatch *reach = nullptr;
    ReachWatch *classicReach = nullptr; ///< for peers of the classic dialect
};

/// Answers the messages of peers: who is accepted, who is served, and what they are told.
///
/// Replies are appended to a buffer in wire form; no socket is known here. Callable from any
/// thread, each session from one at a time.
class TrackerService final
{
public:
    using Next = tracker::Next;

    TrackerService(Catalogue &catalogue, const Policy &policy, const Oversight &oversight = {});
    /// To be called before the first session is served.
    void attach(const Outside &outside);

    [[nodiscard]] Next handle(Session &session,
                              const protocol::TrackerRequest &request,
                              QByteArray &out);
    [[nodiscard]] Next handle(Session &session,
                              const protocol::ClassicMessage &message,
                              QByteArray &out);
    /// Says which names will be looked up next, so that they come from memory meanwhile.
    void foresee(std::span<const QByteArrayView> names) const { m_catalogue.foresee(names); }
    /// Appends the ERROR line for bytes that did not decode, and ends the session.
    Next reject(Session &session, const protocol::DecodeError &error, QByteArray &out);
    /// The connection closes: the peer and its records go.
    void end(Session &session);
    /// The connection is lost: the peer goes, and its records are kept for a while if it has marked
    /// them.
    void lose(Session &session);

    /// Whether sessions of this loop have searches open; then tellNews() must be called now and
    /// then.
    [[nodiscard]] bool hasOpenSearches(std::uint8_t loop) const
    {
        return m_catalogue.hasOpenSearches(loop);
    }
    /// Takes what came of trying the port of a peer.
    [[nodiscard]] ReachWatch::Again tried(const ProbeTarget &target, const Reach &reach);
    /// Sends a classic peer away, wherever its connection is.
    void dismissClassic(const PeerName &peer, LeaveReason reason);

    /// Hands out what open searches of one loop have to tell; see LiveSearches::collect().
    template <typename Tell>
    void tellNews(std::uint8_t loop, Tell tell)
    {
        m_catalogue.collectNews(loop, tell);
    }

    // From any thread; what was answered before stays as it is.
    void setPolicy(const Policy &policy);
    [[nodiscard]] Policy policy() const;
    /// Searches answered since the start, and how long that took.
    [[nodiscard]] const SearchMeter &searches() const { return m_searches; }

private:
    using Out = QByteArray &;

    Next on(Session &session, const protocol::Hello &hello, Out out);
    Next on(Session &session, const protocol::Share &share, Out out);
    Next on(Session &session, const protocol::Unshare &unshare, Out out);
    Next on(Session &session, const protocol::Search &search, Out out);
    Next on(Session &session, const protocol::PeersQuery &query, Out out);
    Next on(Session &session, const protocol::Find &find, Out out);
    Next on(Session &session, const protocol::Stop &stop, Out out);
    Next on(Session &session, const protocol::Epoch &epoch, Out out);
    Next on(Session &session, const protocol::Ping &ping, Out out);
    Next on(Session &session, const protocol::Pong &pong, Out out);
    Next on(Session &session, const protocol::Bye &bye, Out out);

    [[nodiscard]] bool accept(Session &session, Out out);
    [[nodiscard]] std::optional<protocol::HeldShare> offer(Session &session,
                                                           const protocol::ShareMark &mark);
    bool resume(Session &session, const protocol::ShareMark &mark);
    void enter(Session &session) const;
    void depart(Session &session, std::chrono::nanoseconds keepFor);
    [[nodiscard]] bool claimName(Session &session, const HostName &name, Out out);
    /// Whether a session may bear this name, else the refusal that it got.
    [[nodiscard]] bool mayBe(Session &session, const HostName &name, Out out);
    Next refuseName(Session &session,
                    const HostName &name,
                    std::optional<std::uint32_t> retry,
                    Out out);
    void refuse(const Session &session,
                const std::optional<HostName> &name,
                const protocol::Refused &refusal,
                Out out) const;
    void tell(const PeerEvent &event) const;
    [[nodiscard]] bool isServed(const Session &session, Out out) const;

    Catalogue &m_catalogue;
    std::atomic<std::uint32_t> m_maxFiles;
    std::atomic<std::uint32_t> m_classicMaxFiles;
    std::atomic<std::chrono::seconds> m_ping;
    Policy m_fixed; ///< of what does not change while the tracker runs
    Oversight m_oversight;
    Outside m_outside;
    QueryService m_queries;
    SearchMeter m_searches;
    ClassicService m_classic;
};

} // namespace ft::tracker
