#pragma once

#include "tracker/core/gram.h"
#include "tracker/core/postings.h"

#include <vector>

namespace ft::tracker {

/// The postings of a volume that still takes documents.
class OpenVolume final
{
public:
    /// `id` not smaller than in the call before.
    void add(LocalId id, std::span<const Gram> grams);

    [[nodiscard]] Postings postings(Gram gram) const;
    /// Brings what postings() and its result read first nearer to the processor.
    void prefetch(Gram gram) const;
    /// Appends those of every gram from `first` to `last`.
    void appendPostings(std::vector<Postings> &all, Gram first, Gram last) const;
    /// Every gram there is.
    [[nodiscard]] std::vector<Gram> grams() const;

    [[nodiscard]] std::size_t memory() const;

private:
    struct List
    {
        Gram gram = 0;
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::uint32_t count : 31 = 0;
        bool isUsed : 1 = false; ///< else the cell is empty
    };

    [[nodiscard]] std::size_t cellOf(Gram gram) const;
    void append(List &list, LocalId id);
    void grow();
    [[nodiscard]] Postings postingsOf(const List &list) const;

    std::vector<List> m_lists; ///< a hash table of a power of two cells
    std::size_t m_used = 0;
    PostingBlocks m_blocks;
    std::vector<std::size_t> m_cells; ///< of the grams that are being added
};

/// The postings of a full volume, packed.
class SealedVolume final
{
public:
    /// Each gram once.
    void add(Gram gram, const Postings &postings);
    /// Nothing is added any more, and what was is found from here on.
    void finish();

    [[nodiscard]] Postings postings(Gram gram) const;
    void appendPostings(std::vector<Postings> &all, Gram first, Gram last) const;
    [[nodiscard]] std::size_t memory() const;

private:
    struct Cell
    {
        Gram gram = 0;
        std::uint32_t offset = None; ///< into m_bytes
    };
    static constexpr std::uint32_t None = 0xffff'ffff;

    [[nodiscard]] std::size_t cellOf(Gram gram) const;

    std::vector<Cell> m_cells; ///< a hash table once finished; until then in the order of adding
    std::vector<std::uint8_t> m_bytes;
};

} // namespace ft::tracker
