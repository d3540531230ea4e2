#include "tests/support/classicpeer.h"

namespace ft::test {

ClassicPeer::ClassicPeer(const ClassicHabits &habits, const QByteArray &address)
    : m_habits(habits)
    , m_address(QString::fromLatin1(address))
    , m_shelf(habits, m_address)
{
    m_silence.setSingleShot(true);
    QObject::connect(&m_silence, &QTimer::timeout, &m_silence, [this] { endAnswer(); });
}

void ClassicPeer::join(quint16 tracker)
{
    m_tracker = tracker;
    m_shelf.open();
    m_state = State::Greeting;
    m_waiting = Waiting::Hi;
    call();
    say("HELLO");
}

void ClassicPeer::search(const QByteArray &name, std::chrono::milliseconds patience)
{
    m_answer.reset();
    m_waiting = Waiting::Answer;
    m_silence.start(patience);
    if (isOneShot() || !m_line)
        call();
    say(searchFor(m_habits, name));
}

void ClassicPeer::download(const ClassicListing &record)
{
    m_fetch = std::make_unique<ClassicFetch>(m_habits, m_address, record);
}

void ClassicPeer::leave()
{
    sayBye();
    m_shelf.close();
}

void ClassicPeer::sayBye()
{
    m_waiting = Waiting::Nothing;
    if (isOneShot() || !m_line)
        call();
    say("BYE");
    if (m_line)
        m_line->close();
}

void ClassicPeer::vanish()
{
    m_waiting = Waiting::Nothing;
    m_silence.stop();
    m_line.reset();
    m_fetch.reset();
    m_shelf.close();
}

void ClassicPeer::call()
{
    m_line = EventSocket::connectTo(QHostAddress::LocalHost, m_tracker, m_address);
    if (!m_line)
        return;
    m_line->whenHeard([this] { hear(); });
    m_line->whenEnded([this] { lineEnded(); });
}

void ClassicPeer::say(const QByteArray &message)
{
    if (m_line)
        m_line->say(message, m_habits.segments);
    else
        lineEnded();
}

void ClassicPeer::hear()
{
    switch (m_waiting) {
    case Waiting::Hi:
        return hearHi();
    case Waiting::Answer:
        return m_silence.start(Silence);
    case Waiting::Nothing:
        m_unasked += m_line->take();
    }
}

void ClassicPeer::hearHi()
{
    const QByteArray hi{"HI"};
    if (m_line->heard() != hi) {
        if (!hi.startsWith(m_line->heard()))
            m_state = State::Refused;
        return;
    }
    std::ignore = m_line->take();
    m_waiting = Waiting::Nothing;
    m_state = State::Joined;
    say(wireOf(m_habits, m_shelf.listings()));
    if (isOneShot())
        m_line->close();
}

void ClassicPeer::endAnswer()
{
    m_waiting = Waiting::Nothing;
    m_silence.stop();
    m_answer = readAnswer(m_habits, m_line ? m_line->take() : QByteArray{});
    if (isOneShot())
        m_line.reset();
}

void ClassicPeer::lineEnded()
{
    if (m_waiting == Waiting::Hi)
        m_state = State::Refused;
    if (m_waiting == Waiting::Answer)
        endAnswer();
}

} // namespace ft::test
