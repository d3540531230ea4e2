#include "tests/support/rawend.h"

#include "common/net/socketaddress.h"

#include <QtGlobal>

#include <array>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace ft::test {

namespace {

net::SocketAddress loopback(std::uint16_t port)
{
    return net::SocketAddress::of({QHostAddress{QHostAddress::LocalHost}, port});
}

} // namespace

RawEnd::RawEnd(RawEnd &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_received(std::move(other.m_received))
    , m_isEnded(other.m_isEnded)
{}

RawEnd &RawEnd::operator=(RawEnd &&other) noexcept
{
    close();
    m_descriptor = std::exchange(other.m_descriptor, -1);
    m_received = std::move(other.m_received);
    m_isEnded = other.m_isEnded;
    return *this;
}

RawEnd RawEnd::connectedTo(std::uint16_t port)
{
    RawEnd end{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    const auto to = loopback(port);
    // The system completes it without the listener's program, as long as its backlog has room.
    if (::connect(end.m_descriptor, to.raw(), to.length) != 0)
        end.close();
    return end;
}

qsizetype RawEnd::send(const QByteArray &bytes) const
{
    const auto sent = ::send(m_descriptor,
                             bytes.constData(),
                             static_cast<std::size_t>(bytes.size()),
                             MSG_NOSIGNAL | MSG_DONTWAIT);
    return std::max<qsizetype>(sent, 0);
}

const QByteArray &RawEnd::received()
{
    while (receiveSome(1 << 20) > 0) {}
    return m_received;
}

qsizetype RawEnd::receiveSome(qsizetype most)
{
    const auto had = m_received.size();
    m_received.resize(had + most);
    const auto got = ::recv(m_descriptor,
                            m_received.data() + had,
                            static_cast<std::size_t>(most),
                            MSG_DONTWAIT);
    const bool isNothingYet = got < 0 && (errno == EAGAIN || errno == EINTR);
    m_isEnded = m_isEnded || (got <= 0 && !isNothingYet);
    m_received.resize(had + std::max<qsizetype>(got, 0));
    return std::max<qsizetype>(got, 0);
}

bool RawEnd::isEnded()
{
    (void)received();
    return m_isEnded;
}

void RawEnd::endOutput() const
{
    ::shutdown(m_descriptor, SHUT_WR);
}

void RawEnd::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

void RawEnd::reset()
{
    const linger atOnce{1, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    close();
}

int RawEnd::release()
{
    return std::exchange(m_descriptor, -1);
}

RawListener::RawListener()
    : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
{
    auto address = loopback(0);
    if (::bind(m_descriptor, address.raw(), address.length) != 0
        || ::listen(m_descriptor, SOMAXCONN) != 0
        || ::getsockname(m_descriptor, address.raw(), &address.length) != 0)
        qFatal("cannot listen on 127.0.0.1");
    m_port = address.endpoint().port;
}

RawListener::~RawListener()
{
    close();
}

RawEnd RawListener::accept() const
{
    return RawEnd{::accept4(m_descriptor, nullptr, nullptr, SOCK_CLOEXEC)};
}

void RawListener::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

StreamAndRawEnd::StreamAndRawEnd()
{
    const RawListener listener;
    other = RawEnd::connectedTo(listener.port());
    stream = net::TcpStream::adopt(listener.accept().release());
}

} // namespace ft::test
