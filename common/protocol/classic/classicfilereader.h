#pragma once

#include <QByteArrayView>

#include <cstdint>

namespace ft::protocol {

/// Tells the bytes of a file from what stands before them in the answer to a `DOWNLOAD`, and
/// whether they are as many as they must be.
///
/// The answer is `FILE:` or `FILE: `, and then the bytes, with or without the end of the connection
/// behind them. Whether a space there belongs to the file only the size decides: it separates when
/// `size` more bytes follow, and is the first of the file when the answer is over one byte earlier.
/// Pure; no clock.
class ClassicFileReader final
{
public:
    enum class Verdict : std::uint8_t {
        Reading, ///< more has to come
        Unsure, ///< one byte more has to come, or the space is the first byte of the file
        Complete, ///< one byte more would be too many
        NotAFile, ///< it does not begin with `FILE:`
        TooFew, ///< over before the file was
        TooMany,
    };

    /// `size` is that of the file, in bytes.
    explicit ClassicFileReader(std::uint64_t size)
        : m_size(size)
    {}

    /// Takes the next bytes of the answer and gives those of them that are the file's; but for the
    /// leading space, in their order. Nothing may be added once it isOver().
    [[nodiscard]] QByteArrayView add(QByteArrayView bytes);
    /// Nothing more comes.
    void end();

    [[nodiscard]] Verdict verdict() const;
    /// Whether no further byte can change the verdict.
    [[nodiscard]] bool isOver() const;
    /// Whether the prefix has come whole.
    [[nodiscard]] bool hasBegun() const { return m_prefixBytes == PrefixSize; }
    /// Whether the file begins with a space that add() did not give: once it is Complete and
    /// ended.
    [[nodiscard]] bool isSpaceFirst() const { return m_isSpaceFirst; }
    /// Bytes that came behind the prefix, without a space that separates.
    [[nodiscard]] std::uint64_t received() const { return m_received; }

private:
    static constexpr qsizetype PrefixSize = 5;

    [[nodiscard]] QByteArrayView skipPrefix(QByteArrayView bytes);

    std::uint64_t m_size;
    std::uint64_t m_received = 0;
    qsizetype m_prefixBytes = 0;
    bool m_isMismatch = false;
    bool m_hasSpace = false; ///< behind the prefix
    bool m_isSpaceFirst = false;
    bool m_isEnded = false;
};

} // namespace ft::protocol
