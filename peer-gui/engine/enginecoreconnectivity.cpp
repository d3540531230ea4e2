// What EngineCore gives to those who find out how other peers and the tracker can be reached.

#include "common/net/tcpstream.h"
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
            [](const HostPort &tracker) -> std::unique_ptr<net::ByteStream> {
                return net::TcpStream::dial(tracker);
            },
            [this](const auto &done) { listPeers(done); },
            pingContext(),
            dialUdpBy(m_udpStreams.get()),
            m_settings.usesUdp ? UdpFallback::NotBuilt : UdpFallback::TurnedOff};
}

void EngineCore::connectConnectivity()
{
    connect(this, &EngineCore::listening, &m_connectivity, &ConnectivityChecks::noteListening);
    connect(this, &EngineCore::failed, &m_connectivity, &ConnectivityChecks::noteFailed);
    connect(this, &EngineCore::joined, &m_connectivity, &ConnectivityChecks::noteJoined);
    connect(this, &EngineCore::lost, &m_connectivity, &ConnectivityChecks::noteLost);
}

} // namespace ft::engine
