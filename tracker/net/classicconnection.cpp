#include "common/protocol/classic/classicsilence.h"
#include "tracker/net/connection.h"

#include <algorithm>

// What a connection does when it speaks the classic dialect.

namespace ft::tracker {

using namespace protocol;
using Input = ClassicReader::Input;

namespace {

/// Of a connection on which no HELLO was said and everything is answered: its peer opens another
/// for what it asks next, and may wait for this one to end.
constexpr std::chrono::seconds OneShotPatience{1};

} // namespace

void Connection::beginClassic()
{
    m_classic = std::make_unique<Classic>();
    m_session.classic = std::make_unique<ClassicSession>();
    m_transport->keepAlive();
}

/// False when the connection is to be closed.
bool Connection::handleClassic(QByteArrayView &input, Turn &turn)
{
    m_classic->reader.append(std::exchange(input, {}));
    while (true) {
        if (isOver(turn) || mustPause()) {
            m_linesWait = true;
            return true;
        }
        const auto size = m_classic->reader.pending();
        const auto message = m_classic->reader.next(m_classic->input);
        if (!message) {
            m_session.leaving = LeaveReason::Faulty;
            m_session.hasFailed = true;
            return false;
        }
        if (!*message)
            return true;
        turn.announced += size - m_classic->reader.pending();
        turn.hasAsked = turn.hasAsked || std::holds_alternative<ClassicSearch>(**message);
        turn.lines += 1;
        if (m_context.service.handle(m_session, **message, turn.out) == TrackerService::Next::Close)
            return false;
    }
}

/// A peer whose questions have cost too much lately has to wait; there are no words for it.
bool Connection::mustPause()
{
    const auto wait = m_budget.askWait(m_context.limits.peer, m_context.now);
    if (wait <= std::chrono::nanoseconds::zero())
        return false;
    m_heldBackUntil = std::max(m_heldBackUntil, m_context.now + wait);
    return true;
}

/// When what was heard is to be taken as all there is.
Clock::Instant Connection::silenceDeadline() const
{
    const bool isWaiting = m_dialect == Dialect::Undecided
                               ? !m_input.isEmpty() && !m_isSilent
                               : m_classic && m_classic->input == Input::Open
                                     && m_classic->reader.isInMessage();
    return isWaiting && !m_linesWait ? m_heardAt + ClassicSilence : Clock::Instant::max();
}

/// Until when an open connection may go on as it is, with nothing more heard.
Clock::Instant Connection::classicDeadline() const
{
    const ClassicSession &session = *m_session.classic;
    const auto &limits = m_context.limits;
    if (!session.isServed)
        return m_openedAt + limits.handshake;
    if (m_classic->reader.isInMessage())
        return m_heardAt + limits.line;
    if (!session.isGreeted && !session.peer)
        return m_heardAt + OneShotPatience;
    return Clock::Instant::max();
}

void Connection::onSilence()
{
    if (m_classic)
        m_classic->input = Input::Silent;
    m_isSilent = true;
    process(std::exchange(m_input, {}));
}

} // namespace ft::tracker
