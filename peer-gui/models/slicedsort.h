#pragma once

#include <algorithm>
#include <functional>
#include <vector>

namespace ft::models {

/// Sorts items bit by bit, so that whoever sorts many can do other things in between.
template <typename Item>
class SlicedSort final
{
public:
    /// A strict order, the same until the end.
    using Less = std::function<bool(Item, Item)>;

    SlicedSort(std::vector<Item> items, Less less);

    [[nodiscard]] bool isDone() const { return m_width >= m_items.size() && !m_isBlocking; }
    /// Does some thousand comparisons.
    void step();
    /// The sorted list, once it is done.
    [[nodiscard]] std::vector<Item> take() { return std::move(m_items); }

private:
    static constexpr std::size_t Block = 512;
    static constexpr int MergedPerStep = 2'048;

    void sortBlock();
    void mergeSome();

    std::vector<Item> m_items;
    std::vector<Item> m_merged; ///< those of this pass
    Less m_less;
    std::size_t m_width; ///< items that are sorted among themselves
    bool m_isBlocking; ///< the first such stretches are not all sorted yet
    std::size_t m_begin = 0; ///< of the pair of stretches at work, or of the block
    std::size_t m_left = 0; ///< the next item of either
    std::size_t m_right = 0;
};

template <typename Item>
SlicedSort<Item>::SlicedSort(std::vector<Item> items, Less less)
    : m_items(std::move(items))
    , m_less(std::move(less))
    , m_width(Block)
    , m_isBlocking(m_items.size() > 1)
{}

template <typename Item>
void SlicedSort<Item>::step()
{
    if (m_isBlocking)
        sortBlock();
    else if (!isDone())
        mergeSome();
}

template <typename Item>
void SlicedSort<Item>::sortBlock()
{
    const auto at = [this](std::size_t i) {
        return m_items.begin() + static_cast<std::ptrdiff_t>(i);
    };
    const std::size_t end = std::min(m_begin + Block, m_items.size());
    std::sort(at(m_begin), at(end), m_less);
    m_begin = end;
    if (m_begin < m_items.size())
        return;
    m_isBlocking = false;
    m_begin = 0;
    m_left = 0;
    m_right = m_width;
    m_merged.reserve(m_items.size());
}

template <typename Item>
void SlicedSort<Item>::mergeSome()
{
    for (int count = 0; count < MergedPerStep; ++count) {
        const std::size_t middle = std::min(m_begin + m_width, m_items.size());
        const std::size_t end = std::min(m_begin + 2 * m_width, m_items.size());
        const bool hasLeft = m_left < middle;
        const bool hasRight = m_right < end;
        if (hasLeft && (!hasRight || !m_less(m_items[m_right], m_items[m_left]))) {
            m_merged.push_back(m_items[m_left++]);
        } else if (hasRight) {
            m_merged.push_back(m_items[m_right++]);
        } else if (end < m_items.size()) {
            m_begin = end;
            m_left = end;
            m_right = std::min(end + m_width, m_items.size());
        } else {
            m_items.swap(m_merged);
            m_merged.clear();
            m_width *= 2;
            m_begin = 0;
            m_left = 0;
            m_right = std::min(m_width, m_items.size());
            return;
        }
    }
}

} // namespace ft::models
