#pragma once

#include "common/model/filerecord.h"
#include "common/model/hexdigest.h"
#include "common/protocol/commonmessages.h"
#include "common/protocol/fields.h"

#include <variant>
#include <vector>

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

/// Asks which pieces of a content the other peer can send.
struct PiecesRequest
{
    ContentHash root;

    bool operator==(const PiecesRequest &) const = default;
};

/// Asks for records of the other peer's own share, in the order of their paths (octet by octet).
struct ListRequest
{
    std::optional<SharedPath> path; ///< only the file of this path, and those below it as a folder
    std::optional<SharedPath> after; ///< only files whose path comes after this one
    std::uint32_t limit = 0; ///< most records in the answer; 0 for as many as the other peer gives

    bool operator==(const ListRequest &) const = default;
};

/// Asks for a second way to this peer, over UDP.
struct UdpRequest
{
    bool operator==(const UdpRequest &) const = default;
};

/// Asks for records of the other peer's own share by time and name, in the order of their paths.
struct IndexRequest
{
    std::optional<std::chrono::sys_seconds> from; ///< only files changed then or later
    std::optional<std::chrono::sys_seconds> to; ///< only files changed then or earlier
    /// Only files whose path it matches somewhere: RE2's syntax, at most limits::MaxSearchText
    /// bytes; empty for every path.
    QByteArray regex;
    std::optional<SharedPath> after; ///< only files whose path comes after this one
    std::uint32_t limit = 0; ///< most records in the answer; 0 for as many as the other peer gives

    bool operator==(const IndexRequest &) const = default;
};

/// Asks for checksums of the other peer's own files, held against its disk at that moment.
struct ChecksumRequest
{
    std::optional<SharedPath> path; ///< only the file of this path
    std::optional<SharedPath> after; ///< only files whose path comes after this one
    std::uint32_t limit = 0; ///< most records in the answer; 0 for as many as the other peer gives

    bool operator==(const ChecksumRequest &) const = default;
};

using PeerRequest = std::variant<Ping,
                                 Hello,
                                 HashesRequest,
                                 DownloadRequest,
                                 PiecesRequest,
                                 ListRequest,
                                 UdpRequest,
                                 IndexRequest,
                                 ChecksumRequest,
                                 Bye>;

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

/// Answers PIECES; a bitfield follows the line: one bit per piece, the first in the highest bit of
/// the first byte, spare bits at the end 0 (as in BEP 3).
struct PiecesHeader
{
    ContentHash root;
    std::uint64_t size = 0; ///< of the whole file, as the answering peer believes it
    std::uint64_t piece = 0; ///< bytes of one piece: a power of two, at least 16384
    std::uint32_t count = 0; ///< pieces of the file: size / piece rounded up

    bool operator==(const PiecesHeader &) const = default;

    /// Bytes that follow the line.
    [[nodiscard]] std::uint64_t payload() const { return (std::uint64_t{count} + 7) / 8; }
};

/// No upload slot is free for the asking peer. Answers a DOWNLOAD, which is done with by it; or
/// tells unasked, as an update, the place of a peer that had such an answer.
struct Queued
{
    std::uint32_t position = 1; ///< place in the queue, from 1
    bool isUpdate = false; ///< comes unasked, and answers no request

    bool operator==(const Queued &) const = default;
};

/// Comes unasked: an upload slot is the asking peer's, which may send its DOWNLOADs again.
struct Ready
{
    bool operator==(const Ready &) const = default;
};

/// One line of the answer to LIST, INDEXGET or FILEHASH. No records: there are none (any more).
///
/// The endpoint of the records is what the answering peer takes for its own: a reader puts the one
/// it is connected to in its place.
struct Files
{
    std::vector<SourceRecord> records;
    bool continues = false; ///< another line of this answer follows
    bool isMore = false; ///< of the last line: ask again for further files
    std::optional<SharedPath> next = {}; ///< after which; absent: after the last path told

    bool operator==(const Files &) const = default;
};

/// What a stream over UDP shows to be let in: once, for a short time, from where it was asked for.
using UdpToken = HexDigest<struct UdpTokenTag, 16>;

/// Answers UDP.
struct UdpOffer
{
    std::uint16_t port = 0; ///< of the address the asker is connected to; not 0
    UdpToken token;

    bool operator==(const UdpOffer &) const = default;
};

using PeerReply = std::variant<Pong,
                               Hi,
                               HashesHeader,
                               FileHeader,
                               PiecesHeader,
                               Files,
                               Queued,
                               Ready,
                               UdpOffer,
                               Refused,
                               ErrorLine>;

} // namespace ft::protocol
