#include "tests/tracker/rawpeer.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace ft::test {

namespace {

bool waitFor(int descriptor, short events, std::chrono::milliseconds patience)
{
    pollfd wanted{descriptor, events, 0};
    return ::poll(&wanted, 1, static_cast<int>(patience.count())) > 0;
}

} // namespace

RawPeer::RawPeer(quint16 port, int receiveBuffer)
    : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    if (receiveBuffer > 0)
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        close();
}

RawPeer::~RawPeer()
{
    close();
}

RawPeer::RawPeer(RawPeer &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_received(std::move(other.m_received))
{}

bool RawPeer::send(const QByteArray &bytes)
{
    QByteArrayView rest{bytes};
    while (!rest.isEmpty()) {
        const auto sent = ::send(m_descriptor,
                                 rest.data(),
                                 static_cast<std::size_t>(rest.size()),
                                 MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0)
            rest = rest.sliced(sent);
        else if (errno != EAGAIN || !waitFor(m_descriptor, POLLOUT, Patience))
            return false;
    }
    return true;
}

qsizetype RawPeer::sendUntilStuck(QByteArrayView repeated, std::chrono::milliseconds patience)
{
    qsizetype total = 0;
    while (waitFor(m_descriptor, POLLOUT, patience)) {
        const auto rest = repeated.sliced(total % repeated.size());
        const auto sent = ::send(m_descriptor,
                                 rest.data(),
                                 static_cast<std::size_t>(rest.size()),
                                 MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0)
            break;
        total += sent;
    }
    return total;
}

bool RawPeer::join(const QByteArray &name, const QByteArray &path)
{
    return joinWith(name, {}, path);
}

bool RawPeer::joinWith(const QByteArray &name, const QByteArray &more, const QByteArray &path)
{
    const QByteArray said = "HELLO FT/2 name=" + name + " port=4000" + more + "\nSHARE: <" + path
                            + ", text/plain, 1, 05/11/25, 1.1.1.1, 9>\n";
    return send(said) && readLine().value_or(QByteArray{}).startsWith("HI FT/2 ")
           && readLine() == QByteArray{"SHARED: total=1"};
}

std::optional<QByteArray> RawPeer::readLine(std::chrono::milliseconds patience)
{
    auto feed = m_received.indexOf('\n');
    while (feed < 0) {
        if (receive(patience) != Got::Bytes)
            return std::nullopt;
        feed = m_received.indexOf('\n');
    }
    const QByteArray line = m_received.first(feed);
    m_received.remove(0, feed + 1);
    return line;
}

std::optional<QByteArray> RawPeer::readToEnd()
{
    auto got = Got::Bytes;
    while (got == Got::Bytes)
        got = receive(Patience);
    return got == Got::End ? std::optional{std::exchange(m_received, {})} : std::nullopt;
}

bool RawPeer::isSilentFor(std::chrono::milliseconds time)
{
    return m_received.isEmpty() && receive(time) == Got::Nothing;
}

void RawPeer::halfClose() const
{
    ::shutdown(m_descriptor, SHUT_WR);
}

void RawPeer::reset()
{
    const linger atOnce{1, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    close();
}

void RawPeer::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

RawPeer::Got RawPeer::receive(std::chrono::milliseconds patience)
{
    if (!waitFor(m_descriptor, POLLIN, patience))
        return Got::Nothing;
    std::array<char, 65'536> room; // NOLINT(*-member-init): written by recv
    const auto got = ::recv(m_descriptor, room.data(), room.size(), 0);
    if (got <= 0)
        return got == 0 ? Got::End : Got::Reset;
    m_received.append(room.data(), got);
    return Got::Bytes;
}

} // namespace ft::test
