#include "peer-gui/engine/tracker/trackerlink.h"

#include "common/protocol/limits.h"
#include "common/protocol/trackercodec.h"
#include "peer-gui/engine/partwith.h"

#include <QPointer>

#include <algorithm>

namespace ft::engine {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds DefaultPing = 30s; // of a tracker that does not say
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

ProblemCode codeOf(protocol::RefusalCode code)
{
    switch (code) {
    case protocol::RefusalCode::NameTaken:
        return ProblemCode::NameTaken;
    case protocol::RefusalCode::NothingShared:
        return ProblemCode::NothingToShare;
    default:
        return ProblemCode::TrackerRefused;
    }
}

std::chrono::milliseconds pingOf(const protocol::Hi &hi)
{
    return std::chrono::seconds{hi.ping.value_or(0) == 0 ? DefaultPing.count() : *hi.ping};
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
            fail(problem(isGreeted() ? ProblemCode::TrackerLost : ProblemCode::TrackerUnreachable,
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
    } else if (isGreeted()) {
        m_announcements.add(records);
        pumpAnnouncements();
    }
}

void TrackerLink::withdraw(const std::vector<SharedPath> &paths)
{
    if (paths.empty() || !isGreeted())
        return;
    m_announcements.remove(paths);
    pumpAnnouncements();
}

void TrackerLink::shareSettled()
{
    if (m_state == State::Idle && !m_retry.isActive() && m_share.isEmpty())
        tellNothingToShare();
}

void TrackerLink::search(const protocol::Search &query, SearchDone done)
{
    ask<SourceRecord>(query, std::move(done));
}

void TrackerLink::listPeers(const protocol::PeersQuery &query, PeersDone done)
{
    ask<protocol::PeerRecord>(query, std::move(done));
}

template <typename Record, typename Query>
void TrackerLink::ask(const Query &query, Done<Record> done)
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
    m_pending.emplace_back(Question<Record>{std::move(done), {}});
    send(query);
}

void TrackerLink::whenAnnounced(std::function<void()> done)
{
    m_whenAnnounced.push_back(std::move(done));
    const bool isUnderWay = m_state == State::Dialing || m_state == State::Greeting
                            || (isGreeted() && !m_announcements.isDone());
    if (!isUnderWay)
        reportAnnounced();
}

void TrackerLink::leave(std::function<void()> done)
{
    m_whenLeft.push_back(std::move(done));
    if (m_state == State::Leaving)
        return;
    m_retry.stop();
    const bool isKnown = isGreeted();
    m_state = State::Leaving;
    if (isKnown) {
        send(protocol::Bye{});
        m_deadline.start(m_settings.leaveDeadline);
    } else {
        dropStream();
        QMetaObject::invokeMethod(this, &TrackerLink::finishLeaving, Qt::QueuedConnection);
    }
}

void TrackerLink::dial()
{
    // Without a file to share no tracker accepts us; announce() dials when there is one.
    if (m_share.isEmpty())
        return tellNothingToShare();
    m_isEmptinessTold = false;
    m_state = State::Dialing;
    m_stream = m_dial(m_settings.tracker);
    m_reader = std::make_unique<LineReader>(*m_stream);
    connect(m_stream.get(), &net::ByteStream::opened, this, &TrackerLink::greet);
    connect(m_stream.get(), &net::ByteStream::readable, this, &TrackerLink::readLines);
    connect(m_stream.get(), &net::ByteStream::closed, this, &TrackerLink::onClosed);
    m_deadline.start(m_settings.answerDeadline);
}

/// Told once until there was something to share.
void TrackerLink::tellNothingToShare()
{
    if (!std::exchange(m_isEmptinessTold, true))
        emit lost(problem(ProblemCode::NothingToShare), 0ms);
}

void TrackerLink::greet()
{
    m_state = State::Greeting;
    send(protocol::Hello{m_settings.name, m_settings.port, m_settings.agent});
}

void TrackerLink::readLines()
{
    // Handling a line may drop the stream, and the reader with it, or destroy this link.
    const QPointer<TrackerLink> self{this};
    while (self && m_reader) {
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
    if (m_state == State::Joined || m_state == State::Emptied)
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
    fail(problem(ProblemCode::TrackerLost, QStringLiteral("the tracker ended the session")));
}

void TrackerLink::handle(const protocol::Hi &hi)
{
    if (m_state != State::Greeting)
        return fail(problem(ProblemCode::TrackerMisbehaved, QStringLiteral("HI out of turn")));
    if (m_share.isEmpty()) {
        dropStream();
        m_state = State::Idle;
        reportAnnounced();
        return tellNothingToShare();
    }
    m_state = State::Announcing;
    m_seen = hi.seen;
    m_deadline.start(m_settings.answerDeadline);
    m_silence = std::min(SilencesBeforeLost * pingOf(hi), m_settings.longestSilence);
    m_announcements.clear();
    m_announcements.add(m_share.sharedRecords());
    pumpAnnouncements();
}

void TrackerLink::handle(const protocol::Shared &shared)
{
    if (!awaited<ShareAck>())
        return;
    m_filesAtTracker = shared.total;
    const QPointer<TrackerLink> self{this};
    if (shared.dropped > 0)
        emit filesDropped(shared.dropped);
    if (self)
        onAcknowledged();
}

/// The front of m_pending, a line of announcements, has its answer.
void TrackerLink::onAcknowledged()
{
    m_pending.pop_front();
    m_announcements.answered();
    pumpAnnouncements();
    const QPointer<TrackerLink> self{this};
    const bool isWaiting = m_state == State::Announcing || m_state == State::Emptied;
    if (m_filesAtTracker > 0 && isWaiting) {
        m_state = State::Joined;
        m_isEmptinessTold = false;
        m_backoff.reset();
        m_deadline.start(m_silence);
        emit joined({m_stream->remote(), m_seen});
    }
    if (self && m_announcements.isDone())
        onAllAnnounced();
}

void TrackerLink::onAllAnnounced()
{
    const QPointer<TrackerLink> self{this};
    // In between, a tracker may have been told of all files leaving before the new ones.
    if (m_filesAtTracker == 0 && (m_state == State::Announcing || m_state == State::Joined)) {
        m_state = State::Emptied;
        m_deadline.start(m_silence);
        tellNothingToShare();
    }
    if (self)
        reportAnnounced();
}

void TrackerLink::handle(const protocol::Found &found)
{
    takeAnswer(found.records, found.more, protocol::limits::MaxFoundRecords);
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
    takeAnswer(peers.records, peers.more, protocol::limits::MaxListedPeers);
}

void TrackerLink::handle(const protocol::Results &)
{
    fail(problem(ProblemCode::TrackerMisbehaved, QStringLiteral("an answer nobody asked for")));
}

/// A line of the list that was asked for first.
template <typename Record>
void TrackerLink::takeAnswer(const std::vector<Record> &records, bool continues, std::size_t most)
{
    auto *const question = awaited<Question<Record>>();
    if (!question)
        return;
    question->records.insert(question->records.end(), records.begin(), records.end());
    if (question->records.size() > most)
        return fail(problem(ProblemCode::TrackerMisbehaved, QStringLiteral("too long an answer")));
    if (continues)
        return;
    const Question<Record> finished = std::move(*question);
    m_pending.pop_front();
    finished.done(finished.records);
}

void TrackerLink::handle(const protocol::Refused &refused)
{
    const Problem why = problem(codeOf(refused.code), QString::fromUtf8(refused.text));
    if (why.code == ProblemCode::NameTaken || m_pending.empty() || m_state == State::Announcing)
        return fail(why);
    if (std::holds_alternative<ShareAck>(m_pending.front()))
        return onAcknowledged();
    const Pending declined = std::move(m_pending.front());
    m_pending.pop_front();
    if (const auto *search = std::get_if<PendingSearch>(&declined))
        search->done(tl::unexpected(why));
    else
        std::get<PendingPeers>(declined).done(tl::unexpected(why));
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

bool TrackerLink::isGreeted() const
{
    return m_state == State::Announcing || m_state == State::Joined || m_state == State::Emptied;
}

void TrackerLink::pumpAnnouncements()
{
    const Endpoint self{m_seen, m_settings.port};
    while (isGreeted()) {
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
    fail(problem(codeOf(error.code), error.detail));
}

void TrackerLink::fail(const Problem &problem)
{
    if (m_state == State::Leaving)
        return finishLeaving();
    dropStream();
    m_state = State::Idle;
    const auto retryIn = m_backoff.next();
    m_retry.start(retryIn);
    const QPointer<TrackerLink> self{this};
    failPending(problem);
    // Whoever was called back may have ended it all.
    if (self && m_retry.isActive())
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
    if (m_stream)
        partWith(m_stream, *this).abort();
}

void TrackerLink::finishLeaving()
{
    dropStream();
    m_state = State::Left;
    const auto left = std::exchange(m_whenLeft, {});
    failPending(problem(ProblemCode::NotJoined));
    for (const auto &done : left)
        done();
}

} // namespace ft::engine
