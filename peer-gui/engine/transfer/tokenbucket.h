#pragma once

#include "common/base/clock.h"

#include <QtGlobal>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace ft::engine {

/// Counts the bytes that a rate allows up to now. A value; one thread.
class TokenBucket final
{
public:
    /// What an idle time saves up, at most: the burst that may follow it.
    static constexpr std::chrono::milliseconds IdleBurst{100};
    /// What is saved up while somebody waits: a late look at the clock must not lower the rate.
    static constexpr std::chrono::milliseconds WaitedBurst{1'000};
    /// Not worth being woken up for, where the rate allows more within a second.
    static constexpr qint64 Crumb = 128;

    /// Bytes per second; 0 for no limit. Holds from now on: nothing saved up is lost.
    void setRate(std::uint64_t bytesPerSecond, Clock::Instant now)
    {
        refill(now, false);
        m_rate = static_cast<double>(bytesPerSecond);
        m_tokens = isLimited() ? std::min(m_tokens, capacity(IdleBurst)) : 0;
        m_filledAt = now;
    }
    [[nodiscard]] bool isLimited() const { return m_rate > 0; }

    void refill(Clock::Instant now, bool isWaitedFor)
    {
        const std::chrono::duration<double> passed = now - m_filledAt;
        m_filledAt = now;
        m_tokens = std::min(m_tokens + passed.count() * m_rate,
                            capacity(isWaitedFor ? WaitedBurst : IdleBurst));
    }

    /// Bytes that may go now; negative when more were taken than there were.
    [[nodiscard]] qint64 available() const
    {
        return isLimited() ? static_cast<qint64>(m_tokens) : Unlimited;
    }
    void take(qint64 bytes)
    {
        if (isLimited())
            m_tokens -= static_cast<double>(bytes);
    }

    /// The smallest share of this rate that is given to one who wants more.
    [[nodiscard]] qint64 crumb() const
    {
        return isLimited() ? std::clamp(static_cast<qint64>(m_rate), qint64{1}, Crumb) : Crumb;
    }

private:
    // Leaves room to add up.
    static constexpr qint64 Unlimited = std::numeric_limits<qint64>::max() / 4;

    [[nodiscard]] double capacity(std::chrono::milliseconds burst) const
    {
        const std::chrono::duration<double> seconds = burst;
        return std::max(m_rate * seconds.count(), static_cast<double>(crumb()));
    }

    double m_rate = 0;
    double m_tokens = 0;
    Clock::Instant m_filledAt{};
};

} // namespace ft::engine
