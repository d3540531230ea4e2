#include "peer-gui/models/trackerwatch.h"

namespace ft::models {

TrackerWatch::TrackerWatch(const engine::EngineSettings &settings,
                           const Clock &clock,
                           QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_status(settings)
{
    m_tick.setInterval(std::chrono::seconds{1});
    connect(&m_tick, &QTimer::timeout, this, &TrackerWatch::report);
}

void TrackerWatch::change(const engine::EngineSettings &settings)
{
    m_status = TrackerStatus{settings};
    report();
}

void TrackerWatch::noteJoined()
{
    m_status.noteJoined();
    report();
}

void TrackerWatch::noteLost(const engine::Problem &problem, std::chrono::milliseconds retryIn)
{
    m_status.noteLost(problem, retryIn, m_clock.now());
    report();
}

void TrackerWatch::noteSharing()
{
    if (m_status.state() != TrackerStatus::State::NothingToShare)
        return;
    m_status.noteSharing();
    report();
}

void TrackerWatch::noteFailed(const engine::Problem &problem)
{
    m_status.noteFailed(problem);
    report();
}

void TrackerWatch::noteLeaving()
{
    m_status.noteLeaving();
    report();
}

void TrackerWatch::report()
{
    if (!m_status.isCountingDown(m_clock.now())) {
        m_tick.stop();
    } else if (!m_tick.isActive()) {
        m_tick.start();
    }
    emit changed();
}

} // namespace ft::models
