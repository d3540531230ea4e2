#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHashFunctions>

#include <array>
#include <compare>
#include <cstdint>
#include <optional>

namespace ft {

/// A hash value of Size bytes that cannot be mixed up with one that carries another Tag.
template <typename Tag, std::size_t Size>
class HexDigest final
{
public:
    using Bytes = std::array<std::uint8_t, Size>;
    static constexpr std::size_t ByteCount = Size;

    constexpr HexDigest() = default;
    explicit constexpr HexDigest(const Bytes &bytes)
        : m_bytes(bytes)
    {}

    /// Nothing unless the text is exactly 2 * Size hexadecimal digits of either case.
    [[nodiscard]] static std::optional<HexDigest> fromHex(QByteArrayView text)
    {
        if (text.size() != static_cast<qsizetype>(Size) * 2)
            return std::nullopt;
        Bytes bytes{};
        for (std::size_t i = 0; i < Size; ++i) {
            const auto place = static_cast<qsizetype>(i) * 2;
            const int high = nibble(text[place]);
            const int low = nibble(text[place + 1]);
            if (high < 0 || low < 0)
                return std::nullopt;
            bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
        }
        return HexDigest{bytes};
    }

    [[nodiscard]] constexpr const Bytes &bytes() const { return m_bytes; }

    /// Lower-case hexadecimal digits, 2 * Size of them.
    [[nodiscard]] QByteArray hex() const
    {
        QByteArray text;
        appendHex(text);
        return text;
    }

    void appendHex(QByteArray &out) const
    {
        constexpr const char *Digits = "0123456789abcdef";
        std::array<char, 2 * Size> text{};
        for (std::size_t i = 0; i < Size; ++i) {
            text[2 * i] = Digits[m_bytes[i] >> 4U];
            text[2 * i + 1] = Digits[m_bytes[i] & 0xfU];
        }
        out.append(text.data(), static_cast<qsizetype>(text.size()));
    }

    // clang-tidy 14 takes the 0 of a defaulted comparison for a pointer.
    // NOLINTNEXTLINE(modernize-use-nullptr)
    auto operator<=>(const HexDigest &) const = default;
    bool operator==(const HexDigest &) const = default;

private:
    /// The value of each character that is a hexadecimal digit, -1 of the others.
    static constexpr auto Nibbles = [] {
        std::array<std::int8_t, 256> values{};
        values.fill(-1);
        for (std::uint8_t i = 0; i < 10; ++i)
            values[static_cast<std::size_t>('0') + i] = static_cast<std::int8_t>(i);
        for (std::uint8_t i = 0; i < 6; ++i) {
            values[static_cast<std::size_t>('a') + i] = static_cast<std::int8_t>(10 + i);
            values[static_cast<std::size_t>('A') + i] = static_cast<std::int8_t>(10 + i);
        }
        return values;
    }();
    [[nodiscard]] static constexpr int nibble(char digit)
    {
        return Nibbles[static_cast<unsigned char>(digit)];
    }

    Bytes m_bytes{};
};

/// Seeded: a digest that came from the network may be made up to collide with others.
template <typename Tag, std::size_t Size>
[[nodiscard]] std::size_t qHash(const HexDigest<Tag, Size> &digest, std::size_t seed = 0)
{
    return qHashBits(digest.bytes().data(), Size, seed);
}

} // namespace ft

template <typename Tag, std::size_t Size>
struct std::hash<ft::HexDigest<Tag, Size>>
{
    std::size_t operator()(const ft::HexDigest<Tag, Size> &digest) const
    {
        return qHash(digest, QHashSeed::globalSeed());
    }
};
