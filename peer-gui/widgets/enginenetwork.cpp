#include "peer-gui/widgets/enginenetwork.h"

namespace ft::widgets {

void EngineNetwork::listPeers(QObject *receiver, Done<std::vector<engine::ListedPeer>> done)
{
    m_engine.listPeers(receiver, std::move(done));
}

void EngineNetwork::ask(const QString &peer,
                        const engine::PeerQuestion &question,
                        QObject *receiver,
                        Hear hear)
{
    m_engine.peerShares().ask(peer, question, receiver, std::move(hear));
}

void EngineNetwork::ping(const QString &peer, QObject *receiver, Done<engine::PingAnswer> done)
{
    m_engine.peerShares().ping(peer, receiver, std::move(done));
}

void EngineNetwork::fetch(const QString &peer, const QString &name, Transport transport)
{
    m_engine.fetchFrom(peer, name, transport);
}

void EngineNetwork::download(const SourceRecord &source, Transport transport)
{
    m_engine.download({source}, transport);
}

void EngineNetwork::checkConnectivity(QObject *receiver, HearReport hear)
{
    m_engine.connectivity().check(receiver, std::move(hear));
}

void EngineNetwork::cancelConnectivity()
{
    m_engine.connectivity().cancel();
}

} // namespace ft::widgets
