#include "tracker/net/transport.h"

#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ft::tracker {

namespace {

/// What the other end does not acknowledge for so long breaks the connection, and after closing it
/// keeps nothing of it in the system.
constexpr unsigned UnacknowledgedMilliseconds = 60'000;

Moved failure()
{
    const bool isTemporary = errno == EAGAIN || errno == EINTR;
    return {isTemporary ? Moved::State::NotNow : Moved::State::Broken, 0};
}

} // namespace

PlainTransport::PlainTransport(int descriptor)
    : m_descriptor(descriptor)
{
    const int flags = ::fcntl(descriptor, F_GETFL);
    ::fcntl(descriptor, F_SETFL, flags | O_NONBLOCK); // NOLINT(hicpp-signed-bitwise)
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const unsigned patience = UnacknowledgedMilliseconds;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &patience, sizeof patience);
}

PlainTransport::~PlainTransport()
{
    ::close(m_descriptor);
}

Moved PlainTransport::receive(char *room, qsizetype size)
{
    const auto got = ::recv(m_descriptor, room, static_cast<std::size_t>(size), 0);
    if (got > 0)
        return {Moved::State::Done, got};
    return got == 0 ? Moved{Moved::State::Ended, 0} : failure();
}

Moved PlainTransport::send(QByteArrayView bytes)
{
    const auto sent = ::send(m_descriptor,
                             bytes.data(),
                             static_cast<std::size_t>(bytes.size()),
                             MSG_NOSIGNAL);
    return sent >= 0 ? Moved{Moved::State::Done, sent} : failure();
}

void PlainTransport::finishSending()
{
    ::shutdown(m_descriptor, SHUT_WR);
}

void PlainTransport::keepAlive()
{
    const int on = 1;
    const int idleSeconds = 30;
    const int intervalSeconds = 10;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_KEEPIDLE, &idleSeconds, sizeof idleSeconds);
    ::setsockopt(
        m_descriptor, IPPROTO_TCP, TCP_KEEPINTVL, &intervalSeconds, sizeof intervalSeconds);
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
}

} // namespace ft::tracker
