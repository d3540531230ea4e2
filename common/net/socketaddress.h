#pragma once

#include "common/model/endpoint.h"

#include <sys/socket.h>

namespace ft::net {

/// An endpoint as the system's socket functions take and give it.
struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t length = sizeof(sockaddr_storage);

    [[nodiscard]] static SocketAddress of(const Endpoint &endpoint);
    /// Mapped IPv4 addresses become the IPv4 addresses they are.
    [[nodiscard]] Endpoint endpoint() const;

    // As bind(2), connect(2) and getsockname(2) want it.
    [[nodiscard]] sockaddr *raw();
    [[nodiscard]] const sockaddr *raw() const;
};

/// The address a connected socket comes from; null when it is connected no longer.
[[nodiscard]] QHostAddress remoteAddress(int descriptor);
/// The address of this machine that a connected socket came to.
[[nodiscard]] QHostAddress localAddress(int descriptor);

} // namespace ft::net
