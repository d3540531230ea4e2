#pragma once

#include "common/base/strong.h"
#include "common/model/contenthash.h"
#include "common/model/endpoint.h"
#include "common/model/hostname.h"
#include "common/model/peername.h"
#include "common/model/sharedpath.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace ft {

/// A peer's own identity, independent of its name and address: empty until peers have keys.
using PeerId = Strong<struct PeerIdTag, std::string>;

/// What a peer says about one file it shares.
struct FileRecord
{
    SharedPath path;
    QByteArray type; ///< media type, `application/pdf`; never empty
    std::uint64_t size = 0; ///< bytes
    std::chrono::sys_seconds modified; ///< UTC
    std::optional<ContentHash> root; ///< absent for files of classic peers: not verifiable
    std::optional<Md5Sum> md5;
    bool isPartial = false; ///< the peer has only some pieces of it itself, so far

    bool operator==(const FileRecord &) const = default;
};

/// A file record together with the peer that offers it.
struct SourceRecord
{
    FileRecord file;
    Endpoint endpoint; ///< where that peer serves the file
    std::optional<HostName> host; ///< absent for classic peers, which have no name

    [[nodiscard]] PeerName offerer() const { return host ? PeerName{*host} : PeerName{endpoint}; }

    bool operator==(const SourceRecord &) const = default;
};

} // namespace ft
