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

TrackerService::TrackerService(Catalogue &catalogue, const Policy &policy)
    : m_catalogue(catalogue)
    , m_policy(policy)
    , m_queries(catalogue, policy.searchWork)
{}

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
    end(session);
    session.hasFailed = true;
    return Next::Close;
}

std::uint64_t TrackerService::searches() const
{
    std::uint64_t sum = 0;
    for (const Counter &counter : m_searches)
        sum += counter.value.load(std::memory_order_relaxed);
    return sum;
}

TrackerService::Next TrackerService::on(Session &session, const Hello &hello, Out out)
{
    if (session.state != Session::State::New)
        return reject(session, {DecodeFault::UnknownVerb, "HELLO"}, out);
    if (!claimName(session, hello.name, out))
        return Next::Close;
    session.greeting = std::make_unique<Greeting>(Greeting{
        hello.name, hello.port, hello.agent.first(std::min(hello.agent.size(), MaxKeptAgent))});
    session.state = Session::State::Greeted;
    Hi hi;
    hi.seen = session.remote;
    hi.ping = static_cast<std::uint32_t>(m_policy.ping.count());
    if (m_policy.maxFiles > 0)
        hi.maxFiles = m_policy.maxFiles;
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
    const auto change = m_catalogue.add(*session.peer, share.records, m_policy.maxFiles);
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
    countSearch(session.id);
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
            list.add(PeerRecord{peer.name,
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
    countSearch(session.id);
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
    end(session);
    return Next::Close;
}

/// Whether a service may be used. A session that is not accepted gets no answer at all.
bool TrackerService::isServed(const Session &session, Out out)
{
    if (session.state != Session::State::Accepted)
        return false;
    if (session.files > 0)
        return true;
    append(out,
           Refused{RefusalCode::NothingShared,
                   "share at least one file to use this tracker",
                   std::nullopt});
    return false;
}

void TrackerService::countSearch(SessionId id)
{
    m_searches[id.value() % m_searches.size()].value.fetch_add(1, std::memory_order_relaxed);
}

} // namespace ft::tracker
