#include "tests/support/eventsocket.h"

#include <QSocketNotifier>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ft::test {

namespace {

sockaddr_in systemAddress(const QHostAddress &address, quint16 port)
{
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_port = htons(port);
    result.sin_addr.s_addr = htonl(address.toIPv4Address());
    return result;
}

// The system calls take every kind of address through one base type.
const sockaddr *base(const sockaddr_in &address)
{
    return reinterpret_cast<const sockaddr *>(&address);
}

void discard(QSocketNotifier *&notifier)
{
    if (!notifier)
        return;
    notifier->setEnabled(false);
    // It may be what calls.
    notifier->deleteLater();
    notifier = nullptr;
}

} // namespace

EventSocket::EventSocket(int descriptor)
    : m_descriptor(descriptor)
    , m_readable(new QSocketNotifier{descriptor, QSocketNotifier::Read})
    , m_writable(new QSocketNotifier{descriptor, QSocketNotifier::Write})
{
    const int yes = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    m_writable->setEnabled(false);
    QObject::connect(m_readable, &QSocketNotifier::activated, [this] { hear(); });
    QObject::connect(m_writable, &QSocketNotifier::activated, [this] { write(); });
}

EventSocket::~EventSocket()
{
    release();
}

std::unique_ptr<EventSocket> EventSocket::connectTo(const QHostAddress &to,
                                                    quint16 port,
                                                    const QHostAddress &from)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto source = systemAddress(from, 0);
    const auto goal = systemAddress(to, port);
    if (::bind(descriptor, base(source), sizeof source) != 0
        || ::connect(descriptor, base(goal), sizeof goal) != 0) {
        ::close(descriptor);
        return nullptr;
    }
    return std::make_unique<EventSocket>(descriptor);
}

void EventSocket::say(const QByteArray &bytes, Segments segments)
{
    m_segments = segments;
    m_unsent += bytes;
    write();
}

void EventSocket::halfClose()
{
    m_ending = Ending::HalfClose;
    write();
}

void EventSocket::close()
{
    m_ending = Ending::Close;
    write();
}

void EventSocket::reset()
{
    const linger none{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    release();
}

QHostAddress EventSocket::otherAddress() const
{
    sockaddr_in other{};
    socklen_t size = sizeof other;
    ::getpeername(m_descriptor, reinterpret_cast<sockaddr *>(&other), &size);
    return QHostAddress{ntohl(other.sin_addr.s_addr)};
}

void EventSocket::hear()
{
    std::array<char, 65'536> bytes{};
    const auto count = ::recv(m_descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0)
        return end();
    m_heard.append(bytes.data(), count);
    if (const auto callback = m_whenHeard)
        callback();
}

void EventSocket::write()
{
    qsizetype sent = 0;
    while (m_descriptor >= 0 && sent < m_unsent.size()) {
        const auto left = static_cast<std::size_t>(m_unsent.size() - sent);
        const auto now = m_segments == Segments::SingleBytes ? 1 : left;
        const auto count = ::send(m_descriptor,
                                  m_unsent.constData() + sent,
                                  now,
                                  MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count < 0 && errno == EAGAIN)
            break;
        // Reading tells that it broke.
        sent = count < 0 ? m_unsent.size() : sent + count;
    }
    m_unsent.remove(0, sent);
    if (m_writable)
        m_writable->setEnabled(!m_unsent.isEmpty());
    if (m_unsent.isEmpty())
        finish();
}

void EventSocket::finish()
{
    if (m_ending == Ending::HalfClose && m_descriptor >= 0)
        ::shutdown(m_descriptor, SHUT_WR);
    if (m_ending == Ending::Close)
        release();
    m_ending = Ending::None;
}

void EventSocket::end()
{
    m_isEnded = true;
    discard(m_readable);
    if (const auto callback = m_whenEnded)
        callback();
}

void EventSocket::release()
{
    discard(m_readable);
    discard(m_writable);
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

EventListener::EventListener(const QHostAddress &address, quint16 port, Accepted accepted)
    : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
{
    const int yes = 1;
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    auto here = systemAddress(address, port);
    socklen_t size = sizeof here;
    if (::bind(m_descriptor, base(here), size) != 0 || ::listen(m_descriptor, SOMAXCONN) != 0
        || ::getsockname(m_descriptor, reinterpret_cast<sockaddr *>(&here), &size) != 0)
        qFatal("cannot listen on %s", qPrintable(address.toString()));
    m_port = ntohs(here.sin_port);
    m_readable = new QSocketNotifier{m_descriptor, QSocketNotifier::Read};
    QObject::connect(m_readable,
                     &QSocketNotifier::activated,
                     [descriptor = m_descriptor, accepted = std::move(accepted)] {
                         const int got = ::accept4(descriptor, nullptr, nullptr, SOCK_CLOEXEC);
                         if (got >= 0)
                             accepted(std::make_unique<EventSocket>(got));
                     });
}

EventListener::~EventListener()
{
    discard(m_readable);
    ::close(m_descriptor);
}

} // namespace ft::test
