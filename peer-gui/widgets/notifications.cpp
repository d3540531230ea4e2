#include "peer-gui/widgets/notifications.h"

namespace ft::widgets {

using models::TrackerStatus;

Notifications::Notifications(const models::TrackerWatch &tracker,
                             std::chrono::sys_seconds since,
                             Surroundings surroundings,
                             QObject *parent)
    : QObject(parent)
    , m_tracker(tracker)
    , m_surroundings(std::move(surroundings))
    , m_digest(since)
    , m_gather(this)
    , m_lost(this)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(GatheredFor);
    m_gather.setObjectName(QStringLiteral("gather"));
    m_lost.setSingleShot(true);
    m_lost.setInterval(LostFor);
    m_lost.setObjectName(QStringLiteral("lost"));
    connect(&m_gather, &QTimer::timeout, this, &Notifications::tell);
    connect(&m_lost, &QTimer::timeout, this, [this] {
        m_isToldLost = true;
        m_digest.noteTrackerLost(m_tracker.reason());
        tell();
    });
    connect(&tracker, &models::TrackerWatch::changed, this, &Notifications::followTracker);
    followTracker();
}

void Notifications::update(const std::vector<engine::TransferSnapshot> &transfers)
{
    m_digest.note(transfers);
    gather();
}

void Notifications::update(const engine::WishMatch &match)
{
    m_digest.note(match);
    gather();
}

/// Once for each time that it is lost.
void Notifications::followTracker()
{
    const bool isLost = m_tracker.state() == TrackerStatus::State::Lost;
    if (!isLost) {
        m_lost.stop();
        m_isToldLost = false;
    } else if (!m_isToldLost && !m_lost.isActive()) {
        m_lost.start();
    }
}

void Notifications::gather()
{
    if (!m_digest.isEmpty() && !m_gather.isActive())
        m_gather.start();
}

void Notifications::tell()
{
    for (const Notice &notice : m_digest.take(m_surroundings.wanted())) {
        if (!m_surroundings.isSeen(notice.about))
            m_surroundings.tell(notice);
    }
}

} // namespace ft::widgets
