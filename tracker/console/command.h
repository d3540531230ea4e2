#pragma once

#include "common/base/result.h"
#include "common/model/hostname.h"
#include "tracker/core/banlist.h"
#include "tracker/log/logline.h"

#include <QString>

#include <variant>

namespace ft::tracker {

/// Lists the accepted peers.
struct ListPeers
{
    enum class Key { Name, Files, Bytes, Joined, Silent, Address, RoundTrip };

    Key sort = Key::Name;
    bool isDescending = false;
    QString filter; ///< part of a name or an address, or a network; empty for all

    bool operator==(const ListPeers &) const = default;
};

/// Lists the files of one peer.
struct Discover
{
    PeerName host;
    bool operator==(const Discover &) const = default;
};

/// Asks one peer, now, whether it is there.
struct PingPeer
{
    PeerName host;
    bool operator==(const PingPeer &) const = default;
};

/// Looks for files as a peer does.
struct SearchFiles
{
    QString text;
    bool operator==(const SearchFiles &) const = default;
};

/// Sums and rates.
struct ShowStats
{
    bool operator==(const ShowStats &) const = default;
};

/// Ends the connections of peers, which may come back.
struct KickPeers
{
    PeerSelector who;
    QString reason;
    bool isDryRun = false; ///< only lists who is hit
    bool operator==(const KickPeers &) const = default;
};

/// Ends the connections of peers, and lets them in no more.
struct BanPeers
{
    PeerSelector who;
    std::optional<std::chrono::seconds> time; ///< for good when not set
    QString reason;
    bool isDryRun = false;
    bool operator==(const BanPeers &) const = default;
};

struct LiftBan
{
    PeerSelector who;
    bool operator==(const LiftBan &) const = default;
};

struct ListBans
{
    bool operator==(const ListBans &) const = default;
};

struct ListLimits
{
    bool operator==(const ListLimits &) const = default;
};

struct SetLimit
{
    QString name;
    std::uint64_t value = 0;
    bool operator==(const SetLimit &) const = default;
};

/// Tells every peer something.
struct SayToAll
{
    QString text;
    bool operator==(const SayToAll &) const = default;
};

/// Shows or sets what the log tells.
struct LogLevelCommand
{
    std::optional<LogLevel> level;
    bool operator==(const LogLevelCommand &) const = default;
};

/// Reads the configuration file again.
struct ReloadConfiguration
{
    bool operator==(const ReloadConfiguration &) const = default;
};

struct ShowHelp
{
    QString command; ///< empty for all
    bool operator==(const ShowHelp &) const = default;
};

/// Ends the tracker.
struct Quit
{
    bool operator==(const Quit &) const = default;
};

using Command = std::variant<ListPeers,
                             Discover,
                             PingPeer,
                             SearchFiles,
                             ShowStats,
                             KickPeers,
                             BanPeers,
                             LiftBan,
                             ListBans,
                             ListLimits,
                             SetLimit,
                             SayToAll,
                             LogLevelCommand,
                             ReloadConfiguration,
                             ShowHelp,
                             Quit>;

/// The command of one line, or what is wrong with it and what to write instead.
[[nodiscard]] Result<Command, QString> parseCommand(const QString &line);

/// One line per command, or all about one that exists.
[[nodiscard]] QString commandHelp(const QString &name = {});

} // namespace ft::tracker
