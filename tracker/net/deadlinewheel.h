#pragma once

#include "common/base/clock.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ft::tracker {

/// Remembers when to look at which connection again, at constant cost for any number of them.
///
/// Meant to be wrong on the early side only by design: a key may be armed twice or past its need,
/// and one due beyond the wheel's turn is handed out at its end; who takes it looks whether it is
/// time and arms it again.
class DeadlineWheel final
{
public:
    static constexpr std::chrono::milliseconds Tick{50};

    explicit DeadlineWheel(Clock::Instant start);

    /// Hands `key` out in the first expire() at or after `due`, rounded up to a tick.
    void arm(std::uint64_t key, Clock::Instant due);

    /// Moves on to `now`; `onDue(key)` may arm again.
    template <typename OnDue>
    void expire(Clock::Instant now, OnDue onDue)
    {
        std::vector<std::uint64_t> due;
        takeDue(now, due);
        for (const auto key : due)
            onDue(key);
    }

    /// When expire() has something to do again, nothing when the wheel is empty.
    [[nodiscard]] std::optional<Clock::Instant> next() const;

private:
    static constexpr std::size_t Buckets = 512; // with Tick: a turn of 25.6 s

    void takeDue(Clock::Instant now, std::vector<std::uint64_t> &due);

    Clock::Instant m_start;
    std::uint64_t m_now = 0; ///< ticks since m_start that are over
    std::size_t m_count = 0;
    std::vector<std::vector<std::uint64_t>> m_buckets;
};

} // namespace ft::tracker
