#include "tests/support/classicfetch.h"

namespace ft::test {

namespace {

constexpr QByteArrayView Tight{"FILE:"};

/// How many bytes the prefix has; -1 when this is none, 0 when it is not clear yet. Whoever writes
/// no space behind prefixes takes both.
qsizetype prefixSize(const ClassicHabits &habits, const QByteArray &heard)
{
    const QByteArray spaced{"FILE: "};
    if (heard.startsWith(spaced))
        return spaced.size();
    if (spaced.startsWith(heard))
        return 0;
    return !habits.hasSpacedPrefix && heard.startsWith(Tight) ? Tight.size() : -1;
}

} // namespace

ClassicFetch::ClassicFetch(const ClassicHabits &habits,
                           const QHostAddress &from,
                           const ClassicListing &record)
    : m_habits(habits)
    , m_size(record.size.toLongLong())
    , m_socket(EventSocket::connectTo(QHostAddress{QString::fromLatin1(record.address)},
                                      record.port.toUShort(),
                                      from))
{
    if (!m_socket) {
        m_state = State::NoConnection;
        return;
    }
    m_socket->whenHeard([this] { look(); });
    m_socket->whenEnded([this] { judgeTheEnd(); });
    m_socket->say(requestOf(habits, record), habits.segments);
    if (habits.halfCloses)
        m_socket->halfClose();
}

ClassicFetch::~ClassicFetch() = default;

void ClassicFetch::look()
{
    const auto &heard = m_socket->heard();
    const auto prefix = prefixSize(m_habits, heard);
    if (prefix < 0)
        return finish(State::Garbled);
    const bool isEnough = prefix > 0 && heard.size() >= prefix + m_size;
    if (!isEnough || m_habits.reads != ClassicHabits::Reads::Size)
        return;
    m_content = heard.mid(prefix, m_size);
    finish(State::Done);
}

void ClassicFetch::judgeTheEnd()
{
    const auto &heard = m_socket->heard();
    auto prefix = prefixSize(m_habits, heard);
    // The space may be the first byte of the file.
    if (!m_habits.hasSpacedPrefix && heard.startsWith(Tight)
        && heard.size() == Tight.size() + m_size)
        prefix = Tight.size();
    m_content = heard.mid(qMax(prefix, qsizetype{0}));
    if (heard.isEmpty())
        return finish(State::Closed);
    if (prefix < 0 || m_content.size() > m_size)
        return finish(State::Garbled);
    finish(prefix > 0 && m_content.size() == m_size ? State::Done : State::Short);
}

void ClassicFetch::finish(State state)
{
    m_state = state;
    m_socket.reset();
}

} // namespace ft::test
