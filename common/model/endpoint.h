#pragma once

#include <QHostAddress>
#include <QString>

#include <cstdint>
#include <optional>

namespace ft {

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

    /// `HOST`, `HOST:PORT`, `[V6]` or `[V6]:PORT`; nothing when the host is empty or the port
    /// not 1..65535.
    [[nodiscard]] static std::optional<HostPort> parse(QStringView text, std::uint16_t defaultPort);
    [[nodiscard]] QString toString() const;

    bool operator==(const HostPort &) const = default;
};

} // namespace ft
