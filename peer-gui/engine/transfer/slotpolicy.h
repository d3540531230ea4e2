#pragma once

#include "common/base/clock.h"

#include <QByteArray>

#include <cstdint>
#include <map>
#include <vector>

namespace ft::engine {

/// Decides which connections hold an upload slot, and in which order the others wait for one:
/// those of the peer with the fewest slots first, then of the one whose last turn, or else its
/// coming, is longest ago, then first come.
///
/// So a peer gets no more slots and no more turns for having many connections, or for coming anew.
/// Knows no socket and no timer. One thread.
class SlotPolicy final
{
public:
    using Id = std::uint32_t;

    // A turn, which a holder ends between two requests if that lets another go first.
    static constexpr std::uint64_t TurnBytes = 64 * 1024 * 1024;
    static constexpr std::chrono::seconds TurnTime{30};
    /// So long may a slot lie unused before it goes on.
    static constexpr std::chrono::seconds UnusedTime{10};
    /// So long may an answer get no further before the slot goes to one that waits.
    static constexpr std::chrono::seconds StalledTime{15};
    /// Less is no way to get further.
    static constexpr std::uint64_t LeastMoved = 4 * 1024;
    /// So often whoever waits hears of it, at least.
    static constexpr std::chrono::seconds TellEvery{10};

    struct Place
    {
        Id id = 0;
        std::uint32_t place = 0; ///< from 1

        bool operator==(const Place &) const = default;
    };

    explicit SlotPolicy(std::size_t count)
        : m_slots(count)
    {}

    /// When there are fewer than are held, holders lose theirs between two requests.
    void setSlots(std::size_t count) { m_slots = count; }

    /// Whether the connection, which belongs to `peer`, may send what it was asked for now; then
    /// done() follows. Otherwise it waits from now on, or goes on waiting.
    [[nodiscard]] bool request(Id id, const QByteArray &peer, Clock::Instant now);
    /// The request is answered, with so many bytes. Nothing happens without a slot.
    void done(Id id, std::uint64_t bytes, Clock::Instant now);
    /// The other end has taken so many bytes in all since the connection began. Nothing happens
    /// without a slot.
    void moved(Id id, std::uint64_t taken, Clock::Instant now);
    /// That its answer gets no further is not the other end's doing.
    void excuse(Id id, Clock::Instant now);
    /// The connection is gone.
    void remove(Id id);

    /// Takes slots that lie unused, or whose holder does not read its answer while others wait, and
    /// gives the free ones; whoever got one.
    [[nodiscard]] std::vector<Id> assign(Clock::Instant now);
    /// From 1; 0 when it does not wait.
    [[nodiscard]] std::uint32_t placeOf(Id id) const;
    /// Whom to tell its place now, because that has changed or it has not heard for long.
    [[nodiscard]] std::vector<Place> news(Clock::Instant now);

    /// Whether time alone can change something.
    [[nodiscard]] bool isBusy() const { return !m_entries.empty(); }

private:
    struct Entry
    {
        QByteArray peer;
        bool isHolder = false;
        bool isSending = false; ///< a holder between request() and done()
        std::uint64_t arrival = 0; ///< order of those of one peer
        std::uint64_t bytes = 0; ///< of this turn
        Clock::Instant turnBegan{};
        Clock::Instant usedAt{}; ///< when it got the slot or further, or a request began or ended
        std::uint64_t takenThen = 0; ///< bytes in all, when it last got further
        std::uint32_t placeTold = 0;
        Clock::Instant toldAt{};
    };

    struct Peer
    {
        std::size_t connections = 0; ///< that hold a slot or wait for one
        std::size_t held = 0;
        std::uint64_t stamp = 0; ///< order of the last turns, or of coming
    };

    Entry &enter(Id id, const QByteArray &peer);
    [[nodiscard]] bool isIdle(const Entry &entry, Clock::Instant now) const;
    [[nodiscard]] bool mustYield(const Entry &holder, Clock::Instant now) const;
    [[nodiscard]] std::vector<Id> queue() const;
    void give(Entry &entry, Clock::Instant now);
    void takeBack(Entry &entry);

    std::map<Id, Entry> m_entries; ///< who holds a slot or waits for one
    std::map<QByteArray, Peer> m_peers; ///< whose they are
    std::size_t m_slots;
    std::size_t m_held = 0;
    std::uint64_t m_lastStamp = 0;
};

} // namespace ft::engine
