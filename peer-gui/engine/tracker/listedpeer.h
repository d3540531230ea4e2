#pragma once

#include "common/protocol/trackermessages.h"

namespace ft::engine {

/// A peer as the tracker lists it.
using ListedPeer = protocol::PeerRecord;

} // namespace ft::engine
