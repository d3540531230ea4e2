#include "peer-gui/models/steadypace.h"

#include <algorithm>

namespace ft::models {

using namespace std::chrono_literals;

namespace {

/// As far as an estimate may be from the one before, less the time since, to count as the same.
std::chrono::seconds tolerance(std::chrono::seconds remaining)
{
    constexpr std::chrono::seconds Least = 2s;
    constexpr int Share = 8;
    return std::max(Least, remaining / Share);
}

} // namespace

void SteadyPace::take(const engine::TransferSnapshot &transfer, Clock::Instant now)
{
    const bool isRestated = transfer.state != m_state || (m_rate == 0 && transfer.rate > 0);
    if (!isRestated && now - m_takenAt < Period)
        return;
    m_rate = isOver(transfer.state) ? 0 : transfer.rate;
    takeRemaining(transfer, now);
    m_state = transfer.state;
    m_takenAt = now;
}

void SteadyPace::takeRemaining(const engine::TransferSnapshot &transfer, Clock::Instant now)
{
    const auto estimate = isOver(transfer.state) ? std::nullopt : transfer.eta;
    if (!estimate || !m_remaining || transfer.state != m_state) {
        m_remaining = estimate;
        return;
    }
    const auto passed = std::chrono::round<std::chrono::seconds>(now - m_takenAt);
    const auto expected = std::max(*m_remaining - passed, 0s);
    const bool isAsExpected = std::chrono::abs(*estimate - expected) <= tolerance(*estimate);
    m_remaining = isAsExpected ? expected : *estimate;
}

} // namespace ft::models
