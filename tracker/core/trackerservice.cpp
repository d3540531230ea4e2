#include "tracker/core/trackerservice.h"

#include "common/protocol/limits.h"
#include "common/protocol/listwriter.h"
#include "common/protocol/trackercodec.h"

#include <algorithm>
#include <optional>

namespace ft::tracker {

using namespace protocol;

namespace {

constexpr QByteArrayView Agent = "ft-tracker/" FT_VERSION;
constexpr qsizetype MaxKeptAgent = 64;

/// The address under which an asking peer reaches another: a peer that joined over loopback is on
/// this machine, and the asker reaches this machine where its own connection came to.
const QHostAddress &shownAddress(const QHostAddress &address, const Session &asker)
{
    return address.isLoopback() && !asker.remote.isLoopback() ? asker.local : address;
}

/// Shows the peers that a query asks for.
template <typename Visit>
void visitMatching(const PeerRegistry &peers,
                   const PeersQuery &query,
                   const Session &asker,
                   Visit visit)
{
    const auto isAtAddress = [&](const Peer &peer) {
        return !query.address || shownAddress(peer.endpoint.address, asker) == *query.address;
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
    , m_ping(policy.ping)
    , m_oversight(oversight)
    , m_searches(catalogue.clock())
{}

void TrackerService::setPolicy(const Policy &policy)
{
    m_maxFiles = policy.maxFiles;
    m_ping = policy.ping;
}

Policy TrackerService::policy() const
{
    return {m_maxFiles, m_ping};
}

TrackerService::Next TrackerService::handle(Session &session,
                                            const TrackerRequest &request,
                                            QByteArray &out)
{
    return std::visit([&](const auto &message) { return on(session, message, out); }, request);
}

TrackerService::Next TrackerService::reject(Session &session,
                                            const DecodeError &error,
                                            QByteArray &out)
{
    append(out, errorLine(error));
    session.leaving = LeaveReason::Faulty;
    end(session);
    return Next::Close;
}

void TrackerService::end(Session &session)
{
    if (session.peer) {
        tell(PeerLeft{session.peer->name, session.peer->endpoint, session.leaving});
        m_catalogue.leave(*session.peer);
    }
    session.peer = nullptr;
    session.greeting.reset();
    session.state = Session::State::Ended;
}

TrackerService::Next TrackerService::on(Session &session, const Hello &hello, Out out)
{
    if (session.state != Session::State::New)
        return reject(session, {DecodeFault::UnknownVerb, "HELLO"}, out);
    if (!mayBe(session, hello.name, out))
        return Next::Close;
    if (m_catalogue.isTaken(hello.name))
        return refuseName(session, hello.name, out);
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
    append(out, hi);
    return Next::Continue;
}

TrackerService::Next TrackerService::on(Session &session, const Share &share, Out out)
{
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
    const auto timing = m_searches.answering(session.lane, SearchKind::Exact);
    const auto most = search.limit == 0 ? limits::MaxFoundRecords
                                        : std::min(search.limit, limits::MaxFoundRecords);
    QByteArray localAddress;
    std::optional<ListWriter> found;
    std::uint32_t count = 0;
    m_catalogue.visitNamed(search.name, [&](RecordView &record, const IndexedPeer &peer) {
        if (peer.loopback && !session.remote.isLoopback()) {
            if (localAddress.isEmpty())
                localAddress = session.local.toString().toLatin1();
            record.address = localAddress;
        }
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
            list.add(PeerRecord{peer.name,
                                {shownAddress(peer.endpoint.address, session), peer.endpoint.port},
                                indexed.files,
                                indexed.bytes,
                                {},
                                {}});
            return ++count < limits::MaxListedPeers;
        });
    });
    list.finish();
    return Next::Continue;
}

TrackerService::Next TrackerService::on(Session &session, const Find &, Out out)
{
    return reject(session, {DecodeFault::UnknownVerb, "FIND"}, out);
}

TrackerService::Next TrackerService::on(Session &session, const Stop &, Out out)
{
    return reject(session, {DecodeFault::UnknownVerb, "STOP"}, out);
}

TrackerService::Next TrackerService::on(Session &session, const Epoch &, Out out)
{
    return reject(session, {DecodeFault::UnknownVerb, "EPOCH"}, out);
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

/// The first SHARE with a record makes a peer of a session; false when its name went to another
/// meanwhile.
bool TrackerService::accept(Session &session, Out out)
{
    if (!mayBe(session, session.greeting->name, out))
        return false;
    session.peer = m_catalogue.join(*session.greeting, session.remote, session.id);
    if (!session.peer) {
        refuseName(session, session.greeting->name, out);
        return false;
    }
    tell(PeerJoined{session.peer->name, session.peer->endpoint, session.peer->agent});
    session.greeting.reset();
    session.state = Session::State::Accepted;
    return true;
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

TrackerService::Next TrackerService::refuseName(Session &session, const HostName &name, Out out)
{
    refuse(session,
           name,
           {RefusalCode::NameTaken,
            "the name " + name.bytes() + " is in use by another peer; choose another",
            std::nullopt},
           out);
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
           session.peer->name,
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
