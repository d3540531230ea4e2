#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ft::tracker {

/// A hash table from 32-bit hashes to 32-bit handles at 8 bytes a cell, 11 to 14 bytes a handle;
/// what a handle stands for, and whether it is the one meant, is the caller's to know.
///
/// Split into parts that grow one at a time and by a quarter, so that no single insertion moves
/// millions of cells and little room stands empty.
class HandleTable final
{
public:
    /// No handle. Never insert it.
    static constexpr std::uint32_t None = 0xffff'ffff;

    /// The handle under this hash for which `isMeant(handle)` holds, else None.
    template <typename IsMeant>
    [[nodiscard]] std::uint32_t find(std::uint32_t hash, IsMeant isMeant) const
    {
        const Part &part = partOf(hash);
        if (part.cells.empty())
            return None;
        for (std::size_t i = part.home(hash);; i = part.after(i)) {
            const Cell cell = part.cells[i];
            if (cell.handle == None)
                return None;
            if (cell.hash == hash && isMeant(cell.handle))
                return cell.handle;
        }
    }

    /// Brings what find() and insert() read nearer to the processor.
    void prefetch(std::uint32_t hash) const
    {
        const Part &part = partOf(hash);
        if (!part.cells.empty())
            __builtin_prefetch(part.cells.data() + part.home(hash));
    }

    /// The caller sees to it that the handle is not in the table yet.
    void insert(std::uint32_t hash, std::uint32_t handle);
    /// Puts another handle in the place of one that is in the table.
    void replace(std::uint32_t hash, std::uint32_t handle, std::uint32_t by);
    /// Takes out a handle that is in the table.
    void erase(std::uint32_t hash, std::uint32_t handle);

    /// Bytes held.
    [[nodiscard]] std::size_t memory() const;

private:
    static constexpr unsigned PartBits = 6;

    struct Cell
    {
        std::uint32_t hash = 0;
        std::uint32_t handle = None;
    };
    struct Part
    {
        std::vector<Cell> cells;
        std::size_t used = 0;

        /// Where a hash belongs: its bits below those that chose the part, scaled to the cells.
        [[nodiscard]] std::size_t home(std::uint32_t hash) const
        {
            return static_cast<std::size_t>(std::uint64_t{hash << PartBits} * cells.size() >> 32U);
        }
        [[nodiscard]] std::size_t after(std::size_t cell) const
        {
            return cell + 1 == cells.size() ? 0 : cell + 1;
        }
        /// Steps of after() from one cell to another.
        [[nodiscard]] std::size_t distance(std::size_t from, std::size_t to) const
        {
            return to >= from ? to - from : to + cells.size() - from;
        }
        void put(Cell cell);
        void resize(std::size_t size);
    };

    [[nodiscard]] Part &partOf(std::uint32_t hash) { return m_parts[hash >> (32U - PartBits)]; }
    [[nodiscard]] const Part &partOf(std::uint32_t hash) const
    {
        return m_parts[hash >> (32U - PartBits)];
    }
    [[nodiscard]] static std::size_t cellOf(const Part &part,
                                            std::uint32_t hash,
                                            std::uint32_t handle);

    std::array<Part, std::size_t{1} << PartBits> m_parts;
};

} // namespace ft::tracker
