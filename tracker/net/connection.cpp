#include "tracker/net/connection.h"

#include "common/protocol/limits.h"
#include "common/protocol/lineframer.h"
#include "common/protocol/trackercodec.h"

#include <QVarLengthArray>

#include <algorithm>
#include <sys/epoll.h>
#include <utility>

namespace ft::tracker {

using namespace protocol;

namespace {

/// Of the buffer that all replies pass through: one answer may need more, most never do.
constexpr qsizetype MaxKeptOutput = 4 * 1024 * 1024;
/// Cheap requests handled without a look at the clock.
constexpr std::uint32_t LinesPerLook = 16;
constexpr int LinesForeseen = 16;
/// So many peers together still keep a thread busy that each want all of it.
constexpr int RestPerWork = 3;

bool isQuestion(const TrackerRequest &request)
{
    return std::holds_alternative<Search>(request) || std::holds_alternative<Find>(request)
           || std::holds_alternative<PeersQuery>(request);
}

bool isAnnouncement(const TrackerRequest &request)
{
    return std::holds_alternative<Share>(request) || std::holds_alternative<Unshare>(request);
}

/// Whether it always costs a few microseconds at most.
bool isCheap(const TrackerRequest &request)
{
    return std::holds_alternative<Search>(request) || std::holds_alternative<Ping>(request)
           || std::holds_alternative<Pong>(request);
}

} // namespace

Connection::Connection(std::unique_ptr<Transport> transport,
                       Session session,
                       ConnectionContext &context)
    : m_context(context)
    , m_transport(std::move(transport))
    , m_session(std::move(session))
    , m_openedAt(context.now)
    , m_heardAt(context.now)
    , m_progressAt(context.now)
    , m_budget(context.limits.peer, context.now)
{}

Connection::~Connection()
{
    m_context.service.end(m_session);
    m_context.pendingTotal -= pendingBytes();
}

void Connection::onReadable()
{
    if (m_phase == Phase::Lingering)
        return drain();
    if (m_phase != Phase::Open || m_linesWait)
        return;
    QByteArray &room = m_context.input;
    std::copy(m_input.cbegin(), m_input.cend(), room.begin());
    const auto kept = m_input.size();
    const auto received = m_transport->receive(room.data() + kept, room.size() - kept);
    if (received.state == Moved::State::NotNow)
        return;
    if (received.state == Moved::State::Broken)
        return abandon();
    heard();
    if (received.state == Moved::State::Ended)
        return onPeerFinished();
    process(QByteArrayView{room}.first(kept + received.bytes));
}

/// What came without its end is over now: in the classic dialect that is a message.
void Connection::onPeerFinished()
{
    m_peerFinished = true;
    m_isSilent = true;
    if (m_classic)
        m_classic->input = ClassicReader::Input::Over;
    if (m_classic || (m_dialect == Dialect::Undecided && !m_input.isEmpty()))
        return process(std::exchange(m_input, {}));
    advance();
}

void Connection::onWritable()
{
    transmit();
    advance();
}

void Connection::takeTurn()
{
    if (!wantsTurn())
        return;
    // process() keeps what it does not handle in m_input, which its argument must not refer to.
    const QByteArray lines = std::exchange(m_input, {});
    m_linesWait = false;
    process(lines);
}

/// Handles lines until they end or have been work enough for one turn.
void Connection::process(QByteArrayView input)
{
    Turn turn{m_context.output, m_context.now + m_context.limits.timePerTurn};
    turn.out.resize(0);
    turn.isBesideOthers = ++m_context.turns != m_lastTurn + 1;
    m_lastTurn = m_context.turns;
    m_linesWait = false;
    bool goesOn = decide(input, turn);
    if (goesOn && m_dialect != Dialect::Undecided)
        goesOn = m_classic ? handleClassic(input, turn) : handleLines(input, turn);
    if (goesOn)
        keepInput(input, turn);
    queue(turn.out);
    account(turn);
    if (turn.out.capacity() > MaxKeptOutput)
        turn.out = {};
    if (!goesOn)
        close();
    advance();
}

/// Looks what the connection speaks, as long as that is open; false when it is to be closed.
bool Connection::decide(QByteArrayView input, Turn &turn)
{
    if (m_dialect != Dialect::Undecided)
        return true;
    m_dialect = dialectOf(input, m_isSilent);
    if (m_dialect == Dialect::Classic) {
        beginClassic();
        if (m_peerFinished)
            m_classic->input = ClassicReader::Input::Over;
    }
    if (m_dialect != Dialect::Tls)
        return true;
    m_context.service.reject(m_session, {DecodeFault::Malformed, "the TLS handshake"}, turn.out);
    return false;
}

/// False when the connection is to be closed.
bool Connection::handleLines(QByteArrayView &input, Turn &turn)
{
    for (int count = 0;; ++count) {
        if (count % LinesForeseen == 0)
            foresee(input);
        const auto line = takeLine(input);
        if (!line) {
            m_context.service.reject(m_session, line.error(), turn.out);
            return false;
        }
        if (!*line)
            return true;
        if (isOver(turn)) {
            m_linesWait = true;
            return true;
        }
        if (!handleLine((*line)->text, turn))
            return false;
        input = input.sliced((*line)->consumed);
    }
}

/// Of requests that came together the names come from memory together.
void Connection::foresee(QByteArrayView input) const
{
    QVarLengthArray<QByteArrayView, LinesForeseen> names;
    for (int line = 0; line < LinesForeseen; ++line) {
        const auto end = input.indexOf('\n');
        if (end < 0)
            break;
        constexpr QByteArrayView Verb = "SEARCH: ";
        if (const auto text = input.first(end); text.startsWith(Verb))
            names.push_back(text.sliced(Verb.size()));
        input = input.sliced(end + 1);
    }
    if (names.size() > 1)
        m_context.service.foresee({names.data(), static_cast<std::size_t>(names.size())});
}

/// False when the connection is to be closed.
bool Connection::handleLine(QByteArrayView line, Turn &turn)
{
    const auto request = decodeTrackerRequest(line);
    if (!request) {
        m_context.service.reject(m_session, request.error(), turn.out);
        return false;
    }
    // The next look at the clock is due after LinesPerLook cheap ones, or one that is not.
    turn.lines = isCheap(*request) ? turn.lines + 1
                                   : (turn.lines / LinesPerLook + 1) * LinesPerLook;
    if (std::holds_alternative<Pong>(*request))
        onPong();
    if (isAnnouncement(*request))
        turn.announced += line.size();
    if (isQuestion(*request) && isAccepted()) {
        turn.hasAsked = true;
        if (refusesQuestion(turn.out))
            return true;
    }
    return m_context.service.handle(m_session, *request, turn.out)
           == TrackerService::Next::Continue;
}

/// Whether the peer's questions have cost too much lately; then it is told.
bool Connection::refusesQuestion(QByteArray &out)
{
    const auto wait = m_budget.askWait(m_context.limits.peer, m_context.now);
    if (wait <= std::chrono::nanoseconds::zero())
        return false;
    const auto retry = std::chrono::ceil<std::chrono::seconds>(wait).count();
    append(out,
           Refused{RefusalCode::Busy,
                   "your questions have been too much work lately",
                   static_cast<std::uint32_t>(retry)});
    return true;
}

bool Connection::isOver(const Turn &turn) const
{
    if (turn.out.size() >= m_context.limits.outputPerTurn)
        return true;
    const bool looks = turn.lines > 0 && turn.lines % LinesPerLook == 0;
    return looks && m_context.clock.now() >= turn.endsAt;
}

void Connection::keepInput(QByteArrayView rest, const Turn &turn)
{
    if (turn.lines > 0 || m_input.isEmpty())
        m_lineSince = m_context.now;
    m_input = rest.toByteArray();
}

/// Lets the peer pay for a turn.
void Connection::account(const Turn &turn)
{
    const auto began = std::exchange(m_context.now, m_context.clock.now());
    const auto work = m_context.now - began;
    if (turn.hasAsked)
        m_budget.ask(work, m_context.limits.peer, m_context.now);
    if (turn.announced > 0)
        m_budget.announce(turn.announced, m_context.limits.peer, m_context.now);
    if (const auto rest = restAfter(turn, work); rest > std::chrono::nanoseconds::zero())
        m_heldBackUntil = m_context.now + rest;
}

/// A peer that has more work waiting than a turn takes leaves others most of the time.
std::chrono::nanoseconds Connection::restAfter(const Turn &turn,
                                               std::chrono::nanoseconds work) const
{
    const auto owed = m_budget.announceWait();
    const bool isGreedy = turn.isBesideOthers && m_linesWait
                          && work >= m_context.limits.timePerTurn;
    return isGreedy ? std::max(owed, RestPerWork * work) : owed;
}

/// Sends bytes, or what of them the peer takes; the rest waits.
void Connection::queue(QByteArrayView bytes)
{
    if (m_phase == Phase::Gone)
        return;
    if (pendingBytes() == 0 && !bytes.isEmpty()) {
        const auto sent = m_transport->send(bytes);
        if (sent.state == Moved::State::Broken)
            return abandon();
        bytes = bytes.sliced(sent.bytes);
        m_progressAt = m_context.now;
    }
    if (bytes.isEmpty())
        return;
    if (m_context.pendingTotal + bytes.size() > m_context.limits.pendingTotal)
        return abandon();
    m_pending.remove(0, std::exchange(m_sent, 0));
    m_pending.append(bytes);
    m_context.pendingTotal += bytes.size();
}

/// Sends what waits.
void Connection::transmit()
{
    if (pendingBytes() == 0 || m_phase == Phase::Gone)
        return;
    const auto sent = m_transport->send(QByteArrayView{m_pending}.sliced(m_sent));
    if (sent.state == Moved::State::Broken)
        return abandon();
    if (sent.bytes == 0)
        return;
    m_sent += sent.bytes;
    m_context.pendingTotal -= sent.bytes;
    progress(sent.bytes);
    if (pendingBytes() == 0) {
        m_pending = {};
        m_sent = 0;
        m_lineSince = m_context.now;
    }
}

/// Goes on to the next phase when this one is done.
void Connection::advance()
{
    if (m_phase == Phase::Open && m_peerFinished && !m_linesWait) {
        m_context.service.lose(m_session);
        close();
    }
    if (m_phase == Phase::Flushing && pendingBytes() == 0)
        linger();
}

/// The peer and its records go at once; the connection when its last replies are sent.
void Connection::close()
{
    if (m_phase != Phase::Open)
        return;
    m_context.service.end(m_session);
    m_input = {};
    m_linesWait = false;
    m_phase = Phase::Flushing;
    m_closeBy = m_context.now + m_context.limits.closing;
}

void Connection::linger()
{
    m_transport->finishSending();
    m_phase = Phase::Lingering;
    m_closeBy = m_context.now + m_context.limits.closing;
    // Closing with unread bytes would reset the connection and lose the last replies.
    drain();
    if (m_impatient)
        m_phase = Phase::Gone;
}

void Connection::drain()
{
    QByteArray &room = m_context.input;
    while (m_phase == Phase::Lingering) {
        if (m_peerFinished)
            return abandon();
        const auto received = m_transport->receive(room.data(), room.size());
        if (received.state == Moved::State::NotNow)
            return;
        m_drained += received.bytes;
        if (received.state != Moved::State::Done || m_drained > m_context.limits.drained)
            return abandon();
    }
}

void Connection::abandon(LeaveReason reason)
{
    if (m_session.state != Session::State::Ended)
        m_session.leaving = reason;
    m_context.service.lose(m_session);
    m_phase = Phase::Gone;
}

void Connection::cutOff()
{
    m_context.service.end(m_session);
    m_phase = Phase::Gone;
}

void Connection::leaveFor(LeaveReason reason)
{
    if (m_session.state != Session::State::Ended)
        m_session.leaving = reason;
    m_context.service.end(m_session);
}

bool Connection::notify(QByteArrayView lines)
{
    if (m_phase != Phase::Open || !isAccepted())
        return false;
    queue(lines);
    return !isGone();
}

void Connection::dismiss(const Farewell &farewell)
{
    if (m_phase != Phase::Open)
        return;
    const QByteArray lines = takesNotices() ? farewell.notice + farewell.lines : farewell.lines;
    leaveFor(farewell.reason);
    if (!m_classic)
        queue(lines);
    close();
    advance();
}

void Connection::shutDown()
{
    m_impatient = true;
    if (m_phase == Phase::Open) {
        QByteArray out;
        if (m_session.state == Session::State::Greeted || isAccepted())
            append(out, Bye{});
        dismiss({LeaveReason::ShuttingDown, out, {}});
    } else if (m_phase == Phase::Lingering) {
        abandon();
    }
}

std::uint32_t Connection::events() const
{
    std::uint32_t events = 0;
    if (pendingBytes() > 0)
        events |= EPOLLOUT;
    const bool reads = m_phase == Phase::Open && !m_linesWait && !m_peerFinished && !isHeldBack()
                       && pendingBytes() <= m_context.limits.pending;
    if (reads || m_phase == Phase::Lingering)
        events |= EPOLLIN;
    return events;
}

bool Connection::wantsTurn() const
{
    return m_phase == Phase::Open && m_linesWait && pendingBytes() == 0 && !isHeldBack();
}

} // namespace ft::tracker
