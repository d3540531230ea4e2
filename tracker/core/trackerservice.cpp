#include "tracker/core/trackerservice.h"

#include "common/protocol/limits.h"
#include "common/protocol/listwriter.h"
#include "common/protocol/trackercodec.h"
#include "tracker/core/shownaddress.h"

#include <algorithm>
#include <optional>

namespace ft::tracker {

using namespace protocol;

namespace {

constexpr QByteArrayView Agent = "ft-tracker/" FT_VERSION;
constexpr qsizetype MaxKeptAgent = 64;

/// The smaller of two limits, of which 0 is none.
std::uint32_t stricter(std::uint32_t one, std::uint32_t other)
{
    return one == 0 || other == 0 ? std::max(one, other) : std::min(one, other);
}

/// Shows the peers that a query asks for.
template <typename Visit>
void visitMatching(const PeerRegistry &peers,
                   const PeersQuery &query,
                   const Session &asker,
                   Visit visit)
{
    const auto isAtAddress = [&](const Peer &peer) {
        return !query.address || shownAddress(peer.from, asker) == *query.address;
    };
    const auto visitIfThere = [&](const Peer &peer) {
        return !isAtAddress(peer) || visit(peer);
    };
    if (query.name) {
        if (const Peer *peer = peers.find(*query.name))
            visitIfThere(*peer);
    } else if (!query.address) {
        peers.visitAll(visit);
    } else {
        peers.visitAt(*query.address, visitIfThere);
        if (!asker.remote.isLoopback() && *query.address == asker.local)
            peers.visitLoopback(visit);
    }
}

} // namespace

TrackerService::TrackerService(Catalogue &catalogue,
                               const Policy &policy,
                               const Oversight &oversight)
    : m_catalogue(catalogue)
    , m_maxFiles(policy.maxFiles)
    , m_classicMaxFiles(policy.classicMaxFiles)
    , m_ping(policy.ping)
    , m_fixed(policy)
    , m_oversight(oversight)
    , m_queries(catalogue, policy.searchWork)
    , m_searches(catalogue.clock())
    , m_classic(catalogue, m_searches, oversight)
{
    setPolicy(policy);
}

void TrackerService::attach(const Outside &outside)
{
    m_outside = outside;
    m_classic.attach(outside.classicReach);
}

void TrackerService::setPolicy(const Policy &policy)
{
    m_maxFiles = policy.maxFiles;
    m_classicMaxFiles = policy.classicMaxFiles;
    m_classic.setMaxFiles(stricter(policy.maxFiles, policy.classicMaxFiles));
    m_ping = policy.ping;
}

Policy TrackerService::policy() const
{
    Policy policy = m_fixed;
    policy.maxFiles = m_maxFiles;
    policy.classicMaxFiles = m_classicMaxFiles;
    policy.ping = m_ping;
    return policy;
}

TrackerService::Next TrackerService::handle(Session &session,
                                            const TrackerRequest &request,
                                            QByteArray &out)
{
    return std::visit([&](const auto &message) { return on(session, message, out); }, request);
}

TrackerService::Next TrackerService::handle(Session &session,
                                            const ClassicMessage &message,
                                            QByteArray &out)
{
    return m_classic.handle(session, message, out);
}

ReachWatch::Again TrackerService::tried(const ProbeTarget &target, const Reach &reach)
{
    if (!target.name.host())
        return m_classic.tried(target, reach);
    return m_catalogue.noteReach(target, reach) ? ReachWatch::Again::Usual
                                                : ReachWatch::Again::Never;
}

void TrackerService::dismissClassic(const PeerName &peer, LeaveReason reason)
{
    m_classic.remove(peer, reason);
}

TrackerService::Next TrackerService::reject(Session &session,
                                            const DecodeError &error,
                                            QByteArray &out)
{
    append(out, errorLine(error));
    session.leaving = LeaveReason::Faulty;
    end(session);
    session.hasFailed = true;
    return Next::Close;
}

TrackerService::Next TrackerService::on(Session &session, const Hello &hello, Out out)
{
    if (session.state != Session::State::New)
        return reject(session, {DecodeFault::UnknownVerb, "HELLO"}, out);
    if (!mayBe(session, hello.name, out) || !claimName(session, hello.name, out))
        return Next::Close;
    session.greeting = std::make_unique<Greeting>(Greeting{
        hello.name, hello.port, hello.agent.first(std::min(hello.agent.size(), MaxKeptAgent))});
    session.takesNotices = knows(hello.capabilities, CanNotice);
    session.state = Session::State::Greeted;
    Hi hi;
    hi.seen = session.remote;
    const Policy policy = this->policy();
    hi.ping = static_cast<std::uint32_t>(policy.ping.count());
    if (policy.maxFiles > 0)
        hi.maxFiles = policy.maxFiles;
    hi.agent = Agent.toByteArray();
    hi.capabilities = {CanFind.toByteArray(), CanLive.toByteArray(), CanEpoch.toByteArray()};
    if (hello.mark)
        hi.held = offer(session, *hello.mark);
    append(out, hi);
    return Next::Continue;
}

TrackerService::Next TrackerService::on(Session &session, const Share &share, Out out)
{
    if (session.greeting)
        session.greeting->mayTakeOver = false;
    if (session.state == Session::State::Greeted && !share.records.empty() && !accept(session, out))
        return Next::Close;
    if (session.state != Session::State::Accepted)
        return Next::Continue;
    const auto change = m_catalogue.add(*session.peer, share.records, m_maxFiles);
    session.files = change.total;
    append(out, Shared{change.total, change.dropped, {}});
    return Next::Continue;
}

TrackerService::Next TrackerService::on(Session &session, const Unshare &unshare, Out out)
{
    if (session.greeting)
        session.greeting->mayTakeOver = false;
    if (session.state != Session::State::Accepted)
        return Next::Continue;
    session.files = m_catalogue.remove(*session.peer, unshare.paths).total;
    append(out, Shared{session.files, 0, {}});
    return Next::Continue;
}

TrackerService::Next TrackerService::on(Session &session, const Search &search, Out out)
{
    if (!isServed(session, out))
        return Next::Continue;
    const auto timing = m_searches.answering(session.loop, SearchKind::Exact);
    const auto most = search.limit == 0 ? limits::MaxFoundRecords
                                        : std::min(search.limit, limits::MaxFoundRecords);
    ShownAddress shown{session};
    std::optional<ListWriter> found;
    std::uint32_t count = 0;
    m_catalogue.visitNamed(search.name, [&](RecordView &record, const IndexedPeer &peer) {
        shown.applyTo(record, peer);
        if (!found)
            found.emplace(out, "FOUND", ListWriter::Continuation::Plus);
        found->add(record);
        return ++count < most;
    });
    if (found)
        found->finish();
    else
        append(out, NotFound{});
    return Next::Continue;
}

TrackerService::Next TrackerService::on(Session &session, const PeersQuery &query, Out out)
{
    if (!isServed(session, out))
        return Next::Continue;
    ListWriter list{out, "PEERS", ListWriter::Continuation::Plus};
    std::uint32_t count = 0;
    m_catalogue.ask([&](const PeerRegistry &peers, const RecordIndex &index) {
        visitMatching(peers, query, session, [&](const Peer &peer) {
            const IndexedPeer &indexed = index.peer(peer.handle);
            const Reach reach = peer.reach;
            list.add(PeerRecord{peer.name.optionalHost(),
                                {shownAddress(peer.endpoint.address, session), peer.endpoint.port},
                                indexed.files,
                                indexed.bytes,
                                reach.isReachable(),
                                reach.roundTrip()});
            return ++count < limits::MaxListedPeers;
        });
    });
    list.finish();
    return Next::Continue;
}

TrackerService::Next TrackerService::on(Session &session, const Find &find, Out out)
{
    if (!isServed(session, out))
        return Next::Continue;
    const auto timing = m_searches.answering(session.loop, SearchKind::Query);
    m_queries.answer(session, find, out);
    return Next::Continue;
}

TrackerService::Next TrackerService::on(Session &session, const Stop &stop, Out)
{
    m_catalogue.closeSearch(session.id, stop.live);
    return Next::Continue;
}

TrackerService::Next TrackerService::on(Session &session, const Ping &, Out out)
{
    if (session.state == Session::State::Greeted || session.state == Session::State::Accepted)
        append(out, Pong{});
    return Next::Continue;
}

TrackerService::Next TrackerService::on(Session &, const Pong &, Out)
{
    return Next::Continue;
}

TrackerService::Next TrackerService::on(Session &session, const Bye &bye, Out out)
{
    if (session.state == Session::State::Greeted || session.state == Session::State::Accepted)
        append(out, bye);
    session.leaving = LeaveReason::Bye;
    end(session);
    return Next::Close;
}

/// Whether a service may be used. A session that is not accepted gets no answer at all.
bool TrackerService::isServed(const Session &session, Out out) const
{
    if (session.state != Session::State::Accepted)
        return false;
    if (session.files > 0)
        return true;
    refuse(session,
           session.peer->name.optionalHost(),
           {RefusalCode::NothingShared,
            "share at least one file to use this tracker",
            std::nullopt},
           out);
    return false;
}

void TrackerService::refuse(const Session &session,
                            const std::optional<HostName> &name,
                            const Refused &refusal,
                            Out out) const
{
    append(out, refusal);
    tell(PeerRefused{session.remote, name, refusal.code});
}

void TrackerService::tell(const PeerEvent &event) const
{
    if (m_oversight.activity)
        m_oversight.activity->happened(event);
}

} // namespace ft::tracker
