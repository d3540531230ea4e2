#pragma once

#include "common/hash/merkle.h"
#include "common/protocol/fields.h"

#include <cstdint>

namespace ft::engine {

using hash::PieceIndex;

/// How a file of a given size is cut into pieces: the size and place of each.
class PieceLayout final
{
public:
    explicit PieceLayout(std::uint64_t fileSize)
        : m_fileSize(fileSize)
        , m_pieceSize(hash::pieceSizeFor(fileSize))
    {}

    [[nodiscard]] std::uint64_t fileSize() const { return m_fileSize; }
    [[nodiscard]] std::uint64_t pieceSize() const { return m_pieceSize; }

    /// 0 for the empty file.
    [[nodiscard]] std::uint32_t count() const { return hash::pieceCount(m_fileSize, m_pieceSize); }

    [[nodiscard]] protocol::ByteRange rangeOf(PieceIndex piece) const
    {
        return {std::uint64_t{piece.value()} * m_pieceSize,
                hash::pieceLength(m_fileSize, m_pieceSize, piece)};
    }

private:
    std::uint64_t m_fileSize;
    std::uint64_t m_pieceSize;
};

} // namespace ft::engine
