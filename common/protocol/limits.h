#pragma once

#include <QtGlobal>

#include <cstdint>

/// Every size and number the wire may ask a program to believe. PROTOCOL.md section 3 lists the
/// same.
namespace ft::protocol::limits {

/// Bytes of one line, its line feed included. A longer one is refused before it is buffered whole.
inline constexpr qsizetype MaxLine = 65'536;

/// Fields (positional and key=value together) of one message or one record.
inline constexpr qsizetype MaxFields = 32;

/// Bytes of a record's media type.
inline constexpr qsizetype MaxType = 127;

/// Bytes of a text for people: in REFUSED, ERROR and NOTICE. An encoder cuts longer ones.
inline constexpr qsizetype MaxText = 1'024;

/// Bytes of the agent in HELLO and HI. An encoder cuts longer ones.
inline constexpr qsizetype MaxAgent = 128;

/// Bytes of a key, and of the code in ERROR.
inline constexpr qsizetype MaxToken = 32;

/// Bytes of the place that a DecodeError names, whatever the other end sent there.
inline constexpr qsizetype MaxWhere = 64;

/// Bytes of a search text or a regular expression: the longest path can be searched for.
inline constexpr qsizetype MaxSearchText = 2'048;

/// Words, exclusions and patterns in the text of one FIND, together.
inline constexpr qsizetype MaxQueryWords = 16;

/// Bytes of the token by which FIND goes on behind an earlier answer.
inline constexpr qsizetype MaxAfter = 64;

/// Hexadecimal digits of the digest of a share.
inline constexpr qsizetype MaxDigest = 64;

/// Searches that one peer may keep open.
inline constexpr std::uint32_t MaxLiveSearches = 32;

/// Records in the answer to one SEARCH or FIND, over all its lines.
inline constexpr std::uint32_t MaxFoundRecords = 1'000;

/// Records in the answer to one LIST, INDEXGET or FILEHASH, over all its lines.
inline constexpr std::uint32_t MaxListedFiles = 1'000;

/// Peers in the answer to one PEERS, over all its lines.
inline constexpr std::uint32_t MaxListedPeers = 100'000;

/// Bytes of a file; also the largest offset. 2^53: exact in every language that may read our JSON.
inline constexpr std::uint64_t MaxFileSize = 1ULL << 53U;

/// Seconds since 1970 of a time: the last second of the year 9999.
inline constexpr std::int64_t MaxTime = 253'402'300'799;

/// Node hashes (32 bytes each) in the answer to one HASHES.
inline constexpr std::uint32_t MaxHashes = 2'048;

/// Pieces of one file: the bits in the answer to one PIECES.
inline constexpr std::uint32_t MaxPieces = 131'072;

/// Requests a peer may have unanswered on one connection; the reader stops reading past it.
inline constexpr qsizetype MaxPipelined = 256;

} // namespace ft::protocol::limits
