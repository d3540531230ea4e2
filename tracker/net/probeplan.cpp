#include "tracker/net/probeplan.h"

#include <algorithm>

namespace ft::tracker {

namespace {

constexpr TokenBucket::Burst Burst{100};

} // namespace

ProbePlan::ProbePlan(const Limits &limits, const QRandomGenerator &random, Clock::Instant now)
    : m_limits(limits)
    , m_random(random)
{
    m_rate.setRate(limits.perSecond, now, Burst);
    m_rate.fill(Burst);
}

void ProbePlan::add(const ProbeTarget &target, Clock::Instant now)
{
    if (m_planned.size() < MaxTargets)
        plan(target, now);
}

std::optional<ProbeTarget> ProbePlan::next(Clock::Instant now)
{
    const auto at = wakeAt(now);
    if (!at || *at > now)
        return std::nullopt;
    m_rate.take(1);
    ++m_running;
    ProbeTarget target = m_planned.top().target;
    m_planned.pop();
    return target;
}

void ProbePlan::done(const ProbeTarget &target,
                     Reach::State outcome,
                     ReachWatch::Again again,
                     Clock::Instant now)
{
    --m_running;
    if (again != ReachWatch::Again::Never)
        plan(target, now + jittered(pause(outcome, again)));
}

std::chrono::milliseconds ProbePlan::pause(Reach::State outcome, ReachWatch::Again again) const
{
    if (again == ReachWatch::Again::Closely)
        return m_limits.closely;
    if (again == ReachWatch::Again::Soon)
        return m_limits.soon;
    return outcome == Reach::State::Reachable ? m_limits.every : m_limits.afterFailure;
}

std::optional<Clock::Instant> ProbePlan::wakeAt(Clock::Instant now)
{
    if (m_planned.empty() || m_running >= m_limits.atOnce)
        return std::nullopt;
    m_rate.refill(now, Burst);
    return std::max(m_planned.top().due, now + m_rate.timeUntil(1));
}

void ProbePlan::plan(const ProbeTarget &target, Clock::Instant due)
{
    m_planned.push({due, target});
}

/// Peers that joined together shall not be tried together for ever.
std::chrono::milliseconds ProbePlan::jittered(std::chrono::milliseconds time)
{
    const qint64 quarter = time.count() / 4;
    return time + std::chrono::milliseconds{m_random.bounded(-quarter, quarter + 1)};
}

} // namespace ft::tracker
