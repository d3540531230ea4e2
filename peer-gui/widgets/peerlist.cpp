#include "peer-gui/widgets/peerlist.h"

#include <algorithm>

namespace ft::widgets {

PeerList::PeerList(NetworkCommands &commands,
                   const models::TrackerWatch &tracker,
                   Pace pace,
                   QObject *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_tracker(tracker)
    , m_pace(pace)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &PeerList::refresh);
    connect(&tracker, &models::TrackerWatch::changed, this, &PeerList::onTrackerChanged);
}

void PeerList::setSeen(bool isSeen)
{
    if (std::exchange(m_isSeen, isSeen) == isSeen)
        return;
    askLater();
}

void PeerList::onTrackerChanged()
{
    if (std::exchange(m_wasJoined, m_tracker.isJoined()) == m_tracker.isJoined())
        return;
    if (m_wasJoined)
        return refresh();
    m_next.stop();
    emit left();
}

void PeerList::refresh()
{
    if (!m_tracker.isJoined() || std::exchange(m_isAsking, true))
        return;
    m_next.stop();
    m_asked.start();
    m_commands.listPeers(this, [this](const auto &peers) { take(peers); });
}

void PeerList::take(const Result<std::vector<engine::ListedPeer>, engine::Problem> &peers)
{
    m_isAsking = false;
    m_took = std::chrono::milliseconds{m_asked.elapsed()};
    if (m_tracker.isJoined()) {
        if (peers)
            emit listed(*peers);
        else
            emit failed(peers.error());
    }
    m_asked.start();
    askLater();
}

/// As long after the last answer as the pace says.
void PeerList::askLater()
{
    if (!m_tracker.isJoined() || m_isAsking)
        return;
    if (!m_asked.isValid())
        return refresh();
    const auto pause = std::max(m_isSeen ? m_pace.seen : m_pace.unseen,
                                m_took * m_pace.shareOfTime);
    const auto passed = std::chrono::milliseconds{m_asked.elapsed()};
    m_next.start(std::max(pause - passed, std::chrono::milliseconds{0}));
}

} // namespace ft::widgets
