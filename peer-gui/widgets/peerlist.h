#pragma once

#include "peer-gui/models/trackerwatch.h"
#include "peer-gui/widgets/networkcommands.h"

#include <QElapsedTimer>
#include <QTimer>

namespace ft::widgets {

/// Asks the tracker who is online: often while somebody looks, now and then otherwise, one question
/// at a time, and seldom enough that a long list is no burden.
class PeerList final : public QObject
{
    Q_OBJECT

public:
    struct Pace
    {
        std::chrono::milliseconds seen{4'000};
        std::chrono::milliseconds unseen{30'000};
        int shareOfTime = 20; ///< an answer takes at most one part of the time in so many
    };

    /// Both must outlive it.
    PeerList(NetworkCommands &commands,
             const models::TrackerWatch &tracker,
             Pace pace,
             QObject *parent = nullptr);

    void setSeen(bool isSeen);
    /// Now, unless the answer to a question is on its way.
    void refresh();

signals:
    void listed(const std::vector<ft::engine::ListedPeer> &peers);
    void failed(const ft::engine::Problem &problem);
    /// This peer is not joined any more: who is online is not known.
    void left();

private:
    void onTrackerChanged();
    void take(const Result<std::vector<engine::ListedPeer>, engine::Problem> &peers);
    void askLater();

    NetworkCommands &m_commands;
    const models::TrackerWatch &m_tracker;
    Pace m_pace;
    QTimer m_next;
    QElapsedTimer m_asked;
    std::chrono::milliseconds m_took{0}; ///< the last answer
    bool m_isSeen = false;
    bool m_isAsking = false;
    bool m_wasJoined = false;
};

} // namespace ft::widgets
