#include "tracker/console/ratemeter.h"

namespace ft::tracker {

void RateMeter::sample(Clock::Instant now, std::uint64_t total)
{
    m_samples.push_back({now, total});
    while (now - m_samples.front().at > Window)
        m_samples.pop_front();
}

double RateMeter::rate() const
{
    if (m_samples.size() < 2)
        return 0;
    const Sample &first = m_samples.front();
    const Sample &last = m_samples.back();
    const std::chrono::duration<double> time = last.at - first.at;
    return time.count() > 0 ? static_cast<double>(last.total - first.total) / time.count() : 0;
}

} // namespace ft::tracker
