#pragma once

#include "common/protocol/commonmessages.h"
#include "tracker/core/peerregistry.h"

#include <deque>
#include <optional>

namespace ft::tracker {

/// Remembers the shares of peers that lost their connection, for the time in which they may come
/// back for them. Not synchronised.
class KeptShares final
{
public:
    struct Kept
    {
        QHostAddress address; ///< only a peer from there may have it back
        PeerHandle handle; ///< in the index
        protocol::ShareMark mark;
        Clock::Instant until;
    };

    /// Keeps a share; none of that name must be there.
    void add(const HostName &name, Kept kept);
    /// The share of this name, for a peer at this address; null when there is none. Valid until the
    /// next change.
    [[nodiscard]] const Kept *find(const HostName &name, const QHostAddress &address) const;
    /// Takes the share of this name out, if there is one.
    [[nodiscard]] std::optional<Kept> take(const HostName &name);
    /// Takes one share out whose time is over.
    [[nodiscard]] std::optional<Kept> takeExpired(Clock::Instant now);

    [[nodiscard]] std::size_t count() const { return m_byName.size(); }

private:
    struct Ending
    {
        Clock::Instant at;
        QByteArray key;
    };

    std::unordered_map<QByteArray, Kept, SeededHash> m_byName; ///< by HostName::key()
    std::deque<Ending> m_endings; ///< in the order of add(); of some the share is gone already
};

} // namespace ft::tracker
