#include "common/net/socketaddress.h"

#include <QtEndian>

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <net/if.h>
#include <netinet/in.h>

namespace ft::net {

namespace {

std::uint32_t scopeOf(const QHostAddress &address)
{
    const QByteArray scope = address.scopeId().toLatin1();
    bool isNumber = false;
    const auto number = scope.toUInt(&isNumber);
    return isNumber ? number : ::if_nametoindex(scope.constData());
}

template <typename Address>
void store(SocketAddress &to, const Address &address)
{
    static_assert(sizeof address <= sizeof to.storage);
    std::memcpy(&to.storage, &address, sizeof address);
    to.length = sizeof address;
}

template <typename Address>
Address loaded(const SocketAddress &from)
{
    Address address{};
    std::memcpy(&address, &from.storage, sizeof address);
    return address;
}

using AddressOf = int (*)(int, sockaddr *, socklen_t *);

QHostAddress addressOf(int descriptor, AddressOf function)
{
    SocketAddress address;
    if (function(descriptor, address.raw(), &address.length) != 0)
        return {};
    return address.endpoint().address;
}

} // namespace

SocketAddress SocketAddress::of(const Endpoint &endpoint)
{
    SocketAddress address;
    if (endpoint.address.protocol() == QAbstractSocket::IPv4Protocol) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = qToBigEndian(endpoint.port);
        v4.sin_addr.s_addr = qToBigEndian(endpoint.address.toIPv4Address());
        store(address, v4);
        return address;
    }
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = qToBigEndian(endpoint.port);
    const Q_IPV6ADDR bytes = endpoint.address.toIPv6Address();
    std::copy(std::begin(bytes.c), std::end(bytes.c), std::begin(v6.sin6_addr.s6_addr));
    v6.sin6_scope_id = scopeOf(endpoint.address);
    store(address, v6);
    return address;
}

Endpoint SocketAddress::endpoint() const
{
    if (storage.ss_family == AF_INET) {
        const auto v4 = loaded<sockaddr_in>(*this);
        return {QHostAddress{qFromBigEndian(v4.sin_addr.s_addr)}, qFromBigEndian(v4.sin_port)};
    }
    if (storage.ss_family != AF_INET6)
        return {};
    return {withoutMapping(QHostAddress{raw()}),
            qFromBigEndian(loaded<sockaddr_in6>(*this).sin6_port)};
}

sockaddr *SocketAddress::raw()
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the type all families share
    return reinterpret_cast<sockaddr *>(&storage);
}

const sockaddr *SocketAddress::raw() const
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the type all families share
    return reinterpret_cast<const sockaddr *>(&storage);
}

QHostAddress remoteAddress(int descriptor)
{
    return addressOf(descriptor, ::getpeername);
}

QHostAddress localAddress(int descriptor)
{
    return addressOf(descriptor, ::getsockname);
}

} // namespace ft::net
