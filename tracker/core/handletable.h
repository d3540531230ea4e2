#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ft::tracker {

/// A hash table from 32-bit hashes to 32-bit handles at 8 bytes a cell; what a handle stands for,
/// and whether it is the one meant, is the caller's to know.
///
/// Split into parts that grow one at a time, so that no single insertion moves millions of cells.
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
        for (std::size_t i = hash & part.mask();; i = (i + 1) & part.mask()) {
            const Cell cell = part.cells[i];
            if (cell.handle == None)
                return None;
            if (cell.hash == hash && isMeant(cell.handle))
                return cell.handle;
        }
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
    struct Cell
    {
        std::uint32_t hash = 0;
        std::uint32_t handle = None;
    };
    struct Part
    {
        std::vector<Cell> cells; ///< none, or a power of two
        std::size_t used = 0;

        [[nodiscard]] std::size_t mask() const { return cells.size() - 1; }
        void put(Cell cell);
        void resize(std::size_t size);
    };

    static constexpr unsigned PartBits = 6;

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
