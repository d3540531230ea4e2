#include "common/hash/treebuilder.h"

#include "common/hash/merkle.h"

#include <QtGlobal>

#include <algorithm>
#include <bit>
#include <utility>

namespace ft::hash {

void TreeBuilder::add(NodeHash hash)
{
    const auto joins = static_cast<unsigned>(std::countr_one(m_count));
    for (unsigned level = 0; level < joins; ++level)
        hash = combine(m_subtrees.at(level), hash);
    m_subtrees.at(joins) = hash;
    ++m_count;
}

NodeHash TreeBuilder::finish(std::uint64_t width)
{
    Q_ASSERT(std::has_single_bit(width));
    const std::uint64_t count = std::exchange(m_count, 0);
    if (count == 0)
        return zeroSubtree(m_baseLevel + static_cast<unsigned>(std::countr_zero(width)));
    const auto height = static_cast<unsigned>(
        std::countr_zero(std::max(width, std::bit_ceil(count))));

    // From the lowest complete subtree upward: what is stored stands left, padding right.
    auto level = static_cast<unsigned>(std::countr_zero(count));
    NodeHash node = m_subtrees.at(level);
    const std::uint64_t rest = count & (count - 1);
    for (; level < height; ++level) {
        const bool hasLeft = ((rest >> level) & 1U) != 0;
        node = hasLeft ? combine(m_subtrees.at(level), node)
                       : combine(node, zeroSubtree(m_baseLevel + level));
    }
    return node;
}

} // namespace ft::hash
