#pragma once

#include "common/hash/digest.h"
#include "common/hash/merkle.h"
#include "common/hash/treebuilder.h"

#include <cstdint>
#include <span>

namespace ft::hash {

/// Hashes one piece after another, from bytes that come in stretches of any length.
///
/// For one thread at a time. Allocates nothing after construction.
class PieceHasher final
{
public:
    void add(std::span<const char> bytes);

    /// Bytes added since the last finish().
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

    /// The node over the piece's blocks, padded to `treeWidth` leaves as pieceTreeWidth() gives it;
    /// then starts anew. More bytes than that many blocks hold give the node of a wider tree, so
    /// they match no piece of the file. No bytes at all count as one empty block.
    [[nodiscard]] NodeHash finish(std::uint64_t treeWidth);

    /// The same for a piece that lies in memory as a whole. Callable from any thread at once.
    [[nodiscard]] static NodeHash hashPiece(std::span<const char> bytes, std::uint64_t treeWidth);

private:
    void closeBlock();

    Digest m_digest{Digest::Algorithm::Sha256};
    TreeBuilder m_tree;
    std::uint64_t m_bytes = 0;
};

} // namespace ft::hash
