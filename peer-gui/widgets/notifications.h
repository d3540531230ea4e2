#pragma once

#include "peer-gui/models/newsdigest.h"
#include "peer-gui/models/trackerwatch.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace ft::widgets {

/// Tells news to a user who looks elsewhere: what comes within a short time together, and nothing
/// of what is seen anyway.
class Notifications final : public QObject
{
    Q_OBJECT

public:
    using About = models::NewsDigest::About;
    using Notice = models::NewsDigest::Notice;

    static constexpr std::chrono::seconds GatheredFor{2};
    static constexpr std::chrono::minutes LostFor{5}; ///< the tracker, until that is news

    /// What it asks of the window.
    struct Surroundings
    {
        std::function<std::set<About>()> wanted;
        std::function<bool(About)> isSeen; ///< whether the user looks at where that shows
        std::function<void(const Notice &)> tell;
    };

    /// `tracker` must outlive it. What was asked for before `since` and is over is no news.
    Notifications(const models::TrackerWatch &tracker,
                  std::chrono::sys_seconds since,
                  Surroundings surroundings,
                  QObject *parent = nullptr);

    void update(const std::vector<engine::TransferSnapshot> &transfers);
    void update(const engine::WishMatch &match);

private:
    void followTracker();
    void gather();
    void tell();

    const models::TrackerWatch &m_tracker;
    Surroundings m_surroundings;
    models::NewsDigest m_digest;
    QTimer m_gather;
    QTimer m_lost;
    bool m_isToldLost = false;
};

} // namespace ft::widgets
