#pragma once

#include <QByteArray>
#include <QHostAddress>

#include <functional>
#include <memory>

class QSocketNotifier;

namespace ft::test {

/// A plain TCP connection, without any codec of the product, in the event loop of its thread.
///
/// Unlike QTcpSocket it can end its own direction, and still speaks when the other end has ended
/// its own.
class EventSocket
{
public:
    /// One segment for all bytes, as far as TCP allows, or one for each byte.
    enum class Segments { Whole, SingleBytes };

    /// Owns the descriptor of a connection.
    explicit EventSocket(int descriptor);
    ~EventSocket();
    Q_DISABLE_COPY_MOVE(EventSocket)

    /// From an address of this machine to a port of another; nothing when nobody listens there.
    [[nodiscard]] static std::unique_ptr<EventSocket> connectTo(const QHostAddress &to,
                                                                quint16 port,
                                                                const QHostAddress &from);

    /// Called when something was heard, and when the other end has ended its direction or the
    /// connection broke. Both may destroy this object.
    void whenHeard(std::function<void()> callback) { m_whenHeard = std::move(callback); }
    void whenEnded(std::function<void()> callback) { m_whenEnded = std::move(callback); }

    void say(const QByteArray &bytes, Segments segments = Segments::Whole);
    /// Ends our direction, once everything is on its way.
    void halfClose();
    /// Closes once everything is on its way.
    void close();
    /// Breaks the connection: the other end is told by RST.
    void reset();

    /// What was heard and not taken yet.
    [[nodiscard]] const QByteArray &heard() const { return m_heard; }
    [[nodiscard]] QByteArray take() { return std::exchange(m_heard, {}); }
    /// Whether the other end has ended its direction, or the connection broke.
    [[nodiscard]] bool isEnded() const { return m_isEnded; }
    /// Bytes of say() that are not on their way yet.
    [[nodiscard]] qsizetype unsent() const { return m_unsent.size(); }
    [[nodiscard]] QHostAddress otherAddress() const;

private:
    enum class Ending { None, HalfClose, Close };

    void hear();
    void write();
    void finish();
    void end();
    void release();

    int m_descriptor = -1;
    QSocketNotifier *m_readable = nullptr;
    QSocketNotifier *m_writable = nullptr;
    std::function<void()> m_whenHeard;
    std::function<void()> m_whenEnded;
    QByteArray m_heard;
    QByteArray m_unsent;
    Segments m_segments = Segments::Whole;
    Ending m_ending = Ending::None;
    bool m_isEnded = false;
};

/// Accepts TCP connections on an address of this machine, in the event loop of its thread.
class EventListener
{
public:
    using Accepted = std::function<void(std::unique_ptr<EventSocket>)>;

    /// Port 0 is any free one. Aborts the test when it cannot listen.
    EventListener(const QHostAddress &address, quint16 port, Accepted accepted);
    ~EventListener();
    Q_DISABLE_COPY_MOVE(EventListener)

    [[nodiscard]] quint16 port() const { return m_port; }

private:
    int m_descriptor = -1;
    quint16 m_port = 0;
    QSocketNotifier *m_readable = nullptr;
};

} // namespace ft::test
