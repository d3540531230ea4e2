#include "tracker/console/recenttimes.h"

namespace ft::tracker {

void RecentTimes::sample(Clock::Instant now, const TimeHistogram &all)
{
    m_samples.push_back({now, all});
    while (now - m_samples.front().at > Window)
        m_samples.pop_front();
}

TimeHistogram RecentTimes::recent() const
{
    return m_samples.empty() ? TimeHistogram{} : m_samples.back().all.since(m_samples.front().all);
}

} // namespace ft::tracker
