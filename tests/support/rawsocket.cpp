#include "tests/support/rawsocket.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ft::test {

namespace {

using SteadyClock = std::chrono::steady_clock;

sockaddr_in addressOf(const char *text, quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    ::inet_pton(AF_INET, text, &address.sin_addr);
    return address;
}

int millisecondsUntil(SteadyClock::time_point until)
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - SteadyClock::now());
    return left.count() > 0 ? static_cast<int>(left.count()) : 0;
}

} // namespace

RawSocket::~RawSocket()
{
    close();
}

bool RawSocket::connectTo(quint16 port, const char *source)
{
    close();
    m_buffer.clear();
    m_descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto from = addressOf(source, 0);
    const auto to = addressOf("127.0.0.1", port);
    // The system calls take every kind of address through one base type.
    return ::bind(m_descriptor, reinterpret_cast<const sockaddr *>(&from), sizeof from) == 0
           && ::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&to), sizeof to) == 0;
}

bool RawSocket::send(const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const auto count = ::send(m_descriptor,
                                  bytes.constData() + sent,
                                  static_cast<std::size_t>(bytes.size() - sent),
                                  MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        sent += count;
    }
    return true;
}

void RawSocket::halfClose() const
{
    ::shutdown(m_descriptor, SHUT_WR);
}

void RawSocket::close()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

std::optional<QByteArray> RawSocket::readLine(std::chrono::milliseconds deadline)
{
    const auto until = SteadyClock::now() + deadline;
    while (!m_buffer.contains('\n')) {
        if (receive(until) != Received::Bytes)
            return std::nullopt;
    }
    const auto end = m_buffer.indexOf('\n');
    QByteArray line = m_buffer.first(end);
    m_buffer.remove(0, end + 1);
    return line;
}

std::optional<QByteArray> RawSocket::read(qsizetype count, std::chrono::milliseconds deadline)
{
    const auto until = SteadyClock::now() + deadline;
    while (m_buffer.size() < count) {
        if (receive(until) != Received::Bytes)
            return std::nullopt;
    }
    QByteArray bytes = m_buffer.first(count);
    m_buffer.remove(0, count);
    return bytes;
}

bool RawSocket::isSilentFor(std::chrono::milliseconds duration)
{
    if (!m_buffer.isEmpty())
        return false;
    const auto until = SteadyClock::now() + duration;
    const auto received = receive(until);
    return received == Received::Nothing || (received == Received::End && m_buffer.isEmpty());
}

bool RawSocket::isClosedByOther(std::chrono::milliseconds deadline)
{
    const auto until = SteadyClock::now() + deadline;
    Received received = Received::Bytes;
    while (received == Received::Bytes)
        received = receive(until);
    return received == Received::End;
}

RawSocket::Received RawSocket::receive(Instant until)
{
    pollfd waiting{m_descriptor, POLLIN, 0};
    int ready = -1;
    do {
        ready = ::poll(&waiting, 1, millisecondsUntil(until));
    } while (ready < 0 && errno == EINTR);
    if (ready <= 0)
        return Received::Nothing;
    std::array<char, 65'536> bytes{};
    const auto count = ::recv(m_descriptor, bytes.data(), bytes.size(), 0);
    if (count <= 0)
        return Received::End;
    m_buffer.append(bytes.data(), count);
    return Received::Bytes;
}

} // namespace ft::test
