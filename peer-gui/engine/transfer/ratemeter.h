#pragma once

#include "common/base/clock.h"

#include <array>
#include <cstdint>

namespace ft::engine {

/// Bytes per second over the last few seconds, as a person wants to see it. One thread.
class RateMeter final
{
public:
    explicit RateMeter(Clock::Instant start)
        : m_slotStart(start)
    {}

    void add(std::uint64_t bytes, Clock::Instant now)
    {
        advance(now);
        m_slots[m_current] += bytes;
    }

    /// 0 before the first half second is over.
    [[nodiscard]] std::uint64_t bytesPerSecond(Clock::Instant now)
    {
        advance(now);
        std::uint64_t sum = 0;
        for (const auto slot : m_slots)
            sum += slot;
        const auto span = Slot * static_cast<std::int64_t>(m_used) + (now - m_slotStart);
        const auto seconds = std::chrono::duration<double>(span).count();
        return seconds < 0.5 ? 0 : static_cast<std::uint64_t>(static_cast<double>(sum) / seconds);
    }

private:
    static constexpr std::chrono::milliseconds Slot{500};
    static constexpr std::size_t Slots = 8;

    void advance(Clock::Instant now)
    {
        if (now - m_slotStart > Slot * static_cast<std::int64_t>(2 * Slots)) {
            m_slots.fill(0);
            m_used = Slots - 1;
            m_slotStart = now;
        }
        while (now - m_slotStart >= Slot) {
            m_slotStart += Slot;
            m_current = (m_current + 1) % Slots;
            m_slots[m_current] = 0;
            if (m_used < Slots - 1)
                ++m_used;
        }
    }

    std::array<std::uint64_t, Slots> m_slots{};
    std::size_t m_current = 0;
    std::size_t m_used = 0; ///< full slots besides the current one
    Clock::Instant m_slotStart;
};

} // namespace ft::engine
