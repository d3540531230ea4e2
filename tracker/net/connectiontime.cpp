#include "common/protocol/trackercodec.h"
#include "tracker/net/connection.h"

#include <algorithm>
#include <utility>

// What a connection does by the clock: signs of life, paces and deadlines.

namespace ft::tracker {

using namespace protocol;

void Connection::heard()
{
    m_heardAt = m_context.now;
    m_awaitsSign = false;
    m_isSilent = false;
    if (m_classic && !m_peerFinished)
        m_classic->input = ClassicReader::Input::Open;
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

/// Bytes that were taken move the deadline by the time that leastPace gives them.
void Connection::progress(qsizetype bytes)
{
    constexpr std::chrono::nanoseconds Second{std::chrono::seconds{1}};
    m_progressAt = std::min<Clock::Instant>(m_context.now,
                                            m_progressAt
                                                + Second * bytes / m_context.limits.leastPace);
}

Clock::Instant Connection::deadline() const
{
    if (m_phase != Phase::Open)
        return m_closeBy;
    const auto &limits = m_context.limits;
    if (pendingBytes() > 0 && (m_classic || isAccepted()))
        return m_progressAt + limits.stall;
    if (m_classic)
        return std::min(classicDeadline(), silenceDeadline());
    if (!isAccepted())
        return std::min(m_openedAt + limits.handshake, silenceDeadline());
    const auto silent = (m_awaitsSign ? m_pingedAt : m_heardAt) + limits.ping;
    return std::min(silent, lineDeadline());
}

/// Of the part of a line that is there.
Clock::Instant Connection::lineDeadline() const
{
    return m_input.isEmpty() || m_linesWait ? Clock::Instant::max()
                                            : m_lineSince + m_context.limits.line;
}

void Connection::onDeadline()
{
    if (isGone() || deadline() > m_context.now)
        return;
    if (m_phase != Phase::Open)
        return abandon();
    if (silenceDeadline() <= m_context.now)
        return onSilence();
    if (m_classic && isHeldBack())
        return;
    if (m_classic && pendingBytes() > 0)
        return abandon(LeaveReason::Stalled);
    if (!isAccepted()) {
        close();
        return advance();
    }
    if (isHeldBack())
        return; // what is not read is no silence
    if (lineDeadline() <= m_context.now && pendingBytes() == 0) {
        close();
        return advance();
    }
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

void Connection::readOn()
{
    m_heldBackUntil = {};
    m_lineSince = m_context.now;
    heard();
}

} // namespace ft::tracker
