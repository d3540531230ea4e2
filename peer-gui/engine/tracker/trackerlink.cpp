#include "peer-gui/engine/tracker/trackerlink.h"

#include "common/base/logging.h"
#include "common/protocol/trackercodec.h"

#include <QMetaObject>

namespace ft::engine {

using namespace std::chrono_literals;

namespace {

constexpr auto AnswerDeadline = 10s; // for a connection, for HI and for the first SHARED
constexpr auto LeaveDeadline = 2s;
constexpr auto DefaultPing = 30s; // of a tracker that does not say
constexpr int SilencesBeforeLost = 3; // pings the tracker may miss

ProblemCode codeOf(net::StreamError::Code code)
{
    switch (code) {
    case net::StreamError::Code::NotResolved:
        return ProblemCode::TrackerNotResolved;
    case net::StreamError::Code::ClosedByPeer:
    case net::StreamError::Code::Reset:
        return ProblemCode::TrackerLost;
    default:
        return ProblemCode::TrackerUnreachable;
    }
}

} // namespace

TrackerLink::TrackerLink(
    Settings settings, const Share &share, Dial dial, Backoff backoff, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_share(share)
    , m_dial(std::move(dial))
    , m_backoff(std::move(backoff))
{
    m_retry.setSingleShot(true);
    m_deadline.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &TrackerLink::dial);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        if (m_state == State::Leaving)
            finishLeaving();
        else
            fail(problem(m_state == State::Joined ? ProblemCode::TrackerLost
                                                  : ProblemCode::TrackerUnreachable,
                         QStringLiteral("no answer")));
    });
}

TrackerLink::~TrackerLink()
{
    dropStream();
}

void TrackerLink::announce(const std::vector<FileRecord> &records)
{
    if (records.empty())
        return;
    if (m_state == State::Idle && !m_retry.isActive()) {
        dial();
    } else if (m_state == State::Announcing || m_state == State::Joined) {
        m_announcements.add(records);
        pumpAnnouncements();
    }
}

void TrackerLink::withdraw(const std::vector<SharedPath> &paths)
{
    if (paths.empty() || (m_state != State::Announcing && m_state != State::Joined))
        return;
    m_announcements.remove(paths);
    pumpAnnouncements();
}

void TrackerLink::search(const protocol::Search &query, SearchDone done)
{
    if (!isJoined()) {
        QMetaObject::invokeMethod(
            this,
            [this, done = std::move(done)] {
                done(tl::unexpected(problem(ProblemCode::NotJoined)));
            },
            Qt::QueuedConnection);
        return;
    }
    m_pending.emplace_back(PendingSearch{std::move(done), {}});
    send(query);
}

void TrackerLink::listPeers(const protocol::PeersQuery &query, PeersDone done)
{
    if (!isJoined()) {
        QMetaObject::invokeMethod(
            this,
            [this, done = std::move(done)] {
                done(tl::unexpected(problem(ProblemCode::NotJoined)));
            },
            Qt::QueuedConnection);
        return;
    }
    m_pending.emplace_back(PendingPeers{std::move(done), {}});
    send(query);
}

void TrackerLink::whenAnnounced(std::function<void()> done)
{
    m_whenAnnounced.push_back(std::move(done));
    if (!isJoined() || m_announcements.isDone())
        reportAnnounced();
}

void TrackerLink::leave(std::function<void()> done)
{
    m_left = std::move(done);
    m_retry.stop();
    const bool isGreeted = m_state == State::Announcing || m_state == State::Joined;
    m_state = State::Leaving;
    if (!isGreeted) {
        QMetaObject::invokeMethod(this, &TrackerLink::finishLeaving, Qt::QueuedConnection);
        return;
    }
    send(protocol::Bye{});
    m_deadline.start(LeaveDeadline);
}

void TrackerLink::dial()
{
    // Without a file to share no tracker accepts us; announce() dials when there is one.
    if (m_share.isEmpty()) {
        m_state = State::Idle;
        return;
    }
    m_state = State::Dialing;
    m_stream = m_dial(m_settings.tracker);
    m_reader = std::make_unique<LineReader>(*m_stream);
    connect(m_stream.get(), &net::ByteStream::opened, this, &TrackerLink::greet);
    connect(m_stream.get(), &net::ByteStream::readable, this, &TrackerLink::readLines);
    connect(m_stream.get(), &net::ByteStream::closed, this, &TrackerLink::onClosed);
    m_deadline.start(AnswerDeadline);
}

void TrackerLink::greet()
{
    m_state = State::Greeting;
    send(protocol::Hello{m_settings.name, m_settings.port, m_settings.agent});
}

void TrackerLink::readLines()
{
    // Handling a line may drop the stream, and the reader with it.
    while (m_reader) {
        const auto line = m_reader->nextLine();
        if (!line)
            return fail(
                problem(ProblemCode::TrackerMisbehaved, QString::fromUtf8(explain(line.error()))));
        if (!*line)
            return;
        const auto reply = protocol::decodeTrackerReply(**line);
        if (!reply)
            return fail(
                problem(ProblemCode::TrackerMisbehaved, QString::fromUtf8(explain(reply.error()))));
        take(*reply);
    }
}

void TrackerLink::take(const protocol::TrackerReply &reply)
{
    if (m_state == State::Joined)
        m_deadline.start();
    std::visit([this](const auto &message) { handle(message); }, reply);
}

void TrackerLink::handle(const protocol::Ping &)
{
    send(protocol::Pong{});
}

void TrackerLink::handle(const protocol::Pong &) {}

void TrackerLink::handle(const protocol::Bye &)
{
    if (m_state == State::Leaving)
        finishLeaving();
    else
        fail(problem(ProblemCode::TrackerLost, QStringLiteral("the tracker ended the session")));
}

