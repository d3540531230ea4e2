#pragma once

#include "tracker/console/command.h"
#include "tracker/core/catalogue.h"

namespace ft::tracker {

/// Those of the peers that a command asks for, in the order that it asks for; those without the
/// property sorted by come last.
[[nodiscard]] std::vector<PeerSnapshot> ordered(std::vector<PeerSnapshot> peers,
                                                const ListPeers &command);

} // namespace ft::tracker
