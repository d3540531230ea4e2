#pragma once

#include "common/model/filerecord.h"
#include "common/model/peername.h"
#include "common/protocol/commonmessages.h"

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

/// Messages between a peer and the tracker.
namespace ft::protocol {

/// Offers files. The first one with a record makes the peer accepted. A path shared before is
/// replaced. Endpoint and host of the records are the tracker's to fill in; what the peer wrote
/// there is not believed.
struct Share
{
    std::vector<SourceRecord> records;

    bool operator==(const Share &) const = default;
};

/// Takes files back, by path.
struct Unshare
{
    std::vector<SharedPath> paths;

    bool operator==(const Unshare &) const = default;
};

/// Asks who offers a file of this name: a last component, or a whole path when it has a `/`. Any
/// UTF-8 text of 1 to limits::MaxSearchText bytes, controls included.
/// `name` may refer to the bytes of the line it was decoded from: copy it to keep it longer.
struct Search
{
    QByteArray name;
    std::uint32_t limit = 0; ///< most records in the answer; 0 for the tracker's own limit

    bool operator==(const Search &) const = default;
};

/// Asks for records by a query. Only to a tracker that has CanFind.
struct Find
{
    QByteArray text; ///< in the grammar of SearchQuery; 1 to limits::MaxSearchText bytes of UTF-8
    std::uint32_t limit = 0; ///< most records in the answer; 0 for the tracker's own limit
    QByteArray after; ///< Results::after of an earlier answer, to go on behind it; may be empty
    std::uint32_t live = 0; ///< number under which the search stays open; 0 when it does not

    bool operator==(const Find &) const = default;
};

/// Ends an open search. Not answered; what was under way may still come.
struct Stop
{
    std::uint32_t live = 0; ///< of Find; at least 1

    bool operator==(const Stop &) const = default;
};

/// Marks what was announced so far on this connection as one state of the share; before anything
/// was, takes over the state that Hi::held names. Only to a tracker that has CanEpoch.
struct Epoch
{
    ShareMark mark;

    bool operator==(const Epoch &) const = default;
};

/// Asks which accepted peers there are; the keys given must all match.
struct PeersQuery
{
    std::optional<HostName> name;
    std::optional<QHostAddress> address;

    bool operator==(const PeersQuery &) const = default;
};

using TrackerRequest =
    std::variant<Ping, Pong, Bye, Hello, Share, Unshare, Search, PeersQuery, Find, Stop, Epoch>;

/// Answers SHARE, UNSHARE and EPOCH.
struct Shared
{
    std::uint32_t total = 0; ///< files this peer now shares at the tracker
    std::uint32_t dropped =
        0; ///< records of this SHARE left out because of the tracker's max-files
    std::optional<std::uint64_t> epoch = {}; ///< of the EPOCH that this answers

    bool operator==(const Shared &) const = default;
};

/// One line of the answer to SEARCH; `more` when another follows.
struct Found
{
    std::vector<SourceRecord> records;
    bool more = false;

    bool operator==(const Found &) const = default;
};

/// Answers FIND. When `shown` is not 0, FOUND lines with so many records follow at once, ranked,
/// those of one content next to one another.
struct Results
{
    std::uint64_t total = 0; ///< records that match; at least so many when partial
    std::uint32_t shown = 0; ///< at most limits::MaxFoundRecords
    std::uint64_t contents = 0; ///< different contents among them
    QByteArray after; ///< for Find::after to get those behind the shown ones; empty: there are none
    bool isPartial = false; ///< the query reached the cost it may have before it was through
    std::uint32_t live = 0; ///< of Find, when the search stays open; else 0

    bool operator==(const Results &) const = default;
};

/// Records that match an open search have appeared or changed.
struct Came
{
    std::uint32_t live = 0; ///< at least 1
    std::vector<SourceRecord> records;

    bool operator==(const Came &) const = default;
};

/// A record that an open search has told and that is gone.
struct Gone
{
    SharedPath path;
    PeerName peer;

    bool operator==(const Gone &) const = default;
};

/// Records of an open search are gone.
struct Went
{
    std::uint32_t live = 0; ///< at least 1
    std::vector<Gone> records;

    bool operator==(const Went &) const = default;
};

/// More happened to an open search than was told: only asking again shows what there is now.
struct Missed
{
    std::uint32_t live = 0; ///< at least 1
    std::uint64_t count = 0; ///< of changes left out, as far as the tracker counts them

    bool operator==(const Missed &) const = default;
};

/// A word of the tracker's operator to all peers.
struct Notice
{
    QByteArray text; ///< for people, UTF-8 without controls, 1 to limits::MaxText bytes

    bool operator==(const Notice &) const = default;
};

/// Nobody offers what SEARCH asked for.
struct NotFound
{
    bool operator==(const NotFound &) const = default;
};

/// An accepted peer as others see it.
struct PeerRecord
{
    std::optional<HostName> name; ///< absent for a classic peer, which has none
    Endpoint endpoint;
    std::uint32_t files = 0;
    std::uint64_t bytes = 0; ///< sum of the sizes of its files
    std::optional<bool> isReachable = {}; ///< absent: the tracker does not know yet
    std::optional<std::chrono::microseconds> roundTrip = {}; ///< of the tracker's connection to it

    bool operator==(const PeerRecord &) const = default;
};

/// One line of the answer to PEERS; `more` when another follows. No records: no such peer.
struct Peers
{
    std::vector<PeerRecord> records;
    bool more = false;

    bool operator==(const Peers &) const = default;
};

using TrackerReply = std::variant<Ping,
                                  Pong,
                                  Bye,
                                  Hi,
                                  Shared,
                                  Found,
                                  NotFound,
                                  Peers,
                                  Refused,
                                  ErrorLine,
                                  Results,
                                  Came,
                                  Went,
                                  Missed,
                                  Notice>;

} // namespace ft::protocol
