#include "common/hash/piecehasher.h"

#include <algorithm>
#include <utility>

namespace ft::hash {

void PieceHasher::add(std::span<const char> bytes)
{
    while (!bytes.empty()) {
        const std::uint64_t room = BlockSize - m_bytes % BlockSize;
        const auto part = bytes.first(std::min<std::uint64_t>(room, bytes.size()));
        m_digest.add(part);
        m_bytes += part.size();
        if (part.size() == room)
            closeBlock();
        bytes = bytes.subspan(part.size());
    }
}

NodeHash PieceHasher::finish(std::uint64_t treeWidth)
{
    if (m_bytes == 0 || m_bytes % BlockSize != 0)
        closeBlock();
    m_bytes = 0;
    return m_tree.finish(treeWidth);
}

NodeHash PieceHasher::hashPiece(std::span<const char> bytes, std::uint64_t treeWidth)
{
    thread_local PieceHasher hasher;
    hasher.add(bytes);
    return hasher.finish(treeWidth);
}

void PieceHasher::closeBlock()
{
    m_tree.add(m_digest.finish<NodeHash>());
}

} // namespace ft::hash
