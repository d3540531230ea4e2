#include "tracker/core/classicservice.h"

#include "common/model/text.h"
#include "common/protocol/limits.h"
#include "tracker/core/shownaddress.h"

namespace ft::tracker {

using namespace protocol;

namespace {

/// Where a peer serves. That is where it comes from, whatever it says, so that nobody sends
/// downloaders to others; only on the tracker's own machine it may name another of its addresses.
Endpoint endpointOf(const Session &session, const ClassicRecord &record)
{
    const auto &told = record.endpoint.address;
    const bool isOfThisMachine = session.remote.isLoopback() && told.isLoopback();
    return {isOfThisMachine ? told : session.remote, record.endpoint.port};
}

/// The record as the index keeps it; nothing when its name could become no path.
std::optional<FileRecord> fileOf(const ClassicRecord &record)
{
    auto path = SharedPath::parse(record.name);
    if (!path)
        return std::nullopt;
    return FileRecord{.path = *std::move(path),
                      .type = record.type,
                      .size = record.size,
                      .modified = record.modified,
                      .root = {},
                      .md5 = {}};
}

/// Writes the answer to a search, record by record.
class FoundWriter final
{
public:
    FoundWriter(QByteArray &out, const ClassicPrefix &prefix, const ClassicStyle &style)
        : m_out(out)
        , m_prefix(prefix)
        , m_style(style)
    {}

    [[nodiscard]] bool isFull() const { return m_count >= limits::MaxFoundRecords; }
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }

    void add(const RecordView &record)
    {
        if (m_count++ == 0)
            begin();
        else
            m_out += textOf(m_style.separator);
        appendClassicRecord(m_out, record, m_style);
    }

private:
    void begin()
    {
        m_out += "FOUND";
        if (m_prefix.hasColon)
            m_out += ':';
        if (m_prefix.isSpaced)
            m_out += ' ';
    }

    QByteArray &m_out;
    ClassicPrefix m_prefix;
    ClassicStyle m_style;
    std::uint32_t m_count = 0;
};

/// A name that may have been told as two: its stem, and its extension as the type.
struct SplitName
{
    QByteArrayView stem;
    QByteArrayView extension;

    static std::optional<SplitName> of(QByteArrayView name)
    {
        const auto dot = name.lastIndexOf('.');
        if (dot <= 0 || dot == name.size() - 1)
            return std::nullopt;
        return SplitName{name.first(dot), name.sliced(dot + 1)};
    }
};

bool isSameType(QByteArrayView left, QByteArrayView right)
{
    return left.compare(right, Qt::CaseInsensitive) == 0;
}

} // namespace

ClassicService::ClassicService(Catalogue &catalogue,
                               SearchMeter &searches,
                               const Oversight &oversight)
    : m_catalogue(catalogue)
    , m_searches(searches)
    , m_oversight(oversight)
{}

Next ClassicService::handle(Session &session, const ClassicMessage &message, QByteArray &out)
{
    return std::visit([&](const auto &is) { return on(session, is, out); }, message);
}

Next ClassicService::on(Session &session, const ClassicHello &, Out out)
{
    session.classic->isGreeted = true;
    session.classic->isAnew = true;
    out += "HI";
    return Next::Continue;
}

Next ClassicService::on(Session &session, const ClassicOffer &offer, Out)
{
    ClassicSession &classic = *session.classic;
    const Endpoint endpoint = classic.peer && !classic.isAnew ? *classic.peer
                                                              : endpointOf(session, offer.record);
    auto file = fileOf(offer.record);
    if (!file || !mayOffer(session, endpoint))
        return Next::Continue;
    classic.style.isSpaced = offer.isSpaced;
    if (offer.separator)
        classic.style.separator = *offer.separator;
    const auto outcome = m_catalogue.offer({.endpoint = endpoint,
                                            .from = session.remote,
                                            .session = session.id,
                                            .file = *std::move(file),
                                            .style = classic.style,
                                            .isAnew = classic.isAnew},
                                           m_maxFiles);
    if (outcome == Catalogue::ClassicOutcome::LeftOut)
        return Next::Continue;
    classic.isAnew = false;
    classic.isServed = true;
    classic.peer = endpoint;
    session.hasFailed = false;
    if (outcome == Catalogue::ClassicOutcome::Joined)
        tell(PeerJoined{endpoint, endpoint, "classic"});
    if (outcome != Catalogue::ClassicOutcome::Offered)
        watch({endpoint, session.id, endpoint});
    return Next::Continue;
}

