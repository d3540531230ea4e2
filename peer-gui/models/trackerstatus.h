#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/enginesettings.h"
#include "peer-gui/engine/problem.h"

#include <QString>

#include <optional>

namespace ft::models {

/// How this peer stands with its tracker, in words. A value.
class TrackerStatus final
{
public:
    enum class State {
        NoTracker, ///< works without one
        Joining, ///< for the first time, or as soon as there is something to share
        Joined,
        NothingToShare, ///< no tracker accepts this peer
        Lost, ///< not joined, and tried again by itself
        Failed, ///< the engine does nothing more
        Leaving,
    };

    explicit TrackerStatus(const engine::EngineSettings &settings);

    void noteJoined();
    /// `retryIn` 0 as PeerEngine::lost() gives it: as soon as there is something to share.
    void noteLost(const engine::Problem &problem,
                  std::chrono::milliseconds retryIn,
                  Clock::Instant now);
    /// The share has files now: a peer that had none joins at once.
    void noteSharing();
    void noteFailed(const engine::Problem &problem);
    void noteLeaving();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isJoined() const { return m_state == State::Joined; }
    /// Whether the words change with time alone.
    [[nodiscard]] bool isCountingDown(Clock::Instant now) const;

    /// A short line for the status bar. Plain text.
    [[nodiscard]] QString line(Clock::Instant now) const;
    /// Why one cannot search now, and what to do; empty when joined. Plain text.
    [[nodiscard]] QString reason() const;

private:
    [[nodiscard]] QString retryText(Clock::Instant now) const;

    State m_state;
    QString m_tracker;
    QString m_name;
    engine::Problem m_problem;
    std::optional<Clock::Instant> m_retryAt;
};

} // namespace ft::models
