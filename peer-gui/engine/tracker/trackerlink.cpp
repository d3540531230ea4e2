#include "peer-gui/engine/tracker/trackerlink.h"

#include "common/model/searchquery.h"
#include "common/protocol/trackercodec.h"
#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/tracker/exactsearch.h"
#include "peer-gui/engine/tracker/trackerproblems.h"

#include <QPointer>

#include <algorithm>

namespace ft::engine {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds DefaultPing = 30s; // of a tracker that does not say
constexpr int SilencesBeforeLost = 3; // pings the tracker may miss

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
    connect(&m_deadline, &QTimer::timeout, this, &TrackerLink::onDeadline);
}

TrackerLink::~TrackerLink()
{
    dropStream();
}

void TrackerLink::announce(const std::vector<FileRecord> &records)
{
    if (records.empty())
        return;
    m_announcer.put(records);
    if (m_state == State::Idle && !m_retry.isActive())
        dial();
    else if (isGreeted())
        pumpAnnouncements();
}

void TrackerLink::withdraw(const std::vector<SharedPath> &paths)
{
    if (paths.empty())
        return;
    m_announcer.remove(paths);
    if (isGreeted())
        pumpAnnouncements();
}

void TrackerLink::shareSettled()
{
    if (m_state == State::Idle && !m_retry.isActive() && m_share.isEmpty())
        tellNothingToShare();
}

/// Whether there is a tracker to ask, and `why` is not a reason against it; else the callback comes
/// from the event loop.
template <typename Done>
bool TrackerLink::mayAsk(const Done &done, Problem why)
{
    if (isJoined() && why.code == ProblemCode::NotJoined)
        return true;
    QMetaObject::invokeMethod(
        this, [done, why = std::move(why)] { done(tl::unexpected(why)); }, Qt::QueuedConnection);
    return false;
}

void TrackerLink::search(const protocol::Search &query, SearchDone done)
{
    if (!mayAsk(done, problem(ProblemCode::NotJoined)))
        return;
    m_calls.add(std::move(done));
    send(query);
}

void TrackerLink::listPeers(const protocol::PeersQuery &query, PeersDone done)
{
    if (!mayAsk(done, problem(ProblemCode::NotJoined)))
        return;
    m_calls.add(std::move(done));
    send(query);
}

void TrackerLink::find(const FindRequest &request, std::uint32_t live, FindDone done)
{
    Problem why{ProblemCode::NotJoined, Operation::Search, request.text, {}};
    const auto query = parseSearchQuery(request.text);
    if (!query) {
        why.code = ProblemCode::BadQuery;
        why.detail = query.error().what;
    }
    const auto name = query && !m_canFind ? exactNameOf(*query) : std::nullopt;
    if (query && isJoined() && !m_canFind && !name)
        why.code = ProblemCode::ExactNamesOnly;
    if (!mayAsk(done, std::move(why)))
        return;
    if (name)
        return search({*name, request.limit}, [done](const auto &found) {
            done(found.map([](auto records) { return exactResults(std::move(records)); }));
        });
    m_calls.add(std::move(done));
    send(protocol::Find{request.text.toUtf8(), request.limit, request.after, m_canLive ? live : 0});
}

void TrackerLink::stopFinding(std::uint32_t live)
{
    if (isGreeted() && m_canLive)
        send(protocol::Stop{live});
}

void TrackerLink::whenAnnounced(std::function<void()> done)
{
    m_whenAnnounced.push_back(std::move(done));
    const bool isUnderWay = m_state == State::Dialing || m_state == State::Greeting
                            || (isGreeted() && !m_announcer.isDone());
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
    send(protocol::Hello{m_settings.name,
                         m_settings.port,
                         m_settings.agent,
                         {protocol::CanNotice.toByteArray(), protocol::CanLive.toByteArray()},
                         m_announcer.greet()});
}

