#pragma once

#include "common/base/strong.h"
#include "common/model/contenthash.h"

#include <cstddef>
#include <cstdint>
#include <span>

/// The Merkle tree of BEP 52 (https://www.bittorrent.org/beps/bep_0052.html) over a file's bytes.
///
/// Leaves are the SHA-256 of 16 KiB blocks, the last one shorter and not padded. Above them every
/// node is the SHA-256 of its two children, over as many leaves as a power of two, the missing ones
/// being 32 zero bytes. A file larger than one piece is made of pieces of a power of two of blocks;
/// the nodes over them are its piece layer, and its tree is wide enough for whole pieces. A file of
/// at most one piece is padded to the next power of two of its own blocks, and its only piece hash
/// is the root. The empty file has no piece; its root is the SHA-256 of no bytes.
namespace ft::hash {

/// Bytes of one block, the last of a file excepted.
inline constexpr std::uint64_t BlockSize = 16'384;

/// Bytes of the smallest piece.
inline constexpr std::uint64_t MinPieceSize = 1ULL << 20U;

/// Pieces of one file at most: its piece layer has at most 4 MiB, and a file of 1 TiB still has
/// pieces of 8 MiB, of which many fit in memory at once.
inline constexpr std::uint64_t MaxPieces = 131'072;

/// Which piece of a file, from 0.
using PieceIndex = Strong<struct PieceIndexTag, std::uint32_t>;

/// Bytes of a piece of a file of this size: a power of two, at least MinPieceSize, and as much
/// larger as MaxPieces asks.
[[nodiscard]] std::uint64_t pieceSizeFor(std::uint64_t fileSize);

/// Pieces of a file, the last one shorter; 0 for the empty file. `pieceSize` is not 0. A number
/// past 32 bits, which no file of pieceSizeFor() pieces has, is given as the largest.
[[nodiscard]] std::uint32_t pieceCount(std::uint64_t fileSize, std::uint64_t pieceSize);

/// Bytes of one piece: `pieceSize`, or what is left for the last one. 0 past the end.
[[nodiscard]] std::uint64_t pieceLength(std::uint64_t fileSize,
                                        std::uint64_t pieceSize,
                                        PieceIndex piece);

/// Leaves of the tree over one piece of a file, padding included: a power of two.
[[nodiscard]] std::uint64_t pieceTreeWidth(std::uint64_t fileSize, std::uint64_t pieceSize);

/// SHA-256 of one block's bytes.
[[nodiscard]] NodeHash hashBlock(std::span<const char> bytes);

/// The node over two others.
[[nodiscard]] NodeHash combine(const NodeHash &left, const NodeHash &right);

/// The node over 2^level leaves of padding; `level` is at most 63.
[[nodiscard]] const NodeHash &zeroSubtree(unsigned level);

/// The node over these block hashes, padded to `width` leaves. `width` is a power of two and not
/// less than the number of leaves.
[[nodiscard]] NodeHash subtreeRoot(std::span<const NodeHash> leaves, std::size_t width);

/// The root that a piece layer leads to. `pieceSize` is a power of two of at least BlockSize, and
/// the layer has pieceCount() hashes: a layer that came from elsewhere goes through layerMatches().
[[nodiscard]] ContentHash rootOfLayer(std::span<const NodeHash> layer,
                                      std::uint64_t pieceSize,
                                      std::uint64_t fileSize);

/// Whether this is the piece layer of the content with this root and size: the right number of
/// hashes, leading to the root. Safe on whatever arrived from a peer, a wrong piece size included.
[[nodiscard]] bool layerMatches(std::span<const NodeHash> layer,
                                std::uint64_t pieceSize,
                                std::uint64_t fileSize,
                                const ContentHash &root);

} // namespace ft::hash
