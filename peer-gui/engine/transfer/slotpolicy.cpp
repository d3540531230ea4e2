#include "peer-gui/engine/transfer/slotpolicy.h"

#include <algorithm>
#include <tuple>

namespace ft::engine {

bool SlotPolicy::request(Id id, const QByteArray &peer, Clock::Instant now)
{
    Entry &entry = enter(id, peer);
    if (entry.isHolder && mustYield(entry, now))
        takeBack(entry);
    if (!entry.isHolder) {
        const auto place = placeOf(id);
        if (m_held + place <= m_slots) {
            give(entry, now);
        } else {
            entry.placeTold = place;
            entry.toldAt = now;
        }
    }
    entry.isSending = entry.isHolder;
    entry.usedAt = now;
    return entry.isHolder;
}

SlotPolicy::Entry &SlotPolicy::enter(Id id, const QByteArray &peer)
{
    const auto [found, isNew] = m_entries.try_emplace(id);
    Entry &entry = found->second;
    if (isNew) {
        entry.peer = peer;
        entry.arrival = ++m_lastStamp;
        Peer &owner = m_peers[peer];
        if (owner.connections++ == 0)
            owner.stamp = entry.arrival;
    }
    return entry;
}

void SlotPolicy::remove(Id id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return;
    if (found->second.isHolder)
        takeBack(found->second);
    const auto owner = m_peers.find(found->second.peer);
    if (--owner->second.connections == 0)
        m_peers.erase(owner);
    m_entries.erase(found);
}

void SlotPolicy::done(Id id, std::uint64_t bytes, Clock::Instant now)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end() || !found->second.isSending)
        return;
    Entry &entry = found->second;
    entry.isSending = false;
    entry.bytes += bytes;
    entry.usedAt = now;
}

void SlotPolicy::moved(Id id, std::uint64_t taken, Clock::Instant now)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end() || taken < found->second.takenThen + LeastMoved)
        return;
    found->second.takenThen = taken;
    found->second.usedAt = now;
}

void SlotPolicy::excuse(Id id, Clock::Instant now)
{
    const auto found = m_entries.find(id);
    if (found != m_entries.end() && found->second.isSending)
        found->second.usedAt = now;
}

/// Whether a slot that this one holds is of no use to it.
bool SlotPolicy::isIdle(const Entry &entry, Clock::Instant now) const
{
    if (!entry.isSending)
        return now - entry.usedAt >= UnusedTime;
    return now - entry.usedAt >= StalledTime && m_entries.size() > m_held;
}

std::vector<SlotPolicy::Id> SlotPolicy::assign(Clock::Instant now)
{
    std::vector<Id> idle;
    for (const auto &[id, entry] : m_entries) {
        if (entry.isHolder && isIdle(entry, now))
            idle.push_back(id);
    }
    for (const Id id : idle)
        remove(id);
    std::vector<Id> lucky;
    for (auto waiting = queue(); m_held < m_slots && !waiting.empty(); waiting = queue()) {
        give(m_entries[waiting.front()], now);
        lucky.push_back(waiting.front());
    }
    return lucky;
}

std::uint32_t SlotPolicy::placeOf(Id id) const
{
    const auto waiting = queue();
    const auto found = std::find(waiting.begin(), waiting.end(), id);
    return found == waiting.end()
               ? 0
               : static_cast<std::uint32_t>(std::distance(waiting.begin(), found) + 1);
}

std::vector<SlotPolicy::Place> SlotPolicy::news(Clock::Instant now)
{
    std::vector<Place> places;
    std::uint32_t place = 0;
    for (const Id id : queue()) {
        Entry &entry = m_entries[id];
        if (++place == entry.placeTold && now - entry.toldAt < TellEvery)
            continue;
        entry.placeTold = place;
        entry.toldAt = now;
        places.push_back({id, place});
    }
    return places;
}

/// Whether another goes first when this one, its turn over, stands in line again.
bool SlotPolicy::mustYield(const Entry &holder, Clock::Instant now) const
{
    if (m_held > m_slots)
        return true;
    if (holder.bytes < TurnBytes && now - holder.turnBegan < TurnTime)
        return false;
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const auto &item) {
        const Entry &other = item.second;
        if (other.isHolder)
            return false;
        return other.peer == holder.peer
               || m_peers.at(other.peer).held < m_peers.at(holder.peer).held;
    });
}

/// Those that wait, in the order in which slots go to them if none comes back meanwhile.
std::vector<SlotPolicy::Id> SlotPolicy::queue() const
{
    struct Waiter
    {
        std::size_t slotsBefore; ///< of its peer, when its turn comes
        std::size_t othersBefore; ///< of its peer, that wait
        std::uint64_t stamp;
        std::uint64_t arrival;
        Id id;
        const QByteArray *peer;
    };
    std::vector<Waiter> waiters;
    for (const auto &[id, entry] : m_entries) {
        if (!entry.isHolder)
            waiters.push_back({0, 0, m_peers.at(entry.peer).stamp, entry.arrival, id, &entry.peer});
    }
    std::sort(waiters.begin(), waiters.end(), [](const Waiter &left, const Waiter &right) {
        return left.arrival < right.arrival;
    });
    std::map<QByteArray, std::size_t> seen;
    for (Waiter &waiter : waiters) {
        waiter.othersBefore = seen[*waiter.peer]++;
        waiter.slotsBefore = m_peers.at(*waiter.peer).held + waiter.othersBefore;
    }
    const auto key = [](const Waiter &waiter) {
        return std::tuple{waiter.slotsBefore,
                          waiter.othersBefore > 0,
                          waiter.stamp,
                          waiter.arrival};
    };
    std::sort(waiters.begin(), waiters.end(), [key](const Waiter &left, const Waiter &right) {
        return key(left) < key(right);
    });
    std::vector<Id> ids(waiters.size());
    std::transform(waiters.begin(), waiters.end(), ids.begin(), [](const Waiter &waiter) {
        return waiter.id;
    });
    return ids;
}

void SlotPolicy::give(Entry &entry, Clock::Instant now)
{
    entry.isHolder = true;
    entry.bytes = 0;
    entry.turnBegan = now;
    entry.usedAt = now;
    ++m_held;
    Peer &owner = m_peers[entry.peer];
    ++owner.held;
    owner.stamp = ++m_lastStamp;
}

/// The connection waits from now on, behind all others of its peer.
void SlotPolicy::takeBack(Entry &entry)
{
    entry.isHolder = false;
    entry.arrival = ++m_lastStamp;
    --m_held;
    Peer &owner = m_peers[entry.peer];
    --owner.held;
    owner.stamp = entry.arrival;
}

} // namespace ft::engine
