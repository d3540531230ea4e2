#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/widgets/networkcommands.h"

namespace ft::widgets {

/// Asks other peers through a PeerEngine.
class EngineNetwork final : public NetworkCommands
{
public:
    /// `engine` must outlive it.
    explicit EngineNetwork(engine::PeerEngine &engine)
        : m_engine(engine)
    {}

    void listPeers(QObject *receiver, Done<std::vector<engine::ListedPeer>> done) override;
    void ask(const QString &peer,
             const engine::PeerQuestion &question,
             QObject *receiver,
             Hear hear) override;
    void ping(const QString &peer, QObject *receiver, Done<engine::PingAnswer> done) override;
    void fetch(const QString &peer, const QString &name, Transport transport) override;
    void download(const SourceRecord &source, Transport transport) override;
    void checkConnectivity(QObject *receiver, HearReport hear) override;
    void cancelConnectivity() override;

private:
    engine::PeerEngine &m_engine;
};

} // namespace ft::widgets
