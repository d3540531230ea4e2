#pragma once

#include <QtGlobal>

#include <chrono>

namespace ft::tracker {

/// What one connection may take of the tracker: time and memory.
struct NetLimits
{
    using Duration = std::chrono::milliseconds;

    /// From the connection to the first SHARE with a record; then it is closed.
    Duration handshake{10'000};
    /// Silence after which an accepted peer is sent PING, and then until it counts as gone.
    Duration ping{30'000};
    /// Without a byte taken by a peer that has replies waiting, until it counts as gone.
    Duration stall{30'000};
    /// For the last replies to leave, and again for the peer to close after them.
    Duration closing{3'000};

    /// Bytes of replies made for one connection before others get their turn.
    qsizetype outputPerTurn = 256 * 1024;
    /// Bytes of replies waiting for one peer past which nothing more is read from it.
    qsizetype pending = 1024 * 1024;
    /// Bytes of replies waiting for all peers of one reactor; who would go past it is cut off.
    qsizetype pendingTotal = 256 * 1024 * 1024;
    /// Bytes read and dropped after an ERROR, so that it arrives although the peer still talks.
    qsizetype drained = 1024 * 1024;
};

} // namespace ft::tracker
