// What EngineCore gives to those who find out how other peers and the tracker can be reached.

#include "peer-gui/engine/dialing.h"
#include "peer-gui/engine/enginecore.h"

namespace ft::engine {

PeerPing::Context EngineCore::pingContext()
{
    return {m_clock,
            [this](const QString &peer, const auto &done) { findPeer(peer, done); },
            dialPeer,
            channelSettings(m_settings).hello};
}

ConnectivityRun::Context EngineCore::connectivityContext()
{
    return {m_background,
            m_clock,
            m_settings.tracker,
            m_settings.name,
            m_settings.downloadFolder,
            m_settings.stateFolder,
            dialTracker,
            [this](const auto &done) { listPeers(done); },
            pingContext(),
            dialUdp(),
            whyNoUdp()};
}

void EngineCore::connectConnectivity()
{
    connect(this, &EngineCore::listening, &m_connectivity, &ConnectivityChecks::noteListening);
    connect(this, &EngineCore::failed, &m_connectivity, &ConnectivityChecks::noteFailed);
    connect(this, &EngineCore::joined, &m_connectivity, &ConnectivityChecks::noteJoined);
    connect(this, &EngineCore::lost, &m_connectivity, &ConnectivityChecks::noteLost);
}

} // namespace ft::engine
