#pragma once

#include "common/model/filerecord.h"
#include "common/protocol/commonmessages.h"
#include "common/protocol/fields.h"

#include <variant>

/// Messages between two peers.
namespace ft::protocol {

/// Asks for node hashes of one layer of a content's Merkle tree, those over the given piece size.
struct HashesRequest
{
    ContentHash root;
    std::uint64_t piece = 0; ///< bytes under one hash: a power of two, at least 16384
    ByteRange range; ///< indexes of the hashes; at most limits::MaxHashes of them

    bool operator==(const HashesRequest &) const = default;
};

/// Asks for a file, or for a stretch of it.
struct DownloadRequest
{
    SharedPath path;
    QByteArray type;
    std::uint64_t size = 0;
    std::optional<ContentHash> root; ///< when given it decides, and the path is only a hint
    std::optional<ByteRange> range; ///< the whole file when absent

    bool operator==(const DownloadRequest &) const = default;
};

using PeerRequest = std::variant<Ping, Hello, HashesRequest, DownloadRequest, Bye>;

/// Answers HASHES; `range.length` times 32 bytes follow the line.
struct HashesHeader
{
    ContentHash root;
    std::uint64_t piece = 0;
    ByteRange range;

    bool operator==(const HashesHeader &) const = default;

    /// Bytes that follow the line.
    [[nodiscard]] std::uint64_t payload() const { return range.length * NodeHash::ByteCount; }
};

/// Answers DOWNLOAD; the bytes of `range` follow the line, or all `size` bytes when it is absent.
struct FileHeader
{
    std::uint64_t size = 0; ///< of the whole file
    std::optional<ByteRange> range;
    std::optional<ContentHash> root;

    bool operator==(const FileHeader &) const = default;

    /// Bytes that follow the line.
    [[nodiscard]] std::uint64_t payload() const { return range ? range->length : size; }
};

using PeerReply = std::variant<Pong, Hi, HashesHeader, FileHeader, Refused, ErrorLine>;

} // namespace ft::protocol
