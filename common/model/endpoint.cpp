#include "common/model/endpoint.h"

#include <QStringBuilder>

namespace ft {

namespace {

std::optional<std::uint16_t> parsePort(QStringView text)
{
    bool ok = false;
    const auto port = text.toUShort(&ok);
    if (!ok || port == 0 || text.startsWith(u'+'))
        return std::nullopt;
    return port;
}

QString joined(const QString &host, std::uint16_t port)
{
    const QString number = QString::number(port);
    if (host.contains(u':'))
        return u'[' % host % u"]:" % number;
    return host % u':' % number;
}

} // namespace

std::optional<Endpoint> Endpoint::parse(QStringView text)
{
    const auto named = HostPort::parse(text, 0);
    if (!named || named->port == 0)
        return std::nullopt;
    Endpoint endpoint{QHostAddress{named->host}, named->port};
    if (endpoint.address.isNull())
        return std::nullopt;
    return endpoint;
}

QString Endpoint::toString() const
{
    return joined(address.toString(), port);
}

QHostAddress withoutMapping(const QHostAddress &address)
{
    bool isMapped = false;
    const quint32 v4 = address.toIPv4Address(&isMapped);
    return isMapped ? QHostAddress{v4} : address;
}

std::optional<HostPort> HostPort::parse(QStringView text, std::uint16_t defaultPort)
{
    QStringView host = text;
    QStringView portText;
    if (text.startsWith(u'[')) {
        const auto close = text.indexOf(u']');
        if (close < 0)
            return std::nullopt;
        host = text.sliced(1, close - 1);
        const auto rest = text.sliced(close + 1);
        if (!rest.isEmpty() && !rest.startsWith(u':'))
            return std::nullopt;
        portText = rest.isEmpty() ? rest : rest.sliced(1);
        if (!rest.isEmpty() && portText.isEmpty())
            return std::nullopt;
    } else if (const auto colon = text.indexOf(u':'); colon >= 0) {
        host = text.first(colon);
        portText = text.sliced(colon + 1);
        if (portText.isEmpty())
            return std::nullopt;
    }
    if (host.isEmpty())
        return std::nullopt;
    if (portText.isEmpty())
        return HostPort{host.toString(), defaultPort};
    const auto port = parsePort(portText);
    if (!port)
        return std::nullopt;
    return HostPort{host.toString(), *port};
}

QString HostPort::toString() const
{
    return joined(host, port);
}

} // namespace ft
