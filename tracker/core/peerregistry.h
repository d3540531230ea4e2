#pragma once

#include "common/base/clock.h"
#include "common/model/endpoint.h"
#include "common/model/filerecord.h"
#include "common/model/hostname.h"
#include "common/protocol/commonmessages.h"
#include "tracker/core/classicpeer.h"
#include "tracker/core/reach.h"
#include "tracker/core/recordindex.h"
#include "tracker/core/session.h"

#include <atomic>
#include <memory>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace ft::tracker {

/// An accepted peer.
struct Peer
{
    PeerName name;
    Endpoint endpoint; ///< where it serves: the address the tracker sees, the port it told
    SessionId session; ///< the one it joined in; that of a classic peer may have ended
    QByteArray agent; ///< program and version, as the peer tells it: not safe to print
    PeerId id;
    Clock::Instant joined;
    PeerHandle handle; ///< in the index
    /// When anything last came from it; written by its connection, read by anybody.
    std::atomic<Clock::Instant> heard;
    /// Whether its port is reached from here; read and written by anybody.
    std::atomic<Reach> reach{};
    /// When it was last asked for a sign of life because another claimed its name.
    std::optional<Clock::Instant> asked = {};
    /// What it says its share is, since the last change of that.
    std::optional<protocol::ShareMark> mark = {};
    /// Another bears its name now; only its connection still knows of it.
    bool isDisplaced = false;
    /// Of a peer of the classic dialect only; its name is its endpoint then.
    std::optional<ClassicPeer> classic = {};
    /// Where it comes from: only a classic peer may serve at another address.
    QHostAddress from = endpoint.address;
};

/// Spreads names and addresses unforeseeably, so that nobody can choose them to collide.
struct SeededHash
{
    std::size_t operator()(const QByteArray &name) const { return qHash(name, seed); }
    std::size_t operator()(const QHostAddress &address) const { return qHash(address, seed); }
    std::size_t seed = QHashSeed::globalSeed();
};

/// The accepted peers, by name and by address. Not synchronised.
class PeerRegistry final
{
public:
    /// Null, and nothing kept, when the name is in use. The peer stays where it is until removed.
    Peer *add(std::unique_ptr<Peer> peer);
    void remove(Peer &peer) { take(peer); }
    /// Removes it, and leaves it to the caller.
    std::unique_ptr<Peer> take(Peer &peer);

    [[nodiscard]] Peer *find(const PeerName &name) const;
    /// One of the classic peers that come from an address: one that fits, else any; null for none.
    [[nodiscard]] const Peer *classicAt(const QHostAddress &from, auto fits) const
    {
        const Peer *any = nullptr;
        visitAt(from, [&](const Peer &peer) {
            if (peer.classic && (!any || fits(peer)))
                any = &peer;
            return !any || !fits(*any);
        });
        return any;
    }
    [[nodiscard]] std::size_t count() const { return m_byName.size(); }

    // Each shows peers to `visit(const Peer &)` until that returns false.
    template <typename Visit>
    void visitAll(Visit visit) const
    {
        for (const auto &[key, peer] : m_byName) {
            if (!visit(std::as_const(*peer)))
                return;
        }
    }
    /// Those that come from there.
    template <typename Visit>
    void visitAt(const QHostAddress &address, Visit visit) const
    {
        const auto found = m_byAddress.find(address);
        if (found != m_byAddress.end())
            visitSet(found->second, visit);
    }
    /// Those that joined over a loopback address.
    template <typename Visit>
    void visitLoopback(Visit visit) const
    {
        visitSet(m_loopback, visit);
    }

private:
    using Peers = std::unordered_set<const Peer *>;

    template <typename Visit>
    static void visitSet(const Peers &peers, Visit visit)
    {
        for (const Peer *peer : peers) {
            if (!visit(*peer))
                return;
        }
    }

    std::unordered_map<QByteArray, std::unique_ptr<Peer>, SeededHash>
        m_byName; ///< by HostName::key()
    std::unordered_map<QHostAddress, Peers, SeededHash> m_byAddress;
    Peers m_loopback;
};

} // namespace ft::tracker
