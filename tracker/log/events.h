#pragma once

#include "common/model/endpoint.h"
#include "tracker/core/activity.h"
#include "tracker/core/banlist.h"
#include "tracker/log/logline.h"

namespace ft::tracker {

// What happens to the tracker itself; what happens to peers is in tracker/core/activity.h.

struct TrackerStarted
{
    Endpoint endpoint;
    std::uint32_t threads = 0;
};

struct TrackerStopped
{};

struct PeerKicked
{
    PeerName name;
    QString reason;
};

struct BanAdded
{
    Ban ban;
};

struct BanLifted
{
    PeerSelector who;
};

/// The configuration was read again.
struct Reloaded
{
    QStringList changed; ///< `name: old -> new`
    QStringList needRestart;
};

/// A limit was changed by hand.
struct LimitChanged
{
    QString name;
    std::uint64_t value = 0;
};

/// That of the line, without making it.
[[nodiscard]] LogLevel levelOf(const PeerEvent &event);
[[nodiscard]] LogLine toLogLine(const PeerEvent &event);
[[nodiscard]] LogLine toLogLine(const TrackerStarted &event);
[[nodiscard]] LogLine toLogLine(const TrackerStopped &event);
[[nodiscard]] LogLine toLogLine(const PeerKicked &event);
[[nodiscard]] LogLine toLogLine(const BanAdded &event);
[[nodiscard]] LogLine toLogLine(const BanLifted &event);
[[nodiscard]] LogLine toLogLine(const Reloaded &event);
[[nodiscard]] LogLine toLogLine(const LimitChanged &event);

} // namespace ft::tracker
