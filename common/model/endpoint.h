#pragma once

#include <QByteArrayView>
#include <QHostAddress>
#include <QString>

#include <cstdint>
#include <optional>

namespace ft {

/// An IP address as it stands on the wire and in settings: `10.0.0.4`, `2001:db8::1` or
/// `fe80::1%eth0`; an IPv4 address mapped into IPv6 becomes the IPv4 address it is.
///
/// Stricter than QHostAddress: no short forms (`10.1`), no octal, no interface names but of 1 to 15
/// of `A-Z a-z 0-9 . _ -`.
[[nodiscard]] std::optional<QHostAddress> parseAddress(QByteArrayView text);

/// An address and a TCP port where a program answers.
struct Endpoint
{
    QHostAddress address;
    std::uint16_t port = 0;

    /// `10.0.0.4:1234` or `[fe80::1]:1234`; nothing when the text is neither, or the port is 0.
    [[nodiscard]] static std::optional<Endpoint> parse(QStringView text);
    [[nodiscard]] QString toString() const;

    bool operator==(const Endpoint &) const = default;
};

/// An IPv4 address that arrived mapped into IPv6 (::ffff:10.0.0.4) as the IPv4 address it is.
[[nodiscard]] QHostAddress withoutMapping(const QHostAddress &address);

/// Where something is to be reached by name: `studio.example:1234`, resolved later.
struct HostPort
{
    QString host;
    std::uint16_t port = 0;

    /// `HOST`, `HOST:PORT`, `[V6]` or `[V6]:PORT`; nothing when the host is empty or has spaces or
    /// controls, the brackets hold no IPv6 address, or the port is not 1..65535.
    [[nodiscard]] static std::optional<HostPort> parse(QStringView text, std::uint16_t defaultPort);
    [[nodiscard]] QString toString() const;

    bool operator==(const HostPort &) const = default;
};

} // namespace ft
