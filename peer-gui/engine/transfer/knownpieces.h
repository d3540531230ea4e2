#pragma once

#include "common/hash/merkle.h"
#include "peer-gui/engine/share/sharedfile.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace ft::engine {

using PieceLayer = std::shared_ptr<const std::vector<NodeHash>>;

/// What is recorded of an unfinished file, for a later run to go on with.
struct KnownPieces
{
    PieceLayer layer; ///< null while unknown
    QByteArray verified; ///< a bit per piece, see bitfieldOf()
    FileStamp stamp; ///< of the unfinished file when these pieces were safe on the disk
};

/// A bit for each piece, in BEP 3's order: the high bit of the first byte is piece 0, spare bits at
/// the end are 0.
[[nodiscard]] inline QByteArray emptyBitfield(std::uint32_t pieces)
{
    return QByteArray((static_cast<qsizetype>(pieces) + 7) / 8, '\0');
}

/// `piece` is within the field.
[[nodiscard]] inline bool hasPiece(const QByteArray &bitfield, hash::PieceIndex piece)
{
    const auto byte = static_cast<unsigned char>(bitfield[piece.value() / 8]);
    return (byte & (0x80U >> (piece.value() % 8))) != 0;
}

/// `piece` is within the field.
inline void setPiece(QByteArray &bitfield, hash::PieceIndex piece, bool isThere)
{
    char &byte = bitfield[static_cast<qsizetype>(piece.value() / 8)];
    const unsigned bit = 0x80U >> (piece.value() % 8);
    const unsigned bits = static_cast<unsigned char>(byte);
    byte = static_cast<char>(isThere ? bits | bit : bits & ~bit);
}

} // namespace ft::engine
