#include "tracker/core/volume.h"

#include <algorithm>

namespace ft::tracker {

namespace {

constexpr std::size_t SmallestTable = 1024;

std::size_t spread(Gram gram)
{
    return gram * 0x9e37'79b1U >> 7U; // Knuth's multiplicative hash; the low bits are the weakest
}

} // namespace

/// In two passes, so that the blocks come from memory all at a time.
void OpenVolume::add(LocalId id, std::span<const Gram> grams)
{
    while ((m_used + grams.size()) * 2 > m_lists.size())
        grow();
    m_cells.clear();
    for (const Gram gram : grams) {
        const auto cell = cellOf(gram);
        List &list = m_lists[cell];
        if (!list.isUsed) {
            list.isUsed = true;
            list.gram = gram;
            ++m_used;
        } else if (list.count > 0) {
            __builtin_prefetch(&m_blocks.at(list.last), 1);
        }
        m_cells.push_back(cell);
    }
    for (const std::size_t cell : m_cells)
        append(m_lists[cell], id);
}

void OpenVolume::append(List &list, LocalId id)
{
    const auto place = list.count % PostingBlock::Entries;
    if (list.count > 0) {
        const auto last = (list.count - 1) % PostingBlock::Entries;
        if (m_blocks.at(list.last).ids[last] == id)
            return;
    }
    if (place == 0) {
        const auto block = m_blocks.append();
        if (list.count == 0)
            list.first = block;
        else
            m_blocks.at(list.last).next = block;
        list.last = block;
    }
    m_blocks.at(list.last).ids[place] = id;
    ++list.count;
}

std::size_t OpenVolume::cellOf(Gram gram) const
{
    const auto mask = m_lists.size() - 1;
    auto cell = spread(gram) & mask;
    while (m_lists[cell].isUsed && m_lists[cell].gram != gram)
        cell = (cell + 1) & mask;
    return cell;
}

void OpenVolume::grow()
{
    const auto old = std::exchange(m_lists,
                                   std::vector<List>(std::max(m_lists.size() * 2, SmallestTable)));
    for (const List &list : old) {
        if (list.isUsed)
            m_lists[cellOf(list.gram)] = list;
    }
}

Postings OpenVolume::postingsOf(const List &list) const
{
    return Postings{m_blocks, list.first, list.count};
}

Postings OpenVolume::postings(Gram gram) const
{
    return m_lists.empty() ? Postings{} : postingsOf(m_lists[cellOf(gram)]);
}

void OpenVolume::prefetch(Gram gram) const
{
    const List &list = m_lists[cellOf(gram)];
    if (list.count > 0)
        __builtin_prefetch(&m_blocks.at(list.first));
}

void OpenVolume::appendPostings(std::vector<Postings> &all, Gram first, Gram last) const
{
    for (const List &list : m_lists) {
        if (list.count > 0 && list.gram >= first && list.gram <= last)
            all.push_back(postingsOf(list));
    }
}

std::vector<Gram> OpenVolume::grams() const
{
    std::vector<Gram> grams;
    grams.reserve(m_used);
    for (const List &list : m_lists) {
        if (list.count > 0)
            grams.push_back(list.gram);
    }
    return grams;
}

std::size_t OpenVolume::memory() const
{
    return m_lists.capacity() * sizeof(List) + m_blocks.memory();
}

void SealedVolume::add(Gram gram, const Postings &postings)
{
    m_cells.push_back({gram, static_cast<std::uint32_t>(m_bytes.size())});
    postings.pack(m_bytes);
}

void SealedVolume::finish()
{
    m_bytes.shrink_to_fit();
    const auto added = std::exchange(m_cells, std::vector<Cell>(m_cells.size() * 5 / 4 + 1));
    for (const Cell cell : added)
        m_cells[cellOf(cell.gram)] = cell;
}

/// Where the gram is, or the empty cell where it would be.
std::size_t SealedVolume::cellOf(Gram gram) const
{
    const auto hash = std::uint64_t{gram * 0x9e37'79b1U}; // takes no two grams for one
    auto cell = static_cast<std::size_t>(hash * m_cells.size() >> 32U);
    while (m_cells[cell].offset != None && m_cells[cell].gram != gram)
        cell = cell + 1 == m_cells.size() ? 0 : cell + 1;
    return cell;
}

Postings SealedVolume::postings(Gram gram) const
{
    const Cell &cell = m_cells[cellOf(gram)];
    return cell.offset == None ? Postings{} : Postings{m_bytes.data() + cell.offset};
}

void SealedVolume::appendPostings(std::vector<Postings> &all, Gram first, Gram last) const
{
    for (const Cell cell : m_cells) {
        if (cell.offset != None && cell.gram >= first && cell.gram <= last)
            all.emplace_back(m_bytes.data() + cell.offset);
    }
}

std::size_t SealedVolume::memory() const
{
    return m_cells.capacity() * sizeof(Cell) + m_bytes.capacity();
}

} // namespace ft::tracker
