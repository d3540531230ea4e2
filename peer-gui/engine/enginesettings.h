#pragma once

#include "common/model/endpoint.h"
#include "common/model/hostname.h"
#include "peer-gui/engine/share/sharefilter.h"
#include "peer-gui/engine/snapshots.h"

#include <QStringList>

#include <optional>

namespace ft::engine {

/// Where a tracker listens when nobody says otherwise.
inline constexpr std::uint16_t DefaultTrackerPort = 1234;

/// How a peer is set up, from its command line or its window. A value; fixed once the engine runs.
struct EngineSettings
{
    /// The tracker to join; nothing to work without one.
    std::optional<HostPort> tracker;
    /// The name under which the tracker lists this peer.
    HostName name = HostName::nearest({});
    /// Folders shared with everything below them.
    QStringList shareFolders;
    /// What of them is left out.
    ShareFilter::Settings filter;
    /// How often the share folders are walked besides being watched; 0 for never.
    std::chrono::seconds rescanEvery{std::chrono::minutes{10}};
    /// Where downloads go; an absolute path, made when it is missing.
    QString downloadFolder;
    /// Where the engine keeps what must outlast it; empty for nowhere.
    QString stateFolder;
    /// The address and port to serve files on; port 0 takes a free one.
    QHostAddress listenAddress{QHostAddress::Any};
    std::uint16_t listenPort = 0;
    /// Addresses and networks that are served without a tracker's word: `ADDRESS`, `ADDRESS/BITS`
    /// or `any`.
    QStringList allow;
    /// Whether a finished download is offered to others from then on.
    bool shareDownloads = true;
    /// Whether what an earlier run left in the queue is gone on with at once; else as soon as the
    /// same content is asked for again.
    bool resumesQueue = true;
    /// Whether downloads wait for sources and for room on the disk, or fail for want of them.
    bool isPatient = true;
    /// Whether the wishes are asked: not by a program that ends before it could tell of them.
    bool asksWishes = true;
    /// How often each shared file is read again, to notice what has gone bad on the disk; 0 for
    /// only when asked. And how fast: bytes per second, 0 for no limit.
    std::chrono::days checkEvery{0};
    std::uint64_t checkRate = 20'000'000;
    /// Whether files may come and go over UDP, between peers that wish it.
    bool usesUdp = true;
    /// How much at once and how fast; may be changed later.
    TransferLimits limits;
};

} // namespace ft::engine
