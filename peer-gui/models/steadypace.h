#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/snapshots.h"

#include <chrono>
#include <optional>

namespace ft::models {

/// Rate and time left of one download as a person can read them: renewed once a second, and a time
/// that counts down instead of jumping with each breath of the network.
class SteadyPace final
{
public:
    static constexpr std::chrono::milliseconds Period{1000};

    /// Takes how a download stands, at this time.
    void take(const engine::TransferSnapshot &transfer, Clock::Instant now);

    [[nodiscard]] std::uint64_t rate() const { return m_rate; } ///< bytes per second
    [[nodiscard]] std::optional<std::chrono::seconds> remaining() const { return m_remaining; }

private:
    void takeRemaining(const engine::TransferSnapshot &transfer, Clock::Instant now);

    Clock::Instant m_takenAt;
    engine::TransferState m_state = engine::TransferState::Searching;
    std::uint64_t m_rate = 0;
    std::optional<std::chrono::seconds> m_remaining;
};

} // namespace ft::models