void TrackerLink::readLines()
{
    // Handling a line may drop the stream, and the reader with it, or destroy this link.
    const QPointer<TrackerLink> self{this};
    while (self && m_reader) {
        const auto line = m_reader->nextLine();
        if (!line)
            return misbehaved(QString::fromUtf8(explain(line.error())));
        if (!*line)
            return;
        const auto reply = protocol::decodeTrackerReply(**line);
        if (!reply)
            return misbehaved(QString::fromUtf8(explain(reply.error())));
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

void TrackerLink::handle(const protocol::Bye &)
{
    fail(problem(ProblemCode::TrackerLost, QStringLiteral("the tracker ended the session")));
}

void TrackerLink::handle(const protocol::Hi &hi)
{
    if (m_state != State::Greeting)
        return misbehaved(QStringLiteral("HI out of turn"));
    if (m_share.isEmpty()) {
        dropStream();
        m_state = State::Idle;
        reportAnnounced();
        // What was there first may have gone before the rest is ready.
        return m_share.isSettled() ? tellNothingToShare() : void();
    }
    m_state = State::Announcing;
    m_seen = hi.seen;
    m_canFind = protocol::knows(hi.capabilities, protocol::CanFind);
    m_canLive = m_canFind && protocol::knows(hi.capabilities, protocol::CanLive);
    m_deadline.start(m_settings.answerDeadline);
    m_silence = std::min(SilencesBeforeLost * pingOf(hi), m_settings.longestSilence);
    const bool isAccepted = m_announcer.begin(hi, [this] { return m_share.sharedRecords(); });
    m_filesAtTracker = isAccepted ? hi.held->total : 0;
    pumpAnnouncements();
    const QPointer<TrackerLink> self{this};
    if (isAccepted)
        becomeJoined();
    if (self && isAccepted && m_announcer.isDone())
        onAllAnnounced();
}

void TrackerLink::handle(const protocol::Shared &shared)
{
    if (!m_calls.isShareNext())
        return misbehaved(QStringLiteral("an answer nobody asked for"));
    m_filesAtTracker = shared.total;
    if (const auto mark = m_calls.takeShared())
        m_announcer.answered(*mark);
    else
        m_announcer.answered();
    const QPointer<TrackerLink> self{this};
    if (shared.dropped > 0)
        emit filesDropped(shared.dropped);
    if (self)
        onAcknowledged();
}

/// The tracker has answered a line about the share.
void TrackerLink::onAcknowledged()
{
    pumpAnnouncements();
    const QPointer<TrackerLink> self{this};
    const bool isWaiting = m_state == State::Announcing || m_state == State::Emptied;
    if (m_filesAtTracker > 0 && isWaiting)
        becomeJoined();
    if (self && m_announcer.isDone())
        onAllAnnounced();
}

void TrackerLink::becomeJoined()
{
    m_state = State::Joined;
    m_isEmptinessTold = false;
    m_backoff.reset();
    m_deadline.start(m_silence);
    emit joined({m_stream->remote(), m_seen});
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

/// An answer to a question, or a line of it.
template <typename Answer>
void TrackerLink::handle(const Answer &answer)
{
    if (!m_calls.take(answer))
        misbehaved(QStringLiteral("an answer nobody asked for"));
}

void TrackerLink::handle(const protocol::Refused &refused)
{
    Problem why = problem(trackerProblem(refused.code), QString::fromUtf8(refused.text));
    why.retryIn = std::chrono::seconds{refused.retry.value_or(0)};
    // What is announced must be known there: a share that was declined is told anew later.
    const bool isOfSession = why.code == ProblemCode::NameTaken || why.code == ProblemCode::Banned
                             || m_state == State::Announcing;
    if (isOfSession || m_calls.isEmpty() || m_calls.isShareNext())
        return fail(why);
    m_calls.refuse(why);
}

void TrackerLink::handle(const protocol::ErrorLine &error)
{
    fail(problem(ProblemCode::TrackerRefused, QString::fromUtf8(error.text)));
}

bool TrackerLink::isGreeted() const
{
    return m_state == State::Announcing || m_state == State::Joined || m_state == State::Emptied;
}

void TrackerLink::pumpAnnouncements()
{
    const Endpoint self{m_seen, m_settings.port};
    while (isGreeted()) {
        const auto lines = m_announcer.next(self);
        if (!lines)
            return;
        if (lines->mark)
            m_calls.addMark(*lines->mark);
        for (qsizetype i = 0; i < lines->announcements; ++i)
            m_calls.addAnnouncement();
        m_stream->write(lines->bytes);
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

void TrackerLink::misbehaved(const QString &how)
{
    fail(problem(ProblemCode::TrackerMisbehaved, how));
}

void TrackerLink::onClosed(const net::StreamError &error)
{
    fail(problem(trackerProblem(error.code), error.detail));
}

void TrackerLink::onDeadline()
{
    if (m_state == State::Leaving)
        finishLeaving();
    else
        fail(problem(isGreeted() ? ProblemCode::TrackerLost : ProblemCode::TrackerUnreachable,
                     QStringLiteral("no answer")));
}

void TrackerLink::fail(const Problem &problem)
{
    if (m_state == State::Leaving)
        return finishLeaving();
    dropStream();
    m_state = State::Idle;
    const auto retryIn = m_backoff.next(problem.retryIn);
    m_retry.start(retryIn);
    const QPointer<TrackerLink> self{this};
    failPending(problem);
    // Whoever was called back may have ended it all.
    if (self && m_retry.isActive())
        emit lost(problem, retryIn);
}

void TrackerLink::failPending(const Problem &problem)
{
    m_announcer.end();
    const QPointer<TrackerLink> self{this};
    reportAnnounced();
    if (self)
        m_calls.failAll(problem);
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
