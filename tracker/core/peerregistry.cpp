#include "tracker/core/peerregistry.h"

namespace ft::tracker {

Peer *PeerRegistry::add(std::unique_ptr<Peer> peer)
{
    const auto [place, isNew] = m_byName.try_emplace(peer->name.key(), nullptr);
    if (!isNew)
        return nullptr;
    place->second = std::move(peer);
    Peer *added = place->second.get();
    m_byAddress[added->from].insert(added);
    if (added->from.isLoopback())
        m_loopback.insert(added);
    return added;
}

std::unique_ptr<Peer> PeerRegistry::take(Peer &peer)
{
    m_loopback.erase(&peer);
    const auto sameAddress = m_byAddress.find(peer.from);
    sameAddress->second.erase(&peer);
    if (sameAddress->second.empty())
        m_byAddress.erase(sameAddress);
    return std::move(m_byName.extract(peer.name.key()).mapped());
}

Peer *PeerRegistry::find(const PeerName &name) const
{
    const auto found = m_byName.find(name.key());
    return found == m_byName.end() ? nullptr : found->second.get();
}

} // namespace ft::tracker
