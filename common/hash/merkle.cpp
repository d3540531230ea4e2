#include "common/hash/merkle.h"

#include "common/hash/digest.h"
#include "common/hash/treebuilder.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace ft::hash {

namespace {

constexpr unsigned Levels = 64;

Digest &digestOfThisThread()
{
    thread_local Digest digest{Digest::Algorithm::Sha256};
    return digest;
}

std::array<NodeHash, Levels> makeZeroSubtrees()
{
    std::array<NodeHash, Levels> subtrees;
    for (unsigned level = 1; level < Levels; ++level)
        subtrees.at(level) = combine(subtrees.at(level - 1), subtrees.at(level - 1));
    return subtrees;
}

std::span<const char> charsOf(const NodeHash &hash)
{
    const auto bytes = std::as_bytes(std::span{hash.bytes()});
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes read as char are defined.
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

} // namespace

std::uint64_t pieceSizeFor(std::uint64_t fileSize)
{
    const std::uint64_t least = fileSize / MaxPieces + (fileSize % MaxPieces == 0 ? 0 : 1);
    return std::bit_ceil(std::max(least, MinPieceSize));
}

std::uint32_t pieceCount(std::uint64_t fileSize, std::uint64_t pieceSize)
{
    const std::uint64_t count = fileSize / pieceSize + (fileSize % pieceSize == 0 ? 0 : 1);
    constexpr std::uint64_t Most = std::numeric_limits<std::uint32_t>::max();
    return static_cast<std::uint32_t>(std::min(count, Most));
}

std::uint64_t pieceLength(std::uint64_t fileSize, std::uint64_t pieceSize, PieceIndex piece)
{
    if (piece.value() >= pieceCount(fileSize, pieceSize))
        return 0;
    return std::min(pieceSize, fileSize - piece.value() * pieceSize);
}

std::uint64_t pieceTreeWidth(std::uint64_t fileSize, std::uint64_t pieceSize)
{
    if (fileSize > pieceSize)
        return pieceSize / BlockSize;
    return std::bit_ceil(std::max<std::uint64_t>(pieceCount(fileSize, BlockSize), 1));
}

NodeHash hashBlock(std::span<const char> bytes)
{
    Digest &digest = digestOfThisThread();
    digest.add(bytes);
    return digest.finish<NodeHash>();
}

NodeHash combine(const NodeHash &left, const NodeHash &right)
{
    std::array<char, 2 * NodeHash::ByteCount> both; // NOLINT(*-member-init): filled right below
    std::ranges::copy(charsOf(right), std::ranges::copy(charsOf(left), both.begin()).out);
    return hashBlock(both);
}

const NodeHash &zeroSubtree(unsigned level)
{
    static const auto subtrees = makeZeroSubtrees();
    return subtrees.at(level);
}

NodeHash subtreeRoot(std::span<const NodeHash> leaves, std::size_t width)
{
    TreeBuilder tree;
    for (const NodeHash &leaf : leaves)
        tree.add(leaf);
    return tree.finish(width);
}

ContentHash rootOfLayer(std::span<const NodeHash> layer,
                        std::uint64_t pieceSize,
                        std::uint64_t fileSize)
{
    Q_ASSERT(std::has_single_bit(pieceSize) && pieceSize >= BlockSize);
    Q_ASSERT(layer.size() == pieceCount(fileSize, pieceSize));
    if (layer.empty())
        return ContentHash{hashBlock({}).bytes()};
    if (layer.size() == 1)
        return ContentHash{layer.front().bytes()};
    TreeBuilder tree{static_cast<unsigned>(std::countr_zero(pieceSize / BlockSize))};
    for (const NodeHash &piece : layer)
        tree.add(piece);
    return ContentHash{tree.finish(std::bit_ceil(layer.size())).bytes()};
}

bool layerMatches(std::span<const NodeHash> layer,
                  std::uint64_t pieceSize,
                  std::uint64_t fileSize,
                  const ContentHash &root)
{
    return std::has_single_bit(pieceSize) && pieceSize >= BlockSize
           && layer.size() == pieceCount(fileSize, pieceSize)
           && rootOfLayer(layer, pieceSize, fileSize) == root;
}

} // namespace ft::hash
