#include "common/protocol/trackercodec.h"
#include "tracker/core/trackerservice.h"

// How sessions become peers, and how peers go.

namespace ft::tracker {

using namespace protocol;

namespace {

/// Beyond the silence after which a peer is asked, until it makes way for another of its name.
constexpr std::chrono::seconds Grace{5};
/// When a peer that finds its own name in use may come back: a dead bearer has made way by then.
constexpr std::uint32_t NameRetrySeconds = 3;

} // namespace

/// Whether the name may be borne by this session from here on; else it got a refusal.
bool TrackerService::claimName(Session &session, const HostName &name, Out out)
{
    using Verdict = NameRule::Verdict;
    const NameRule rule{m_ping.load() + Grace};
    const auto claim = m_catalogue.claim(name, session.remote, rule, m_fixed.keepRecords);
    if (claim.verdict == Verdict::AskHolder && m_outside.sessions)
        m_outside.sessions->ask(claim.holder);
    if (claim.verdict == Verdict::Replaces && m_outside.sessions)
        m_outside.sessions->close(claim.holder);
    if (claim.verdict == Verdict::Free || claim.verdict == Verdict::Replaces)
        return true;
    const bool mayBeDead = claim.verdict != Verdict::Taken;
    refuseName(session, name, mayBeDead ? std::optional{NameRetrySeconds} : std::nullopt, out);
    return false;
}

TrackerService::Next TrackerService::on(Session &session, const Epoch &epoch, Out out)
{
    if (session.state == Session::State::Accepted)
        m_catalogue.mark(*session.peer, epoch.mark);
    else if (!session.greeting || !session.greeting->mayTakeOver || !resume(session, epoch.mark))
        return Next::Continue;
    append(out, Shared{session.files, 0, epoch.mark.epoch});
    return Next::Continue;
}

/// The first SHARE with a record makes a peer of a session; false when its name went to another
/// meanwhile.
bool TrackerService::accept(Session &session, Out out)
{
    if (!mayBe(session, session.greeting->name, out))
        return false;
    session.peer = m_catalogue.join(*session.greeting, session.remote, session.id);
    if (!session.peer) {
        refuseName(session, session.greeting->name, std::nullopt, out);
        return false;
    }
    enter(session);
    return true;
}

/// Tells what is kept of a peer that comes back; when that is its share as it is now, the peer is
/// accepted.
std::optional<HeldShare> TrackerService::offer(Session &session, const ShareMark &mark)
{
    if (resume(session, mark))
        return HeldShare{session.files, mark};
    return m_catalogue.kept(session.greeting->name, session.remote);
}

/// Accepts a peer with the records that it left under this mark; false when they are not here.
bool TrackerService::resume(Session &session, const ShareMark &mark)
{
    session.peer = m_catalogue.resume(*session.greeting, session.remote, session.id, mark);
    if (!session.peer)
        return false;
    session.files = m_catalogue.countOf(*session.peer);
    enter(session);
    return true;
}

void TrackerService::enter(Session &session) const
{
    session.greeting.reset();
    session.state = Session::State::Accepted;
    session.hasFailed = false;
    tell(PeerJoined{session.peer->name, session.peer->endpoint, session.peer->agent});
    if (m_outside.reach)
        m_outside.reach->watch({session.peer->name, session.id, session.peer->endpoint});
}

bool TrackerService::mayBe(Session &session, const HostName &name, Out out)
{
    if (!m_oversight.bans)
        return true;
    const auto ban = m_oversight.bans->find(name, session.remote);
    if (!ban)
        return true;
    refuse(session, name, m_oversight.bans->refusal(*ban), out);
    session.leaving = LeaveReason::Banned;
    end(session);
    return false;
}

TrackerService::Next TrackerService::refuseName(Session &session,
                                                const HostName &name,
                                                std::optional<std::uint32_t> retry,
                                                Out out)
{
    refuse(session,
           name,
           {RefusalCode::NameTaken,
            "the name " + name.bytes() + " is in use by another peer; choose another",
            retry},
           out);
    end(session);
    return Next::Close;
}

void TrackerService::end(Session &session)
{
    depart(session, std::chrono::nanoseconds::zero());
}

void TrackerService::lose(Session &session)
{
    depart(session, m_fixed.keepRecords);
}

void TrackerService::depart(Session &session, std::chrono::nanoseconds keepFor)
{
    m_catalogue.closeSearches(session.id);
    if (session.peer) {
        tell(PeerLeft{session.peer->name, session.peer->endpoint, session.leaving});
        m_catalogue.lose(*session.peer, keepFor);
    }
    if (session.classic)
        m_classic.disconnect(session);
    session.peer = nullptr;
    session.greeting.reset();
    session.state = Session::State::Ended;
}

} // namespace ft::tracker
