#pragma once

#include "common/base/clock.h"
#include "common/base/tokenbucket.h"

namespace ft::tracker {

/// What one peer may still take of the tracker: bytes it announces, and the time its questions
/// cost. A value; the thread of the peer's connection.
class PeerBudget final
{
public:
    struct Limits
    {
        /// Bytes of SHARE and UNSHARE a second; 0 for no limit.
        std::uint64_t announcedPerSecond = 16ULL << 20U;
        /// The same at once, after a quiet time.
        std::uint64_t announcedAtOnce = 512ULL << 20U;
        /// Work on questions in a second; 0 for no limit. One thread does 1 s of it in a second.
        std::chrono::milliseconds askedPerSecond{500};
        /// The same at once, after a quiet time.
        std::chrono::milliseconds askedAtOnce{10'000};
    };

    PeerBudget(const Limits &limits, Clock::Instant now)
    {
        m_announced.setRate(limits.announcedPerSecond, now, {});
        m_announced.fill(announceBurst(limits));
        m_asked.setRate(static_cast<std::uint64_t>(
                            std::chrono::nanoseconds{limits.askedPerSecond}.count()),
                        now,
                        {});
        m_asked.fill(askBurst(limits));
    }

    void announce(qsizetype bytes, const Limits &limits, Clock::Instant now)
    {
        m_announced.refill(now, announceBurst(limits));
        m_announced.take(bytes);
    }
    /// How long nothing more is to be read from the peer.
    [[nodiscard]] std::chrono::nanoseconds announceWait() const { return m_announced.timeUntil(0); }

    void ask(std::chrono::nanoseconds work, const Limits &limits, Clock::Instant now)
    {
        m_asked.refill(now, askBurst(limits));
        m_asked.take(work.count());
    }
    /// How long questions are refused.
    [[nodiscard]] std::chrono::nanoseconds askWait(const Limits &limits, Clock::Instant now)
    {
        if (m_asked.available() < 0)
            m_asked.refill(now, askBurst(limits));
        return m_asked.timeUntil(0);
    }

private:
    [[nodiscard]] static TokenBucket::Burst announceBurst(const Limits &limits)
    {
        return perRate(limits.announcedAtOnce * 1'000, limits.announcedPerSecond);
    }
    [[nodiscard]] static TokenBucket::Burst askBurst(const Limits &limits)
    {
        return perRate(static_cast<std::uint64_t>(limits.askedAtOnce.count()) * 1'000,
                       static_cast<std::uint64_t>(limits.askedPerSecond.count()));
    }
    [[nodiscard]] static TokenBucket::Burst perRate(std::uint64_t amount, std::uint64_t perSecond)
    {
        return TokenBucket::Burst{perSecond == 0 ? 0 : amount / perSecond};
    }

    TokenBucket m_announced; ///< bytes
    TokenBucket m_asked; ///< nanoseconds
};

} // namespace ft::tracker
