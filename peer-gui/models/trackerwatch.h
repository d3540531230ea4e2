#pragma once

#include "peer-gui/models/trackerstatus.h"

#include <QObject>
#include <QTimer>

namespace ft::models {

/// Keeps the status of the tracker as the engine reports it, and tells when its words change, each
/// second while it counts down.
class TrackerWatch final : public QObject
{
    Q_OBJECT

public:
    /// `clock` must outlive it.
    TrackerWatch(const engine::EngineSettings &settings,
                 const Clock &clock,
                 QObject *parent = nullptr);

    /// Another tracker, or the same one under another name: joined from now on.
    void change(const engine::EngineSettings &settings);
    void noteJoined();
    void noteLost(const engine::Problem &problem, std::chrono::milliseconds retryIn);
    void noteSharing();
    void noteFailed(const engine::Problem &problem);
    void noteLeaving();

    [[nodiscard]] TrackerStatus::State state() const { return m_status.state(); }
    [[nodiscard]] bool isJoined() const { return m_status.isJoined(); }
    [[nodiscard]] QString line() const { return m_status.line(m_clock.now()); }
    [[nodiscard]] QString reason() const { return m_status.reason(); }

signals:
    void changed();

private:
    void report();

    const Clock &m_clock;
    TrackerStatus m_status;
    QTimer m_tick;
};

} // namespace ft::models
