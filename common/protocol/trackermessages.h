#pragma once

#include "common/model/filerecord.h"
#include "common/protocol/commonmessages.h"

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

/// Asks which accepted peers there are; the keys given must all match.
struct PeersQuery
{
    std::optional<HostName> name;
    std::optional<QHostAddress> address;

    bool operator==(const PeersQuery &) const = default;
};

using TrackerRequest = std::variant<Ping, Pong, Bye, Hello, Share, Unshare, Search, PeersQuery>;

/// Answers SHARE and UNSHARE.
struct Shared
{
    std::uint32_t total = 0; ///< files this peer now shares at the tracker
    std::uint32_t dropped =
        0; ///< records of this SHARE left out because of the tracker's max-files

    bool operator==(const Shared &) const = default;
};

/// One line of the answer to SEARCH; `more` when another follows.
struct Found
{
    std::vector<SourceRecord> records;
    bool more = false;

    bool operator==(const Found &) const = default;
};

/// Nobody offers what SEARCH asked for.
struct NotFound
{
    bool operator==(const NotFound &) const = default;
};

/// An accepted peer as others see it.
struct PeerRecord
{
    HostName name;
    Endpoint endpoint;
    std::uint32_t files = 0;
    std::uint64_t bytes = 0; ///< sum of the sizes of its files

    bool operator==(const PeerRecord &) const = default;
};

/// One line of the answer to PEERS; `more` when another follows. No records: no such peer.
struct Peers
{
    std::vector<PeerRecord> records;
    bool more = false;

    bool operator==(const Peers &) const = default;
};

using TrackerReply =
    std::variant<Ping, Pong, Bye, Hi, Shared, Found, NotFound, Peers, Refused, ErrorLine>;

} // namespace ft::protocol
