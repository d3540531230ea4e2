#pragma once

#include <QByteArrayView>

#include <cstdint>

namespace ft::tracker {

/// What a connection speaks; its first bytes decide, once and for all.
enum class Dialect : std::uint8_t {
    Undecided, ///< no byte has come yet
    Lines, ///< ours: one message is one line
    Tls, ///< a TLS handshake record, which this port does not answer
};

/// Decides from the bytes that came first.
[[nodiscard]] constexpr Dialect dialectOf(QByteArrayView firstBytes)
{
    constexpr char TlsHandshake = 0x16;
    if (firstBytes.isEmpty())
        return Dialect::Undecided;
    return firstBytes.front() == TlsHandshake ? Dialect::Tls : Dialect::Lines;
}

} // namespace ft::tracker
