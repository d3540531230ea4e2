#pragma once

#include "common/hash/digest.h"
#include "common/hash/piecehasher.h"
#include "common/model/contenthash.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ft::hash {

/// What a content is known by, and the hashes that let its pieces be checked one by one.
struct ContentIdentity
{
    ContentHash root;
    std::optional<Md5Sum> md5; ///< absent when not asked for, or forbidden on this machine (FIPS)
    std::uint64_t size = 0; ///< bytes
    std::uint64_t pieceSize = MinPieceSize; ///< pieceSizeFor(size) when the expected size was right
    std::vector<NodeHash> pieceLayer; ///< one hash per piece; empty for the empty content

    bool operator==(const ContentIdentity &) const = default;
};

/// Computes a content's identity from its bytes, in one pass.
///
/// Keeps the piece layer and one hash per level of a piece's tree. For one thread at a time; knows
/// nothing of files.
class ContentHasher final
{
public:
    enum class Md5 { With, Without };

    /// `expectedSize` decides the piece size. A content that turns out longer gets larger pieces as
    /// far as MaxPieces asks; one that turns out shorter keeps the pieces it has.
    explicit ContentHasher(std::uint64_t expectedSize, Md5 md5 = Md5::With);

    /// The next bytes, a stretch of any length.
    void add(std::span<const char> bytes);

    /// Bytes added so far.
    [[nodiscard]] std::uint64_t size() const { return m_size; }

    /// What was added. The hasher may not be used afterwards.
    [[nodiscard]] ContentIdentity finish();

private:
    void closePiece();
    void widenPieces();

    std::uint64_t m_pieceSize;
    std::uint64_t m_size = 0;
    PieceHasher m_piece;
    std::vector<NodeHash> m_layer;
    std::optional<Digest> m_md5;
};

} // namespace ft::hash
