#include "common/model/endpoint.h"

#include <QStringBuilder>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <utility>

namespace ft {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isScopeByte(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_'
           || c == '-';
}

/// A decimal number without sign, spaces or leading zeros.
std::optional<std::uint32_t> parsePlain(QByteArrayView digits, std::uint32_t most)
{
    if (digits.isEmpty() || digits.size() > 9 || (digits.size() > 1 && digits.front() == '0'))
        return std::nullopt;
    std::uint32_t number = 0;
    for (const char digit : digits) {
        if (!isDigit(digit))
            return std::nullopt;
        number = number * 10 + static_cast<std::uint32_t>(digit - '0');
    }
    return number <= most ? std::optional{number} : std::nullopt;
}

std::optional<std::uint16_t> parsePort(QStringView text)
{
    const auto port = parsePlain(text.toUtf8(), 65'535);
    if (!port || *port == 0)
        return std::nullopt;
    return static_cast<std::uint16_t>(*port);
}

std::optional<QHostAddress> parseV4(QByteArrayView text)
{
    quint32 address = 0;
    for (int part = 0; part < 4; ++part) {
        const auto dot = part < 3 ? text.indexOf('.') : text.size();
        const auto byte = dot < 0 ? std::nullopt : parsePlain(text.first(dot), 255);
        if (!byte)
            return std::nullopt;
        address = address << 8U | *byte;
        text = part < 3 ? text.sliced(dot + 1) : QByteArrayView{};
    }
    return QHostAddress{address};
}

std::optional<QHostAddress> parseV6(QByteArrayView text)
{
    constexpr qsizetype MaxScope = 15; // IFNAMSIZ without its zero
    if (!text.contains(':'))
        return std::nullopt;
    const auto percent = text.indexOf('%');
    const auto digits = percent < 0 ? text : text.first(percent);
    const auto isAddressByte = [](char c) {
        return isHexDigit(c) || c == ':' || c == '.';
    };
    if (!std::all_of(digits.begin(), digits.end(), isAddressByte))
        return std::nullopt;
    QHostAddress address{QString::fromLatin1(digits)};
    if (address.isNull())
        return std::nullopt;
    if (percent < 0)
        return withoutMapping(address);
    const auto scope = text.sliced(percent + 1);
    if (scope.isEmpty() || scope.size() > MaxScope
        || !std::all_of(scope.begin(), scope.end(), isScopeByte))
        return std::nullopt;
    address.setScopeId(QString::fromLatin1(scope));
    return address;
}

bool isHostText(QStringView host)
{
    return !host.isEmpty() && std::none_of(host.begin(), host.end(), [](QChar c) {
        return c.isSpace() || !c.isPrint();
    });
}

/// A host, and what stands behind it: nothing, or a colon and more.
std::optional<std::pair<QStringView, QStringView>> splitPort(QStringView text)
{
    const bool bracketed = text.startsWith(u'[');
    const auto end = text.indexOf(bracketed ? u']' : u':');
    if (bracketed && end < 0)
        return std::nullopt;
    if (end < 0)
        return isHostText(text) ? std::optional{std::pair{text, QStringView{}}} : std::nullopt;
    const auto host = bracketed ? text.sliced(1, end - 1) : text.first(end);
    const auto rest = text.sliced(bracketed ? end + 1 : end);
    const bool valid = bracketed ? parseV6(host.toUtf8()).has_value() : isHostText(host);
    if (!valid || !(rest.isEmpty() || rest.startsWith(u':')))
        return std::nullopt;
    return std::pair{host, rest};
}

QString joined(const QString &host, std::uint16_t port)
{
    const QString number = QString::number(port);
    if (host.contains(u':'))
        return u'[' % host % u"]:" % number;
    return host % u':' % number;
}

} // namespace

std::optional<QHostAddress> parseAddress(QByteArrayView text)
{
    return text.contains(':') ? parseV6(text) : parseV4(text);
}

std::optional<Endpoint> Endpoint::parse(QStringView text)
{
    const auto named = HostPort::parse(text, 0);
    if (!named || named->port == 0)
        return std::nullopt;
    const auto address = parseAddress(named->host.toUtf8());
    if (!address)
        return std::nullopt;
    return Endpoint{*address, named->port};
}

QString Endpoint::toString() const
{
    return joined(address.toString(), port);
}

QHostAddress withoutMapping(const QHostAddress &address)
{
    // Not by toIPv4Address(): for it, `::` is 0.0.0.0.
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    const auto bytes = address.toIPv6Address();
    constexpr std::array<quint8, 12> Prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (!std::equal(Prefix.begin(), Prefix.end(), &bytes.c[0]))
        return address;
    return QHostAddress{qFromBigEndian<quint32>(&bytes.c[Prefix.size()])};
}

std::optional<HostPort> HostPort::parse(QStringView text, std::uint16_t defaultPort)
{
    const auto parts = splitPort(text);
    if (!parts)
        return std::nullopt;
    const QString host = parts->first.toString();
    if (parts->second.isEmpty())
        return HostPort{host, defaultPort};
    const auto port = parsePort(parts->second.sliced(1));
    if (!port)
        return std::nullopt;
    return HostPort{host, *port};
}

QString HostPort::toString() const
{
    return joined(host, port);
}

} // namespace ft
