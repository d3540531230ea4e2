#include "common/model/peername.h"

namespace ft {

std::optional<PeerName> PeerName::parse(QStringView text)
{
    // No host name holds a colon, and no endpoint goes without.
    if (auto host = HostName::parse(text.toUtf8()))
        return PeerName{*std::move(host)};
    if (const auto endpoint = Endpoint::parse(text))
        return PeerName{*endpoint};
    return std::nullopt;
}

std::optional<HostName> PeerName::optionalHost() const
{
    return host() ? std::optional{*host()} : std::nullopt;
}

QString PeerName::toString() const
{
    return host() ? host()->toString() : std::get<Endpoint>(m_name).toString();
}

QByteArray PeerName::key() const
{
    return host() ? host()->key() : toString().toLatin1();
}

} // namespace ft
