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

/// Bytes of a search text.
inline constexpr qsizetype MaxSearchText = 1'024;

/// Records in the answer to one SEARCH, over all its lines.
inline constexpr std::uint32_t MaxFoundRecords = 1'000;

/// Peers in the answer to one PEERS, over all its lines.
inline constexpr std::uint32_t MaxListedPeers = 100'000;

/// Bytes of a file; also the largest offset. 2^53: exact in every language that may read our JSON.
inline constexpr std::uint64_t MaxFileSize = 1ULL << 53U;

/// Node hashes (32 bytes each) in the answer to one HASHES.
inline constexpr std::uint32_t MaxHashes = 2'048;

/// Requests a peer may have unanswered on one connection; the reader stops reading past it.
inline constexpr qsizetype MaxPipelined = 256;

} // namespace ft::protocol::limits
