#include "tracker/net/deadlinewheel.h"

#include <algorithm>

namespace ft::tracker {

DeadlineWheel::DeadlineWheel(Clock::Instant start)
    : m_start(start)
    , m_buckets(Buckets)
{}

void DeadlineWheel::arm(std::uint64_t key, Clock::Instant due)
{
    const auto wait = std::max(due - m_start, Clock::Instant::duration::zero());
    const auto ticks = static_cast<std::uint64_t>((wait + Tick - Clock::Instant::duration{1})
                                                  / Tick);
    const auto tick = std::clamp(ticks, m_now + 1, m_now + Buckets - 1);
    m_buckets[tick % Buckets].push_back(key);
    ++m_count;
}

std::optional<Clock::Instant> DeadlineWheel::next() const
{
    if (m_count == 0)
        return std::nullopt;
    auto tick = m_now + 1;
    while (m_buckets[tick % Buckets].empty())
        ++tick;
    return m_start + tick * Tick;
}

void DeadlineWheel::takeDue(Clock::Instant now, std::vector<std::uint64_t> &due)
{
    const auto over = static_cast<std::uint64_t>(std::max<std::int64_t>((now - m_start) / Tick, 0));
    // After a long sleep one turn reaches every bucket.
    const auto last = std::min(over, m_now + Buckets);
    for (auto tick = m_now + 1; tick <= last; ++tick) {
        auto &bucket = m_buckets[tick % Buckets];
        due.insert(due.end(), bucket.begin(), bucket.end());
        m_count -= bucket.size();
        bucket.clear();
    }
    m_now = std::max(m_now, over);
}

} // namespace ft::tracker
