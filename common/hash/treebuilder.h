#pragma once

#include "common/model/contenthash.h"

#include <array>
#include <cstdint>

namespace ft::hash {

/// Builds the node over a row of hashes that come one by one, keeping one hash per level of the
/// tree.
class TreeBuilder final
{
public:
    /// `baseLevel` is the height of the hashes that will be added: 0 for blocks. It decides what
    /// the padding is made of.
    explicit TreeBuilder(unsigned baseLevel = 0)
        : m_baseLevel(baseLevel)
    {}

    void add(NodeHash hash);

    /// Hashes added since the last finish().
    [[nodiscard]] std::uint64_t count() const { return m_count; }

    /// The node over `width` hashes, those not added being padding; then starts anew. `width` is a
    /// power of two; when more were added, it is over the next power of two that holds them.
    [[nodiscard]] NodeHash finish(std::uint64_t width);

private:
    /// Complete subtrees not joined yet: the one of 2^i hashes is there when bit i of m_count is
    /// set.
    std::array<NodeHash, 64> m_subtrees;
    std::uint64_t m_count = 0;
    unsigned m_baseLevel;
};

} // namespace ft::hash
