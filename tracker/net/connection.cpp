#include "tracker/net/connection.h"

#include "common/protocol/limits.h"
#include "common/protocol/lineframer.h"
#include "common/protocol/trackercodec.h"

#include <algorithm>
#include <sys/epoll.h>
#include <utility>

namespace ft::tracker {

using namespace protocol;

namespace {

/// Of the buffer that all replies pass through: one answer may need more, most never do.
constexpr qsizetype MaxKeptOutput = 4 * 1024 * 1024;

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
    if (received.state == Moved::State::Ended) {
        m_peerFinished = true;
        return advance();
    }
    process(QByteArrayView{room}.first(kept + received.bytes));
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

/// Handles lines until they end or have made enough replies for one turn.
void Connection::process(QByteArrayView input)
{
    if (m_dialect == Dialect::Undecided)
        m_dialect = dialectOf(input);
    QByteArray &out = m_context.output;
    out.resize(0);
    m_linesWait = false;
    bool goesOn = true;
    if (m_dialect == Dialect::Tls) {
        m_context.service.reject(m_session, {DecodeFault::Malformed, "the TLS handshake"}, out);
        goesOn = false;
    }
    while (goesOn) {
        if (out.size() >= m_context.limits.outputPerTurn) {
            m_linesWait = true;
            break;
        }
        const auto line = takeLine(input);
        if (!line) {
            m_context.service.reject(m_session, line.error(), out);
            goesOn = false;
        } else if (!*line) {
            break;
        } else {
            goesOn = handleLine((*line)->text, out);
            input = input.sliced((*line)->consumed);
        }
    }
    m_input = goesOn ? input.toByteArray() : QByteArray{};
    queue(out);
    if (out.capacity() > MaxKeptOutput)
        out = {};
    if (!goesOn)
        close();
    advance();
}

/// False when the connection is to be closed.
bool Connection::handleLine(QByteArrayView line, QByteArray &out)
{
    const auto request = decodeTrackerRequest(line);
    if (!request) {
        m_context.service.reject(m_session, request.error(), out);
        return false;
    }
    if (std::holds_alternative<Pong>(*request))
        onPong();
    return m_context.service.handle(m_session, *request, out) == TrackerService::Next::Continue;
}

void Connection::heard()
{
    m_heardAt = m_context.now;
    m_awaitsSign = false;
    if (m_session.peer)
        m_session.peer->heard.store(m_context.now, std::memory_order_relaxed);
}

void Connection::probe(Answered answered)
{
    if (m_phase != Phase::Open || !isAccepted())
        return;
    m_probes.push_back({m_context.now, m_pongsDue, std::move(answered)});
    QByteArray out;
    sendPing(out);
    queue(out);
    advance();
}

void Connection::sendPing(QByteArray &out)
{
    append(out, Ping{});
    ++m_pongsDue;
}

void Connection::onPong()
{
    if (m_pongsDue > 0)
        --m_pongsDue;
    for (Probe &probe : m_probes) {
        if (probe.pongsBefore > 0)
            --probe.pongsBefore;
        else
            std::exchange(probe.answered, nullptr)(m_context.now - probe.sentAt);
    }
    std::erase_if(m_probes, [](const Probe &probe) { return !probe.answered; });
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
    m_progressAt = m_context.now;
    if (pendingBytes() == 0) {
        m_pending = {};
        m_sent = 0;
    }
}

/// Goes on to the next phase when this one is done.
void Connection::advance()
{
    if (m_phase == Phase::Open && m_peerFinished && !m_linesWait)
        close();
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
    leaveFor(reason);
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
    const bool reads = m_phase == Phase::Open && !m_linesWait && !m_peerFinished
                       && pendingBytes() <= m_context.limits.pending;
    if (reads || m_phase == Phase::Lingering)
        events |= EPOLLIN;
    return events;
}

bool Connection::wantsTurn() const
{
    return m_phase == Phase::Open && m_linesWait && pendingBytes() == 0;
}

Clock::Instant Connection::deadline() const
{
    if (m_phase != Phase::Open)
        return m_closeBy;
    const auto &limits = m_context.limits;
    if (!isAccepted())
        return m_openedAt + limits.handshake;
    if (pendingBytes() > 0)
        return m_progressAt + limits.stall;
    return (m_awaitsSign ? m_pingedAt : m_heardAt) + limits.ping;
}

void Connection::onDeadline()
{
    if (isGone() || deadline() > m_context.now)
        return;
    if (m_phase == Phase::Open && !isAccepted()) {
        close();
        return advance();
    }
    if (m_phase != Phase::Open)
        return abandon();
    if (pendingBytes() > 0)
        return abandon(LeaveReason::Stalled);
    if (m_awaitsSign)
        return abandon(LeaveReason::Silent);
    m_awaitsSign = true;
    m_pingedAt = m_context.now;
    QByteArray out;
    sendPing(out);
    queue(out);
}

} // namespace ft::tracker
