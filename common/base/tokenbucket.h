#pragma once

#include "common/base/clock.h"

#include <QtGlobal>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace ft {

/// Counts what a rate allows up to now, in units of any kind: bytes, connections, microseconds of
/// work. A value; one thread.
class TokenBucket final
{
public:
    /// What is saved up at most, as the time in which the rate gives it.
    using Burst = std::chrono::milliseconds;
    /// Not worth being woken up for, where the rate allows more within a second.
    static constexpr qint64 Crumb = 128;

    /// Tokens per second; 0 for no limit. Holds from now on; no more than `kept` stays of what was
    /// saved up. A new bucket is empty.
    void setRate(std::uint64_t perSecond, Clock::Instant now, Burst kept)
    {
        refill(now, kept);
        m_rate = static_cast<double>(perSecond);
        m_tokens = isLimited() ? std::min(m_tokens, capacity(kept)) : 0;
        m_filledAt = now;
    }
    [[nodiscard]] bool isLimited() const { return m_rate > 0; }

    /// Adds what has come since the last time; no more than `burst` is saved up.
    void refill(Clock::Instant now, Burst burst)
    {
        const std::chrono::duration<double> passed = now - m_filledAt;
        m_filledAt = now;
        m_tokens = std::min(m_tokens + passed.count() * m_rate, capacity(burst));
    }
    /// As if it had been left alone for long.
    void fill(Burst burst) { m_tokens = capacity(burst); }

    /// Tokens that may go now; negative when more were taken than there were.
    [[nodiscard]] qint64 available() const
    {
        return isLimited() ? static_cast<qint64>(m_tokens) : Unlimited;
    }
    /// How long refilling takes until so many tokens are available.
    [[nodiscard]] std::chrono::nanoseconds timeUntil(qint64 tokens) const
    {
        const double lacking = static_cast<double>(tokens) - m_tokens;
        if (!isLimited() || lacking <= 0)
            return {};
        constexpr double Longest = 1e9; // seconds
        const std::chrono::duration<double> wait{std::min(lacking / m_rate, Longest)};
        return std::chrono::ceil<std::chrono::nanoseconds>(wait) + std::chrono::nanoseconds{1};
    }
    void take(qint64 tokens)
    {
        if (isLimited())
            m_tokens -= static_cast<double>(tokens);
    }

    /// The smallest share of this rate that is given to one who wants more.
    [[nodiscard]] qint64 crumb() const
    {
        return isLimited() ? std::clamp(static_cast<qint64>(m_rate), qint64{1}, Crumb) : Crumb;
    }

private:
    // Leaves room to add up.
    static constexpr qint64 Unlimited = std::numeric_limits<qint64>::max() / 4;

    [[nodiscard]] double capacity(Burst burst) const
    {
        const std::chrono::duration<double> seconds = burst;
        return std::max(m_rate * seconds.count(), static_cast<double>(crumb()));
    }

    double m_rate = 0;
    double m_tokens = 0;
    Clock::Instant m_filledAt{};
};

} // namespace ft
