#include "common/model/network.h"

#include "common/model/endpoint.h"

#include <QStringBuilder>

#include <algorithm>

namespace ft {

namespace {

constexpr int BitsPerByte = 8;
constexpr int BitsOfIPv4 = 32;
constexpr int BitsOfIPv6 = 128;

int bitsOf(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv4Protocol ? BitsOfIPv4 : BitsOfIPv6;
}

quint32 masked(quint32 address, int bits)
{
    return bits == 0 ? 0 : address & ~quint32{0} << (BitsOfIPv4 - bits);
}

Q_IPV6ADDR masked(Q_IPV6ADDR address, int bits)
{
    for (int i = 0; i < BitsOfIPv6 / BitsPerByte; ++i) {
        const int kept = std::clamp(bits - i * BitsPerByte, 0, BitsPerByte);
        address[i] &= static_cast<quint8>(0xff00U >> static_cast<unsigned>(kept));
    }
    return address;
}

std::optional<int> parseBits(QStringView text)
{
    bool ok = false;
    const int bits = text.toInt(&ok);
    const bool isPlain = std::all_of(text.begin(), text.end(), [](QChar c) {
        return c >= u'0' && c <= u'9';
    });
    return ok && isPlain ? std::optional{bits} : std::nullopt;
}

} // namespace

std::optional<Network> Network::parse(QStringView text)
{
    const auto slash = text.indexOf(u'/');
    const auto address = parseAddress(text.first(slash < 0 ? text.size() : slash).toUtf8());
    if (!address)
        return std::nullopt;
    if (slash < 0)
        return Network{*address, bitsOf(*address)};
    const auto bits = parseBits(text.sliced(slash + 1));
    return bits ? around(*address, *bits) : std::nullopt;
}

std::optional<Network> Network::around(const QHostAddress &address, int bits)
{
    if (bits < 0 || bits > bitsOf(address))
        return std::nullopt;
    if (bits == bitsOf(address))
        return Network{address, bits};
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return Network{QHostAddress{masked(address.toIPv4Address(), bits)}, bits};
    return Network{QHostAddress{masked(address.toIPv6Address(), bits)}, bits};
}

bool Network::contains(const QHostAddress &address) const
{
    if (address.protocol() != m_address.protocol())
        return false;
    return m_bits == bitsOf(m_address) ? address == m_address
                                       : around(address, m_bits)->m_address == m_address;
}

QString Network::toString() const
{
    const QString address = m_address.toString();
    return m_bits == bitsOf(m_address) ? address
                                       : QString{address % u'/' % QString::number(m_bits)};
}

} // namespace ft
