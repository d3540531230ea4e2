#include "tracker/core/catalogue.h"

#include <mutex>

// The peers of the classic dialect.

namespace ft::tracker {

namespace {

ProbeTarget onceFor(const Peer &peer)
{
    return {peer.name, peer.session, peer.endpoint, true};
}

} // namespace

Catalogue::ClassicOutcome Catalogue::offer(const ClassicOffer &offer, std::uint32_t most)
{
    const std::lock_guard lock{m_mutex};
    Peer *peer = m_peers.find(offer.endpoint);
    const bool wasThere = peer != nullptr;
    if (peer && offer.isAnew) {
        dropClassic(*peer);
        peer = nullptr;
    }
    const bool isJoining = peer == nullptr;
    if (isJoining)
        peer = enterClassic(offer);
    if (!peer)
        return ClassicOutcome::LeftOut;
    peer->heard = m_clock.now();
    peer->classic->style = offer.style;
    const bool isFull = most > 0 && m_index.peer(peer->handle).files >= most;
    if (isFull && !m_index.contains(peer->handle, offer.file.path.utf8()))
        return ClassicOutcome::LeftOut;
    m_index.add(peer->handle, offer.file);
    if (!isJoining)
        return ClassicOutcome::Offered;
    return wasThere ? ClassicOutcome::JoinedAnew : ClassicOutcome::Joined;
}

bool Catalogue::isThere(const PeerName &classic) const
{
    const std::shared_lock lock{m_mutex};
    return m_peers.find(classic) != nullptr;
}

std::optional<protocol::ClassicStyle> Catalogue::classicStyleAt(const QHostAddress &from,
                                                                bool isSpaced) const
{
    const std::shared_lock lock{m_mutex};
    const Peer *peer = m_peers.classicAt(from, [isSpaced](const Peer &is) {
        return is.classic->style.isSpaced == isSpaced;
    });
    return peer ? std::optional{peer->classic->style} : std::nullopt;
}

std::optional<ProbeTarget> Catalogue::disconnected(const PeerName &classic, SessionId session)
{
    const std::lock_guard lock{m_mutex};
    Peer *peer = m_peers.find(classic);
    if (!peer || peer->session != session)
        return std::nullopt;
    peer->classic->isConnected = false;
    return onceFor(*peer);
}

std::vector<ProbeTarget> Catalogue::doubt(const QHostAddress &from)
{
    std::vector<ProbeTarget> targets;
    std::vector<ProbeTarget> connected;
    const std::lock_guard lock{m_mutex};
    m_peers.visitAt(from, [&](const Peer &peer) {
        if (peer.classic)
            (peer.classic->isConnected ? connected : targets).push_back(onceFor(peer));
        return true;
    });
    if (targets.empty())
        targets = std::move(connected);
    for (const ProbeTarget &target : targets)
        m_peers.find(target.name)->classic->mayHaveLeft = true;
    return targets;
}

std::optional<Endpoint> Catalogue::leaveClassic(const PeerName &classic)
{
    std::optional<Endpoint> endpoint;
    {
        const std::lock_guard lock{m_mutex};
        Peer *peer = m_peers.find(classic);
        if (!peer)
            return std::nullopt;
        endpoint = peer->endpoint;
        dropClassic(*peer);
    }
    tidy();
    return endpoint;
}

std::optional<ClassicPeer::Verdict> Catalogue::judgeClassic(const ProbeTarget &target,
                                                            const Reach &reach)
{
    const std::lock_guard lock{m_mutex};
    Peer *peer = m_peers.find(target.name);
    if (!peer || peer->session != target.session)
        return std::nullopt;
    if (reach.state != Reach::State::Unknown)
        peer->reach = reach;
    return peer->classic->judge(reach.state);
}

/// Null when there are too many at that address.
Peer *Catalogue::enterClassic(const ClassicOffer &offer)
{
    std::size_t count = 0;
    m_peers.visitAt(offer.from, [&](const Peer &peer) {
        count += peer.classic ? 1U : 0U;
        return true;
    });
    if (count >= MaxClassicPeers)
        return nullptr;
    const auto now = m_clock.now();
    // NOLINTNEXTLINE(modernize-make-unique): an aggregate, which make_unique() cannot fill
    auto entering = std::unique_ptr<Peer>(
        new Peer{offer.endpoint, offer.endpoint, offer.session, "classic", {}, now, {}, now});
    entering->classic.emplace();
    entering->from = offer.from;
    Peer *peer = m_peers.add(std::move(entering));
    peer->handle = m_index.addPeer({}, offer.endpoint);
    return peer;
}

/// Its records are no longer found.
void Catalogue::dropClassic(Peer &peer)
{
    setAside(peer, std::chrono::nanoseconds::zero());
    m_peers.remove(peer);
}

} // namespace ft::tracker
