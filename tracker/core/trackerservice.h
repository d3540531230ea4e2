#pragma once

#include "common/protocol/trackermessages.h"
#include "tracker/core/catalogue.h"
#include "tracker/core/outside.h"
#include "tracker/core/session.h"

#include <array>
#include <atomic>

namespace ft::tracker {

/// The rules a tracker is run by.
struct Policy
{
    /// Files one peer may share; more are left out. 0 for no limit.
    std::uint32_t maxFiles = 0;
    /// Silence after which a peer is asked whether it is there.
    std::chrono::seconds ping{30};
    /// How long the records of a peer that lost its connection are kept for it; 0 for not at all.
    std::chrono::seconds keepRecords{60};
};

/// What the service asks of the rest of the tracker. Either may be null: then it goes without.
struct Outside
{
    SessionControl *sessions = nullptr;
    ReachWatch *reach = nullptr;
};

/// Answers the messages of peers: who is accepted, who is served, and what they are told.
///
/// Replies are appended to a buffer in wire form; no socket is known here. Callable from any
/// thread, each session from one at a time.
class TrackerService final
{
public:
    /// What becomes of the connection once the reply is sent.
    enum class Next { Continue, Close };

    TrackerService(Catalogue &catalogue, const Policy &policy);
    /// To be called before the first session is served.
    void attach(const Outside &outside) { m_outside = outside; }

    [[nodiscard]] Next handle(Session &session,
                              const protocol::TrackerRequest &request,
                              QByteArray &out);
    /// Appends the ERROR line for bytes that did not decode, and ends the session.
    Next reject(Session &session, const protocol::DecodeError &error, QByteArray &out);
    /// The connection closes: the peer and its records go.
    void end(Session &session);
    /// The connection is lost: the peer goes, and its records are kept for a while if it has marked
    /// them.
    void lose(Session &session);

    [[nodiscard]] const Policy &policy() const { return m_policy; }
    /// SEARCH messages answered since the start.
    [[nodiscard]] std::uint64_t searches() const;

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
    Next refuseName(Session &session,
                    const HostName &name,
                    std::optional<std::uint32_t> retry,
                    Out out);
    [[nodiscard]] static bool isServed(const Session &session, Out out);
    void countSearch(SessionId id);

    /// A cache line each, so that threads do not wait for one another to count.
    struct alignas(64) Counter
    {
        std::atomic<std::uint64_t> value{0};
    };

    Catalogue &m_catalogue;
    Policy m_policy;
    Outside m_outside;
    std::array<Counter, 16> m_searches;
};

} // namespace ft::tracker
