#pragma once

#include "common/base/clock.h"

#include <cstdint>
#include <deque>

namespace ft::tracker {

/// Tells how fast a growing number grew over the last ten seconds.
class RateMeter final
{
public:
    static constexpr std::chrono::seconds Window{10};

    /// Call about once a second.
    void sample(Clock::Instant now, std::uint64_t total);
    /// Per second; 0 before two samples.
    [[nodiscard]] double rate() const;

private:
    struct Sample
    {
        Clock::Instant at;
        std::uint64_t total = 0;
    };
    std::deque<Sample> m_samples;
};

} // namespace ft::tracker
