#pragma once

#include "common/protocol/trackermessages.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace ft::engine {

/// Whether the peers that the tracker lists for a name and an address, or for an address alone, are
/// who was asked for. Those with a name say who they are: whoever says nothing is none of them.
[[nodiscard]] inline bool isAccepted(const std::vector<protocol::PeerRecord> &listed,
                                     const std::optional<HostName> &name)
{
    return std::ranges::any_of(listed, [&](const protocol::PeerRecord &peer) {
        return peer.name.has_value() == name.has_value();
    });
}

} // namespace ft::engine
