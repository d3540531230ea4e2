#pragma once

#include <QByteArrayView>

#include <algorithm>
#include <array>
#include <cstdint>

namespace ft::tracker {

/// What a connection speaks; its first bytes decide, once and for all.
enum class Dialect : std::uint8_t {
    Undecided, ///< it may be more than one
    Lines, ///< ours: one message is one line
    Classic,
    Tls, ///< a TLS handshake record, which this port does not answer
};

/// Decides from the bytes that came first. `isSilent`: no more came for a while, or will come;
/// until then `HELLO` may be the beginning of ours.
[[nodiscard]] constexpr Dialect dialectOf(QByteArrayView firstBytes, bool isSilent)
{
    constexpr char TlsHandshake = 0x16;
    constexpr QByteArrayView OurHello = "HELLO FT/";
    constexpr QByteArrayView ClassicHello = "HELLO";
    constexpr std::array<QByteArrayView, 4> Classic{ClassicHello, "SEARCH", "BYE", "<"};
    const auto begins = [&](QByteArrayView verb) {
        return firstBytes.startsWith(verb);
    };
    const auto mayBegin = [&](QByteArrayView verb) {
        return verb.startsWith(firstBytes);
    };
    if (begins({&TlsHandshake, 1}))
        return Dialect::Tls;
    if (begins(OurHello))
        return Dialect::Lines;
    if (mayBegin(OurHello) && !(isSilent && begins(ClassicHello)))
        return Dialect::Undecided;
    if (std::any_of(Classic.begin(), Classic.end(), begins))
        return Dialect::Classic;
    return std::any_of(Classic.begin(), Classic.end(), mayBegin) ? Dialect::Undecided
                                                                 : Dialect::Lines;
}

} // namespace ft::tracker
