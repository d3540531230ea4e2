#pragma once

#include "common/protocol/classic/classicreader.h"
#include "tests/tracker/trackeroflines.h"

namespace ft::test {

/// A connection of the classic dialect.
class ClassicEnd
{
public:
    ClassicEnd(TrackerOfLines &tracker, const char *from, std::uint64_t id)
        : m_tracker(tracker)
    {
        m_session.id = SessionId{id};
        m_session.remote = QHostAddress{QString::fromLatin1(from)};
        m_session.local = QHostAddress{QStringLiteral("10.0.0.1")};
        m_session.classic = std::make_unique<tracker::ClassicSession>();
    }

    /// What is said and then silence; the answer.
    QByteArray say(const QByteArray &text)
    {
        m_reader.append(text);
        QByteArray out;
        while (!m_isClosed) {
            const auto message = m_reader.next(protocol::ClassicReader::Input::Silent);
            if (!message || !*message)
                break;
            m_isClosed = m_tracker.service.handle(m_session, **message, out)
                         == TrackerService::Next::Close;
        }
        return out;
    }
    void close() { m_tracker.service.lose(m_session); }
    [[nodiscard]] bool isClosed() const { return m_isClosed; }

private:
    TrackerOfLines &m_tracker;
    protocol::ClassicReader m_reader;
    Session m_session;
    bool m_isClosed = false;
};

} // namespace ft::test
