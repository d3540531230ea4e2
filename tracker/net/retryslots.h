#pragma once

#include "common/base/clock.h"

#include <algorithm>
#include <cstdint>

namespace ft::tracker {

/// Gives everybody who is refused a time of its own to come back, so that those who were refused
/// together return one after another, at a rate that can be served.
class RetrySlots final
{
public:
    static constexpr std::chrono::seconds Least{2};
    /// Who comes after this many is spread over the same time again.
    static constexpr std::chrono::seconds Most{60};

    /// How many may be told to come in the same second, at least 1.
    explicit RetrySlots(std::uint32_t perSecond)
        : m_step(std::chrono::nanoseconds{std::chrono::seconds{1}} / perSecond)
    {}

    /// Whole seconds from now.
    [[nodiscard]] std::chrono::seconds next(Clock::Instant now)
    {
        m_next = std::max(m_next + m_step, now + Least);
        if (m_next > now + Most)
            m_next = now + Least;
        return std::chrono::ceil<std::chrono::seconds>(m_next - now);
    }

private:
    std::chrono::nanoseconds m_step;
    Clock::Instant m_next{};
};

} // namespace ft::tracker
