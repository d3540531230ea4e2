#pragma once

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

/// The Merkle tree of BEP 52, level by level over another SHA-256 than the product's: what the
/// product's own must agree with.
namespace ft::test {

inline QByteArray plainSha256(QByteArrayView bytes)
{
    QCryptographicHash hash{QCryptographicHash::Sha256};
    hash.addData(bytes);
    return hash.result();
}

/// The node over `leaves`, padded to `width` with `padding`.
inline QByteArray plainTree(std::vector<QByteArray> leaves,
                            std::size_t width,
                            const QByteArray &padding = QByteArray(32, '\0'))
{
    leaves.resize(width, padding);
    while (leaves.size() > 1) {
        std::vector<QByteArray> above;
        for (std::size_t i = 0; i < leaves.size(); i += 2)
            above.push_back(plainSha256(QByteArray{leaves[i]}.append(leaves[i + 1])));
        leaves = std::move(above);
    }
    return leaves.front();
}

/// Hashes of the 16 KiB blocks of a content.
inline std::vector<QByteArray> plainBlocks(QByteArrayView content)
{
    constexpr qsizetype Block = 16'384;
    std::vector<QByteArray> hashes;
    for (qsizetype at = 0; at < content.size(); at += Block)
        hashes.push_back(plainSha256(content.sliced(at, std::min(Block, content.size() - at))));
    return hashes;
}

/// The root of a content that is not empty: over all its blocks at once, without pieces.
inline QByteArray plainRoot(QByteArrayView content)
{
    const auto blocks = plainBlocks(content);
    return plainTree(blocks, std::bit_ceil(blocks.size()));
}

/// The same bytes for the same size, on every machine.
inline QByteArray patternOf(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    std::uint32_t state = 1;
    for (char &byte : bytes) {
        state = state * 1'103'515'245U + 12'345U;
        byte = static_cast<char>((state >> 16U) & 0xffU);
    }
    return bytes;
}

} // namespace ft::test
