#pragma once

#include "common/base/clock.h"
#include "common/base/tokenbucket.h"
#include "tracker/core/outside.h"
#include "tracker/core/reach.h"

#include <QRandomGenerator>
#include <queue>

#include <optional>
#include <vector>

namespace ft::tracker {

/// Decides when the port of which peer is tried: each soon after it joined and then now and then,
/// so many at once and a second, and never many together for long.
class ProbePlan final
{
public:
    struct Limits
    {
        /// Between two tries of a port that was reached, give or take a quarter.
        std::chrono::milliseconds every{300'000};
        /// The same after one that was not.
        std::chrono::milliseconds afterFailure{60'000};
        /// As ReachWatch::Again.
        std::chrono::milliseconds closely{3'000};
        std::chrono::milliseconds soon{1'000};
        /// For a connection.
        std::chrono::milliseconds patience{5'000};
        std::uint32_t perSecond = 500;
        std::uint32_t atOnce = 256;
    };
    /// Peers planned for at most; further ones are not tried.
    static constexpr std::size_t MaxTargets = 262'144;

    ProbePlan(const Limits &limits, const QRandomGenerator &random, Clock::Instant now);

    void add(const ProbeTarget &target, Clock::Instant now);
    /// A peer to try now; done() must follow.
    [[nodiscard]] std::optional<ProbeTarget> next(Clock::Instant now);
    /// It was tried.
    void done(const ProbeTarget &target,
              Reach::State outcome,
              ReachWatch::Again again,
              Clock::Instant now);

    /// When next() has something; nothing while it waits for done(), or for nobody.
    [[nodiscard]] std::optional<Clock::Instant> wakeAt(Clock::Instant now);
    [[nodiscard]] const Limits &limits() const { return m_limits; }

private:
    struct Planned
    {
        Clock::Instant due;
        ProbeTarget target;
        bool operator>(const Planned &other) const { return due > other.due; }
    };

    void plan(const ProbeTarget &target, Clock::Instant due);
    [[nodiscard]] std::chrono::milliseconds pause(Reach::State outcome,
                                                  ReachWatch::Again again) const;
    [[nodiscard]] std::chrono::milliseconds jittered(std::chrono::milliseconds time);

    Limits m_limits;
    QRandomGenerator m_random;
    TokenBucket m_rate;
    std::uint32_t m_running = 0;
    std::priority_queue<Planned, std::vector<Planned>, std::greater<>> m_planned;
};

} // namespace ft::tracker
