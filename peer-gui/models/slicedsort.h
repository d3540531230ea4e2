#pragma once

#include "peer-gui/models/resultstore.h"

#include <functional>
#include <vector>

namespace ft::models {

/// Sorts contents bit by bit, so that whoever sorts many can do other things in between.
class SlicedSort final
{
public:
    /// A strict order, the same until the end.
    using Less = std::function<bool(ContentId, ContentId)>;

    SlicedSort(std::vector<ContentId> items, Less less);

    [[nodiscard]] bool isDone() const { return m_width >= m_items.size() && !m_isBlocking; }
    /// Does some thousand comparisons.
    void step();
    /// The sorted list, once it is done.
    [[nodiscard]] std::vector<ContentId> take() { return std::move(m_items); }

private:
    void sortBlock();
    void mergeSome();

    std::vector<ContentId> m_items;
    std::vector<ContentId> m_merged; ///< those of this pass
    Less m_less;
    std::size_t m_width; ///< items that are sorted among themselves
    bool m_isBlocking; ///< the first such stretches are not all sorted yet
    std::size_t m_begin = 0; ///< of the pair of stretches at work, or of the block
    std::size_t m_left = 0; ///< the next item of either
    std::size_t m_right = 0;
};

} // namespace ft::models
