#include "tests/bench/load/endpoints.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ft::bench {

namespace {

constexpr std::uint32_t FirstSource = 0x7f000002; // 127.0.0.2
constexpr std::uint32_t SourceAddresses = 16'000'000; // of 127.0.0.0/8

QString why(const char *what)
{
    return QStringLiteral("%1: %2").arg(QString::fromUtf8(what),
                                        QString::fromLocal8Bit(std::strerror(errno)));
}

sockaddr_in socketAddress(std::uint32_t address, std::uint16_t port)
{
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_addr.s_addr = htonl(address);
    result.sin_port = htons(port);
    return result;
}

/// The system calls take every kind of address through one base type.
const sockaddr *generic(const sockaddr_in &address)
{
    return reinterpret_cast<const sockaddr *>(&address);
}

void set(int descriptor, int level, int option)
{
    const int on = 1;
    ::setsockopt(descriptor, level, option, &on, sizeof on);
}

} // namespace

Result<void, QString> allowDescriptors(std::uint64_t count)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= count)
        return {};
    limit.rlim_cur = count;
    if (limit.rlim_max < count)
        limit.rlim_max = count;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
        return tl::unexpected(
            QStringLiteral("cannot open %1 descriptors; raise `ulimit -n` first").arg(count));
    return {};
}

Result<int, QString> beginConnection(const Endpoint &target, std::uint32_t number)
{
    bool isV4 = false;
    const std::uint32_t address = target.address.toIPv4Address(&isV4);
    if (!isV4)
        return tl::unexpected(QStringLiteral("%1 is no IPv4 address").arg(target.toString()));
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return tl::unexpected(why("socket"));
    set(descriptor, IPPROTO_TCP, TCP_NODELAY);
    if (target.address.isLoopback()) {
        set(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT);
        const auto source = socketAddress(FirstSource + number % SourceAddresses, 0);
        ::bind(descriptor, generic(source), sizeof source);
    }
    const auto to = socketAddress(address, target.port);
    if (::connect(descriptor, generic(to), sizeof to) != 0 && errno != EINPROGRESS) {
        const QString reason = why("connect");
        ::close(descriptor);
        return tl::unexpected(reason);
    }
    return descriptor;
}

} // namespace ft::bench
