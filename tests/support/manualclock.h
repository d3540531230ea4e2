#pragma once

#include "common/base/clock.h"

#include <atomic>

namespace ft::test {

/// A clock that stands still until it is told to go on. Callable from any thread.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return Instant{} + elapsed(); }
    [[nodiscard]] std::chrono::sys_seconds wallTime() const override
    {
        constexpr std::chrono::sys_seconds Start{std::chrono::seconds{1'700'000'000}};
        return Start + std::chrono::floor<std::chrono::seconds>(elapsed());
    }

    void advance(std::chrono::nanoseconds time) { m_elapsed += time.count(); }

private:
    [[nodiscard]] std::chrono::nanoseconds elapsed() const
    {
        return std::chrono::nanoseconds{m_elapsed.load()};
    }

    // Not zero: an instant that was forgotten to be set must not look like now.
    std::atomic<std::int64_t> m_elapsed{std::chrono::nanoseconds{std::chrono::hours{1}}.count()};
};

} // namespace ft::test
