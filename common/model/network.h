#pragma once

#include <QHostAddress>
#include <QString>

#include <optional>

namespace ft {

/// One address, or all that share its first bits: `10.0.0.4`, `10.0.0.0/24`, `2001:db8::/32`.
class Network final
{
public:
    /// Nothing when the text is neither an address nor a network. Bits behind the prefix are
    /// dropped: `10.0.0.7/24` is `10.0.0.0/24`.
    [[nodiscard]] static std::optional<Network> parse(QStringView text);
    /// The network of `bits` bits that an address lies in; nothing when it cannot have so many.
    [[nodiscard]] static std::optional<Network> around(const QHostAddress &address, int bits);

    [[nodiscard]] bool contains(const QHostAddress &address) const;

    [[nodiscard]] const QHostAddress &address() const { return m_address; }
    [[nodiscard]] int bits() const { return m_bits; }
    /// Without the prefix length when that is the whole address.
    [[nodiscard]] QString toString() const;

    bool operator==(const Network &) const = default;

private:
    Network(const QHostAddress &address, int bits)
        : m_address(address)
        , m_bits(bits)
    {}

    QHostAddress m_address;
    int m_bits;
};

} // namespace ft
