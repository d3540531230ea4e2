#include "peer-gui/engine/transfer/spaceledger.h"

#include <algorithm>
#include <limits>

namespace ft::engine {

namespace {

std::uint64_t sumOrMost(std::uint64_t left, std::uint64_t right)
{
    constexpr auto Most = std::numeric_limits<std::uint64_t>::max();
    return left > Most - right ? Most : left + right;
}

} // namespace

std::uint64_t SpaceLedger::reserve(Holder holder, const QString &absolutePath, std::uint64_t bytes)
{
    const auto space = m_probe(absolutePath);
    const std::lock_guard lock{m_mutex};
    m_reservations.erase(holder);
    if (!space)
        return 0;
    const auto wanted = sumOrMost(sumOn(space->disk), bytes);
    // Nothing to write needs no room, even where others were promised too much.
    if (bytes > 0 && wanted > space->free)
        return std::min(bytes, wanted - space->free);
    m_reservations[holder] = {space->disk, bytes};
    return 0;
}

void SpaceLedger::shrink(Holder holder, std::uint64_t bytes)
{
    const std::lock_guard lock{m_mutex};
    if (const auto found = m_reservations.find(holder); found != m_reservations.end())
        found->second.bytes -= std::min(bytes, found->second.bytes);
}

void SpaceLedger::release(Holder holder)
{
    const std::lock_guard lock{m_mutex};
    m_reservations.erase(holder);
}

std::uint64_t SpaceLedger::reservedOn(std::uint64_t disk) const
{
    const std::lock_guard lock{m_mutex};
    return sumOn(disk);
}

std::uint64_t SpaceLedger::sumOn(std::uint64_t disk) const
{
    std::uint64_t sum = 0;
    for (const auto &[holder, reservation] : m_reservations) {
        if (reservation.disk == disk)
            sum = sumOrMost(sum, reservation.bytes);
    }
    return sum;
}

} // namespace ft::engine
