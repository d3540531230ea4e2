#pragma once

#include "common/base/result.h"
#include "common/model/hostname.h"

#include <QString>

#include <variant>

namespace ft::tracker {

/// Lists the accepted peers.
struct ListPeers
{
    bool operator==(const ListPeers &) const = default;
};

/// Lists the files of one peer.
struct Discover
{
    HostName host;
    bool operator==(const Discover &) const = default;
};

/// Asks one peer, now, whether it is there.
struct PingPeer
{
    HostName host;
    bool operator==(const PingPeer &) const = default;
};

/// Looks a file name up as a peer's SEARCH does.
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

struct ShowHelp
{
    bool operator==(const ShowHelp &) const = default;
};

/// Ends the tracker.
struct Quit
{
    bool operator==(const Quit &) const = default;
};

using Command = std::variant<ListPeers, Discover, PingPeer, SearchFiles, ShowStats, ShowHelp, Quit>;

/// The command of one line, or what is wrong with it and what to write instead.
[[nodiscard]] Result<Command, QString> parseCommand(const QString &line);

/// One line per command, for `help`.
[[nodiscard]] QString commandHelp();

} // namespace ft::tracker
