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

} // namespace ft::widgets
