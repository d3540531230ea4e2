#pragma once

#include <QRandomGenerator>

#include <algorithm>
#include <chrono>

namespace ft::engine {

/// Decides how long to wait before the next try: doubling from 0.5 s to 30 s, each within +/- 50 %,
/// so that many peers that lost one tracker do not come back at the same instant.
class Backoff final
{
public:
    static constexpr std::chrono::milliseconds First{500};
    static constexpr std::chrono::milliseconds Most{30'000};
    /// However long the other end asks to stay away.
    static constexpr std::chrono::milliseconds MostAsked{3'600'000};

    explicit Backoff(const QRandomGenerator &random, std::chrono::milliseconds first = First)
        : m_random(random)
        , m_first(first)
    {}

    [[nodiscard]] std::chrono::milliseconds next()
    {
        const auto base = m_next;
        m_next = std::min(2 * m_next, Most);
        return base / 2
               + std::chrono::milliseconds{m_random.bounded(static_cast<int>(base.count()))};
    }

    /// At least so long, as the other end asked for, and then at random up to as much again.
    [[nodiscard]] std::chrono::milliseconds next(std::chrono::milliseconds atLeast)
    {
        const auto own = next();
        if (atLeast <= std::chrono::milliseconds{0})
            return own;
        const auto base = std::max(own, std::min(atLeast, MostAsked));
        return base + std::chrono::milliseconds{m_random.bounded(static_cast<int>(base.count()))};
    }

    void reset() { m_next = m_first; }

private:
    QRandomGenerator m_random;
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_next = m_first;
};

} // namespace ft::engine
