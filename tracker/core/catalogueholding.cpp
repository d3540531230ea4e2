#include "tracker/core/catalogue.h"

#include <algorithm>
#include <mutex>

// Who bears a name, and what becomes of the records of those that go.

namespace ft::tracker {

namespace {

/// Records taken out under one hold of the lock, so that searches never wait for a big peer to go.
constexpr std::uint32_t RecordsPerHold = 4'096;

} // namespace

Catalogue::Claim Catalogue::claim(const HostName &name,
                                  const QHostAddress &from,
                                  const NameRule &rule,
                                  std::chrono::nanoseconds keepFor)
{
    const auto now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    Peer *holder = m_peers.find(name);
    if (!holder)
        return {};
    const auto verdict = rule.judge(*holder, from, now);
    const SessionId session = holder->session;
    if (verdict == NameRule::Verdict::AskHolder)
        holder->asked = now;
    if (verdict == NameRule::Verdict::Replaces)
        displace(*holder, keepFor);
    return {verdict, session};
}

Peer *Catalogue::join(const Greeting &greeting, const QHostAddress &address, SessionId id)
{
    const std::lock_guard lock{m_mutex};
    Peer *joined = enter(greeting, address, id);
    if (!joined)
        return nullptr;
    dropKept(greeting.name);
    joined->handle = m_index.addPeer(greeting.name.bytes(), joined->endpoint);
    return joined;
}

std::optional<protocol::HeldShare> Catalogue::kept(const HostName &name,
                                                   const QHostAddress &address) const
{
    const std::shared_lock lock{m_mutex};
    const auto *kept = m_kept.find(name, address);
    if (!kept)
        return std::nullopt;
    return protocol::HeldShare{m_index.peer(kept->handle).files, kept->mark};
}

Peer *Catalogue::resume(const Greeting &greeting,
                        const QHostAddress &address,
                        SessionId id,
                        const protocol::ShareMark &mark)
{
    const std::lock_guard lock{m_mutex};
    if (m_peers.find(greeting.name))
        return nullptr;
    const auto *found = m_kept.find(greeting.name, address);
    if (!found || found->mark != mark)
        return nullptr;
    auto kept = m_kept.take(greeting.name);
    Peer *resumed = enter(greeting, address, id);
    resumed->handle = kept->handle;
    resumed->mark = std::move(kept->mark);
    m_index.comeBack(resumed->handle, resumed->endpoint);
    return resumed;
}

void Catalogue::mark(Peer &peer, const protocol::ShareMark &mark)
{
    const std::lock_guard lock{m_mutex};
    peer.mark = mark;
}

void Catalogue::leave(Peer &peer)
{
    lose(peer, std::chrono::nanoseconds::zero());
}

void Catalogue::lose(Peer &peer, std::chrono::nanoseconds keepFor)
{
    {
        const std::lock_guard lock{m_mutex};
        if (forgetDisplaced(peer))
            return;
        setAside(peer, keepFor);
        m_peers.remove(peer);
    }
    tidy();
}

bool Catalogue::tidy()
{
    const auto now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    if (!m_untold.empty()) {
        if (!m_index.tellLeave(m_untold.back(), RecordsPerHold))
            m_untold.pop_back();
        return true;
    }
    if (m_leaving.empty()) {
        const auto expired = m_kept.takeExpired(now);
        if (!expired)
            return false;
        m_leaving.push_back(expired->handle);
    }
    if (!m_index.continueLeave(m_leaving.back(), RecordsPerHold))
        m_leaving.pop_back();
    return true;
}

Peer *Catalogue::enter(const Greeting &greeting, const QHostAddress &address, SessionId id)
{
    const auto now = m_clock.now();
    const Endpoint endpoint{address, greeting.port};
    // NOLINTNEXTLINE(modernize-make-unique): an aggregate, which make_unique() cannot fill
    auto peer = std::unique_ptr<Peer>(
        new Peer{greeting.name, endpoint, id, greeting.agent, PeerId{}, now, PeerHandle{}, now});
    return m_peers.add(std::move(peer));
}

/// The name has a new bearer, for whom these records are not.
void Catalogue::dropKept(const HostName &name)
{
    if (const auto kept = m_kept.take(name))
        m_leaving.push_back(kept->handle);
}

/// Hides the records of a peer that goes, to be kept if they are marked or else to be removed.
void Catalogue::setAside(Peer &peer, std::chrono::nanoseconds keepFor)
{
    m_index.beginLeave(peer.handle);
    const HostName *host = peer.name.host();
    const bool isWorthKeeping = host && peer.mark && m_index.peer(peer.handle).files > 0
                                && keepFor > std::chrono::nanoseconds::zero();
    if (!isWorthKeeping) {
        m_leaving.push_back(peer.handle);
        return;
    }
    m_untold.push_back(peer.handle);
    const auto until = m_clock.now() + keepFor;
    m_kept.add(*host, {peer.endpoint.address, peer.handle, *peer.mark, until});
}

/// Takes the name from a peer whose connection may still refer to it.
void Catalogue::displace(Peer &peer, std::chrono::nanoseconds keepFor)
{
    setAside(peer, keepFor);
    peer.isDisplaced = true;
    m_displaced.push_back(m_peers.take(peer));
}

/// False when the peer was not displaced.
bool Catalogue::forgetDisplaced(const Peer &peer)
{
    return std::erase_if(m_displaced, [&](const auto &gone) { return gone.get() == &peer; }) > 0;
}

} // namespace ft::tracker
