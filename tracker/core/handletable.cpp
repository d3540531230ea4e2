#include "tracker/core/handletable.h"

#include <QtGlobal>

#include <algorithm>

namespace ft::tracker {

namespace {

constexpr std::size_t SmallestPart = 16;

} // namespace

void HandleTable::insert(std::uint32_t hash, std::uint32_t handle)
{
    Part &part = partOf(hash);
    if ((part.used + 1) * 4 > part.cells.size() * 3)
        part.resize(std::max(SmallestPart, part.cells.size() * 5 / 4));
    part.put({hash, handle});
    ++part.used;
}

void HandleTable::replace(std::uint32_t hash, std::uint32_t handle, std::uint32_t by)
{
    Part &part = partOf(hash);
    part.cells[cellOf(part, hash, handle)].handle = by;
}

void HandleTable::erase(std::uint32_t hash, std::uint32_t handle)
{
    Part &part = partOf(hash);
    std::size_t hole = cellOf(part, hash, handle);
    // Cells behind the hole move up into it unless that would put them before their home.
    for (std::size_t i = part.after(hole); part.cells[i].handle != None; i = part.after(i)) {
        const std::size_t home = part.home(part.cells[i].hash);
        if (part.distance(home, i) < part.distance(hole, i))
            continue;
        part.cells[hole] = part.cells[i];
        hole = i;
    }
    part.cells[hole] = Cell{};
    --part.used;
    if (part.used == 0)
        part.cells = std::vector<Cell>{}; // a braced list would keep the memory
    else if (part.cells.size() > SmallestPart && part.used * 3 < part.cells.size())
        part.resize(part.cells.size() * 2 / 3);
}

std::size_t HandleTable::memory() const
{
    std::size_t bytes = 0;
    for (const Part &part : m_parts)
        bytes += part.cells.capacity() * sizeof(Cell);
    return bytes;
}

void HandleTable::Part::put(Cell cell)
{
    std::size_t i = home(cell.hash);
    while (cells[i].handle != None)
        i = after(i);
    cells[i] = cell;
}

void HandleTable::Part::resize(std::size_t size)
{
    std::vector<Cell> old(size); // exactly so many cells
    old.swap(cells);
    for (const Cell cell : old) {
        if (cell.handle != None)
            put(cell);
    }
}

std::size_t HandleTable::cellOf(const Part &part, std::uint32_t hash, std::uint32_t handle)
{
    std::size_t i = part.home(hash);
    while (part.cells[i].handle != handle) {
        Q_ASSERT_X(part.cells[i].handle != None, "HandleTable", "the handle is not in the table");
        i = part.after(i);
    }
    return i;
}

} // namespace ft::tracker
