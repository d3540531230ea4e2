#pragma once

#include "tracker/core/searchmeter.h"

#include <deque>

namespace ft::tracker {

/// Tells how long answers took in the last minute, from a histogram of all.
class RecentTimes final
{
public:
    static constexpr std::chrono::seconds Window{60};

    /// Call about once a second.
    void sample(Clock::Instant now, const TimeHistogram &all);
    /// Of the window up to the last sample.
    [[nodiscard]] TimeHistogram recent() const;

private:
    struct Sample
    {
        Clock::Instant at;
        TimeHistogram all;
    };
    std::deque<Sample> m_samples;
};

} // namespace ft::tracker
