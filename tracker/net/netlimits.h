#pragma once

#include "tracker/net/addressbudgets.h"
#include "tracker/net/peerbudget.h"

#include <QtGlobal>

#include <chrono>

namespace ft::tracker {

/// What one connection, one peer and one address may take of the tracker: time and memory.
struct NetLimits
{
    using Duration = std::chrono::milliseconds;

    /// From the connection to the first SHARE with a record; then it is closed.
    Duration handshake{10'000};
    /// Silence after which an accepted peer is sent PING, and then until it counts as gone.
    Duration ping{30'000};
    /// From the first byte of a line to its end, of a peer that is accepted; then it is closed.
    Duration line{120'000};
    /// How far a peer that has replies waiting may fall behind leastPace until it counts as gone.
    Duration stall{30'000};
    /// Bytes of waiting replies that a peer must take in a second.
    qsizetype leastPace = 1'024;
    /// For the last replies to leave, and again for the peer to close after them.
    Duration closing{3'000};

    /// Work for one connection before others get their turn.
    std::chrono::microseconds timePerTurn{100};
    /// Bytes of replies made for one connection before others get their turn.
    qsizetype outputPerTurn = 256 * 1024;
    /// Bytes of replies waiting for one peer past which nothing more is read from it.
    qsizetype pending = 1024 * 1024;
    /// Bytes of replies waiting for all peers of one reactor; who would go past it is cut off.
    qsizetype pendingTotal = 256 * 1024 * 1024;
    /// Bytes read and dropped after an ERROR, so that it arrives although the peer still talks.
    qsizetype drained = 1024 * 1024;

    PeerBudget::Limits peer{};
    AddressBudgets::Limits address{};
};

} // namespace ft::tracker
