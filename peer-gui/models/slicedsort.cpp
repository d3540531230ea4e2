#include "peer-gui/models/slicedsort.h"

#include <algorithm>

namespace ft::models {

namespace {

constexpr std::size_t Block = 512;
constexpr int MergedPerStep = 2'048;

} // namespace

SlicedSort::SlicedSort(std::vector<ContentId> items, Less less)
    : m_items(std::move(items))
    , m_less(std::move(less))
    , m_width(Block)
    , m_isBlocking(m_items.size() > 1)
{}

void SlicedSort::step()
{
    if (m_isBlocking)
        sortBlock();
    else if (!isDone())
        mergeSome();
}

void SlicedSort::sortBlock()
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

void SlicedSort::mergeSome()
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
