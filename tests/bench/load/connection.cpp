#include "tests/bench/load/connection.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace ft::bench {

namespace {

bool wouldBlock()
{
    return errno == EAGAIN || errno == EINTR || errno == ENOTCONN;
}

} // namespace

Connection::Connection(int descriptor,
                       std::uint32_t index,
                       const Dialect &dialect,
                       Dialect::Opening opening)
    : m_descriptor(descriptor)
    , m_index(index)
    , m_dialect(dialect)
    , m_out(std::move(opening.bytes))
    , m_openingReplies(opening.replies)
{}

Connection::~Connection()
{
    hangUp();
}

void Connection::hangUp()
{
    if (const int descriptor = std::exchange(m_descriptor, -1); descriptor >= 0)
        ::close(descriptor);
}

Connection::Io Connection::flush()
{
    while (m_sent < m_out.size()) {
        const auto count = ::send(m_descriptor,
                                  m_out.data() + m_sent,
                                  m_out.size() - m_sent,
                                  MSG_NOSIGNAL);
        if (count < 0)
            return wouldBlock() ? Io::Blocked : Io::Gone;
        m_sent += static_cast<std::size_t>(count);
    }
    if (m_out.capacity() > std::size_t{1} << 20U)
        m_out = std::string{};
    m_out.clear();
    m_sent = 0;
    return Io::Fine;
}

Connection::Io Connection::receive()
{
    static thread_local std::array<char, 262'144> bytes;
    m_in.erase(0, m_taken);
    m_taken = 0;
    const auto count = ::recv(m_descriptor, bytes.data(), bytes.size(), 0);
    if (count < 0)
        return wouldBlock() ? Io::Blocked : Io::Gone;
    if (count == 0)
        return Io::Gone;
    m_in.append(bytes.data(), static_cast<std::size_t>(count));
    return static_cast<std::size_t>(count) < bytes.size() ? Io::Blocked : Io::Fine;
}

Reply Connection::takeReply()
{
    const auto reply = m_dialect.takeReply(std::string_view{m_in}.substr(m_taken));
    m_taken += reply.consumed;
    return reply;
}

} // namespace ft::bench
