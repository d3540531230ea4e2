#pragma once

#include <QByteArrayView>

#include <cstdint>
#include <vector>

namespace ft::tracker {

/// A feature of a record by which searches find candidates: three neighbouring bytes of its folded
/// path, the two bytes that begin a word, its extension or its type.
using Gram = std::uint32_t;

/// Whether a byte of a folded text belongs to a word: letters, digits and everything that is not
/// ASCII.
[[nodiscard]] constexpr bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80
           || (byte >= 'A' && byte <= 'Z');
}

[[nodiscard]] constexpr bool isWordStart(QByteArrayView text, qsizetype at)
{
    return isWordByte(text[at]) && (at == 0 || !isWordByte(text[at - 1]));
}

[[nodiscard]] constexpr Gram gramOf(char first, char second, char third)
{
    const auto byte = [](char c) {
        return static_cast<Gram>(static_cast<unsigned char>(c));
    };
    return byte(first) << 16U | byte(second) << 8U | byte(third);
}

/// Stands before the two bytes that begin a word, in a gram of its own; no path contains it.
inline constexpr char WordStartMark = 1;
/// Stands behind the end of a text, so that a gram begins at every byte; no path contains it.
inline constexpr char EndMark = 2;

/// The gram of records whose last component has this extension: small letters, no dot.
[[nodiscard]] Gram extensionGram(QByteArrayView extension);
/// The gram of records of this type.
[[nodiscard]] constexpr Gram typeGram(std::uint32_t type)
{
    return Gram{1} << 24U | (type & 0xff'ffffU);
}

/// What stands behind the last dot of a name; empty when there is none, or nothing before it.
[[nodiscard]] QByteArrayView extensionOf(QByteArrayView name);

/// Appends a gram for every byte of a folded path and one for each start of a word; some may
/// repeat.
void appendGrams(std::vector<Gram> &grams, QByteArrayView text);

/// Appends the grams that every text containing `word` has: none for a word of less than three
/// bytes.
void appendGramsWithin(std::vector<Gram> &grams, QByteArrayView word);

} // namespace ft::tracker
