#pragma once

#include "common/base/clock.h"

#include <cstdint>

namespace ft::engine {

/// How fast a source delivers while it has something to deliver: what the scheduler plans with.
///
/// Follows changes within about a second. Time in which nothing is asked of the source does not
/// count, nor the way of the first request to it. One thread.
class SourceSpeed final
{
public:
    using Instant = Clock::Instant;

    /// The source has something to do from now on.
    void begin(Instant now)
    {
        m_isAnswering = false;
        m_lastByte = now;
    }

    void add(std::uint64_t bytes, Instant now);

    /// 0 while nothing is known.
    [[nodiscard]] double bytesPerSecond() const { return m_rate; }

    /// How long it has owed bytes without sending any.
    [[nodiscard]] std::chrono::nanoseconds silence(Instant now) const { return now - m_lastByte; }

private:
    /// Bytes are counted together for this long, or until they are so many, before they say
    /// something about speed.
    static constexpr std::chrono::milliseconds Window{50};
    static constexpr std::uint64_t WindowBytes = 4ULL * 1024 * 1024;
    /// What is remembered of the time before fades with this constant.
    static constexpr std::chrono::milliseconds Memory{700};

    Instant m_windowStart;
    Instant m_lastByte;
    std::uint64_t m_windowBytes = 0;
    double m_rate = 0;
    bool m_isAnswering = false; ///< bytes have come since begin()
};

} // namespace ft::engine