/// Who has not said HELLO on this connection may only change the list of a peer that is there.
bool ClassicService::mayOffer(Session &session, const Endpoint &endpoint) const
{
    if (m_oversight.bans && m_oversight.bans->find(endpoint, session.remote))
        return false;
    return session.classic->isGreeted || m_catalogue.isThere(endpoint);
}

Next ClassicService::on(Session &session, const ClassicSearch &search, Out out)
{
    ClassicSession &classic = *session.classic;
    std::optional<ClassicStyle> style;
    if (!classic.isGreeted)
        style = m_catalogue.classicStyleAt(session.remote, search.prefix.isSpaced);
    else if (classic.peer && m_catalogue.isThere(*classic.peer))
        style = classic.style;
    classic.isServed = style.has_value();
    if (!style)
        return Next::Continue;
    session.hasFailed = false;
    answer(session, search, *style, out);
    return Next::Continue;
}

void ClassicService::answer(const Session &session,
                            const ClassicSearch &search,
                            const ClassicStyle &style,
                            Out out)
{
    const auto timing = m_searches.answering(session.loop, SearchKind::Exact);
    ShownAddress shown{session};
    FoundWriter found{out, search.prefix, style};
    const auto show = [&](RecordView &record, const IndexedPeer &peer) {
        // Of what a peer has only in part, and of what nobody can connect to, it gets nothing.
        if (record.isPartial || record.port == 0)
            return true;
        shown.applyTo(record, peer);
        if (!record.host.isEmpty())
            record.path = lastComponent(record.path);
        found.add(record);
        return !found.isFull();
    };
    m_catalogue.visitNamed(search.name, show);
    if (const auto split = SplitName::of(search.name)) {
        m_catalogue.visitNamed(split->stem, [&](RecordView &record, const IndexedPeer &peer) {
            const bool isTold = record.host.isEmpty() && isSameType(record.type, split->extension);
            return isTold ? show(record, peer) : !found.isFull();
        });
    }
    if (found.isEmpty())
        out += "NOT FOUND";
}

Next ClassicService::on(Session &session, const ClassicBye &, Out)
{
    ClassicSession &classic = *session.classic;
    session.hasFailed = false;
    if (classic.peer)
        remove(*classic.peer, LeaveReason::Bye);
    else if (!classic.isGreeted)
        leaveFrom(session.remote);
    classic.peer.reset();
    return Next::Close;
}

/// One of the peers at an address leaves: of several it is one that does not answer any more.
void ClassicService::leaveFrom(const QHostAddress &from)
{
    const auto targets = m_catalogue.doubt(from);
    if (targets.size() == 1)
        return remove(targets.front().name, LeaveReason::Bye);
    for (const ProbeTarget &target : targets)
        watch(target);
}

/// It is for peers; a tracker has no files.
Next ClassicService::on(Session &, const ClassicDownload &, Out)
{
    return Next::Close;
}

void ClassicService::disconnect(Session &session)
{
    if (!session.classic->peer)
        return;
    if (const auto target = m_catalogue.disconnected(*session.classic->peer, session.id))
        watch(*target);
    session.classic->peer.reset();
}

ReachWatch::Again ClassicService::tried(const ProbeTarget &target, const Reach &reach)
{
    using Again = ReachWatch::Again;
    const auto verdict = m_catalogue.judgeClassic(target, reach);
    if (!verdict)
        return Again::Never;
    switch (*verdict) {
    case ClassicPeer::Verdict::Doubtful:
        return Again::Soon;
    case ClassicPeer::Verdict::Gone:
        remove(target.name, LeaveReason::Unreachable);
        return Again::Never;
    case ClassicPeer::Verdict::Stays:
        break;
    }
    if (target.isOnce)
        return reach.state == Reach::State::Unknown ? Again::Soon : Again::Never;
    return reach.state == Reach::State::Reachable ? Again::Closely : Again::Usual;
}

void ClassicService::remove(const PeerName &peer, LeaveReason reason)
{
    if (const auto endpoint = m_catalogue.leaveClassic(peer))
        tell(PeerLeft{peer, *endpoint, reason});
}

void ClassicService::watch(const ProbeTarget &target) const
{
    if (m_reach)
        m_reach->watch(target);
}

void ClassicService::tell(const PeerEvent &event) const
{
    if (m_oversight.activity)
        m_oversight.activity->happened(event);
}

} // namespace ft::tracker
