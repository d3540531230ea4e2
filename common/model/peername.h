#pragma once

#include "common/model/endpoint.h"
#include "common/model/hostname.h"

#include <optional>
#include <variant>

namespace ft {

/// What a peer is called: the host name it bears, or where it serves when it has none, as peers of
/// the classic dialect.
class PeerName final
{
public:
    PeerName(HostName host) // NOLINT(google-explicit-constructor): every host name is one
        : m_name(std::move(host))
    {}
    PeerName(const Endpoint &endpoint) // NOLINT(google-explicit-constructor): so is an endpoint
        : m_name(endpoint)
    {}
    /// A host name, or `ADDRESS:PORT`; nothing when it is neither.
    [[nodiscard]] static std::optional<PeerName> parse(QStringView text);

    /// Null for a peer without one.
    [[nodiscard]] const HostName *host() const { return std::get_if<HostName>(&m_name); }
    [[nodiscard]] std::optional<HostName> optionalHost() const;
    [[nodiscard]] QString toString() const;
    /// What tables go by: different for different names, whatever their case.
    [[nodiscard]] QByteArray key() const;

    bool operator==(const PeerName &) const = default;

private:
    std::variant<HostName, Endpoint> m_name;
};

} // namespace ft
