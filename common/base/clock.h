#pragma once

#include <chrono>

namespace ft {

/// Tells the time to everything that measures or waits, so that tests can set it.
class Clock
{
public:
    using Instant = std::chrono::steady_clock::time_point;

    Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;
    Clock(Clock &&) = delete;
    Clock &operator=(Clock &&) = delete;
    virtual ~Clock() = default;

    /// Never goes backwards; for durations and deadlines. Callable from any thread.
    [[nodiscard]] virtual Instant now() const = 0;

    /// Seconds of UTC, as a person would read them. Callable from any thread.
    [[nodiscard]] virtual std::chrono::sys_seconds wallTime() const = 0;
};

/// The machine's own clocks.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return std::chrono::steady_clock::now(); }
    [[nodiscard]] std::chrono::sys_seconds wallTime() const override
    {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
};

} // namespace ft