void TrackerLink::handle(const protocol::Hi &hi)
{
    if (m_state != State::Greeting)
        return fail(problem(ProblemCode::TrackerMisbehaved, QStringLiteral("HI out of turn")));
    m_state = State::Announcing;
    m_seen = hi.seen;
    m_deadline.start(AnswerDeadline);
    m_silence = SilencesBeforeLost * (hi.ping ? std::chrono::seconds{*hi.ping} : DefaultPing);
    m_announcements.clear();
    m_announcements.add(m_share.sharedRecords());
    pumpAnnouncements();
}

void TrackerLink::handle(const protocol::Shared &shared)
{
    if (!awaited<ShareAck>())
        return;
    m_pending.pop_front();
    m_announcements.answered();
    if (m_state == State::Announcing) {
        m_state = State::Joined;
        m_backoff.reset();
        m_deadline.start(m_silence);
        emit joined({m_stream->remote(), m_seen});
    }
    if (shared.dropped > 0)
        emit filesDropped(shared.dropped);
    pumpAnnouncements();
    if (m_announcements.isDone())
        reportAnnounced();
}

void TrackerLink::handle(const protocol::Found &found)
{
    auto *const search = awaited<PendingSearch>();
    if (!search)
        return;
    search->records.insert(search->records.end(), found.records.begin(), found.records.end());
    if (found.more)
        return;
    const PendingSearch finished = std::move(*search);
    m_pending.pop_front();
    finished.done(finished.records);
}

void TrackerLink::handle(const protocol::NotFound &)
{
    auto *const search = awaited<PendingSearch>();
    if (!search)
        return;
    const PendingSearch finished = std::move(*search);
    m_pending.pop_front();
    finished.done(std::vector<SourceRecord>{});
}

void TrackerLink::handle(const protocol::Peers &peers)
{
    auto *const list = awaited<PendingPeers>();
    if (!list)
        return;
    list->records.insert(list->records.end(), peers.records.begin(), peers.records.end());
    if (peers.more)
        return;
    const PendingPeers finished = std::move(*list);
    m_pending.pop_front();
    finished.done(finished.records);
}

void TrackerLink::handle(const protocol::Refused &refused)
{
    const auto text = QString::fromUtf8(refused.text);
    if (refused.code == protocol::RefusalCode::NameTaken)
        return fail(problem(ProblemCode::NameTaken, text));
    if (m_pending.empty() || m_state != State::Joined)
        return fail(problem(ProblemCode::TrackerRefused, text));
    const Pending declined = std::move(m_pending.front());
    m_pending.pop_front();
    const Problem why = problem(ProblemCode::TrackerRefused, text);
    if (const auto *search = std::get_if<PendingSearch>(&declined))
        search->done(tl::unexpected(why));
    else if (const auto *list = std::get_if<PendingPeers>(&declined))
        list->done(tl::unexpected(why));
    else
        m_announcements.answered();
}

void TrackerLink::handle(const protocol::ErrorLine &error)
{
    fail(problem(ProblemCode::TrackerRefused, QString::fromUtf8(error.text)));
}

template <typename Expected>
Expected *TrackerLink::awaited()
{
    auto *const expected = m_pending.empty() ? nullptr : std::get_if<Expected>(&m_pending.front());
    if (!expected)
        fail(problem(ProblemCode::TrackerMisbehaved, QStringLiteral("an answer nobody asked for")));
    return expected;
}

void TrackerLink::pumpAnnouncements()
{
    const Endpoint self{m_seen, m_settings.port};
    while (true) {
        const QByteArray lines = m_announcements.nextLines(self);
        if (lines.isEmpty())
            return;
        m_pending.insert(m_pending.end(),
                         static_cast<std::size_t>(m_announcements.linesOfLast()),
                         ShareAck{});
        m_stream->write(lines);
    }
}

void TrackerLink::reportAnnounced()
{
    for (const auto &done : std::exchange(m_whenAnnounced, {}))
        done();
}

void TrackerLink::send(const protocol::TrackerRequest &request)
{
    m_stream->write(protocol::encode(request));
}

Problem TrackerLink::problem(ProblemCode code, const QString &detail) const
{
    return {code, Operation::Join, m_settings.tracker.toString(), detail};
}

void TrackerLink::onClosed(const net::StreamError &error)
{
    if (m_state == State::Leaving)
        finishLeaving();
    else
        fail(problem(codeOf(error.code), error.detail));
}

void TrackerLink::fail(const Problem &problem)
{
    dropStream();
    m_state = State::Idle;
    const auto retryIn = m_backoff.next();
    m_retry.start(retryIn);
    failPending(problem);
    emit lost(problem, retryIn);
}

void TrackerLink::failPending(const Problem &problem)
{
    const auto pending = std::exchange(m_pending, {});
    m_announcements.clear();
    reportAnnounced();
    for (const Pending &request : pending) {
        if (const auto *search = std::get_if<PendingSearch>(&request))
            search->done(tl::unexpected(problem));
        else if (const auto *list = std::get_if<PendingPeers>(&request))
            list->done(tl::unexpected(problem));
    }
}

void TrackerLink::dropStream()
{
    m_deadline.stop();
    m_reader.reset();
    if (!m_stream)
        return;
    m_stream->disconnect(this);
    // The stream may be the one that called us.
    m_stream->abort();
    m_stream.release()->deleteLater();
}

void TrackerLink::finishLeaving()
{
    dropStream();
    failPending(problem(ProblemCode::NotJoined));
    m_state = State::Idle;
    if (const auto left = std::exchange(m_left, {}))
        left();
}

} // namespace ft::engine
