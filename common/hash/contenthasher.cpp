#include "common/hash/contenthasher.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace ft::hash {

ContentHasher::ContentHasher(std::uint64_t expectedSize, Md5 md5)
    : m_pieceSize(pieceSizeFor(expectedSize))
{
    m_layer.reserve(pieceCount(expectedSize, m_pieceSize));
    if (md5 == Md5::With && !m_md5.emplace(Digest::Algorithm::Md5).isUsable())
        m_md5.reset();
}

void ContentHasher::add(std::span<const char> bytes)
{
    while (!bytes.empty()) {
        // One block at a time, so that both hashes read it while it is in the nearest cache.
        const std::uint64_t room = BlockSize - m_size % BlockSize;
        const auto part = bytes.first(std::min<std::uint64_t>(room, bytes.size()));
        m_piece.add(part);
        if (m_md5)
            m_md5->add(part);
        m_size += part.size();
        if (m_size % m_pieceSize == 0)
            closePiece();
        bytes = bytes.subspan(part.size());
    }
}

ContentIdentity ContentHasher::finish()
{
    if (m_size % m_pieceSize != 0)
        closePiece();
    widenPieces();
    ContentIdentity identity;
    identity.root = rootOfLayer(m_layer, m_pieceSize, m_size);
    if (m_md5)
        identity.md5 = m_md5->finish<Md5Sum>();
    identity.size = m_size;
    identity.pieceSize = m_pieceSize;
    identity.pieceLayer = std::move(m_layer);
    return identity;
}

void ContentHasher::closePiece()
{
    m_layer.push_back(m_piece.finish(pieceTreeWidth(m_size, m_pieceSize)));
}

void ContentHasher::widenPieces()
{
    while (m_layer.size() > MaxPieces) {
        const auto level = static_cast<unsigned>(std::countr_zero(m_pieceSize / BlockSize));
        for (std::size_t i = 0; i < m_layer.size(); i += 2) {
            const bool alone = i + 1 == m_layer.size();
            m_layer[i / 2] = combine(m_layer[i], alone ? zeroSubtree(level) : m_layer[i + 1]);
        }
        m_layer.resize((m_layer.size() + 1) / 2);
        m_pieceSize *= 2;
    }
}

} // namespace ft::hash
