#pragma once

#include "common/model/hexdigest.h"

namespace ft {

/// The identity of a file's content: its BEP 52 `pieces root` (also called `root`).
///
/// SHA-256 Merkle tree over 16 KiB blocks, padded with zero hashes to a power of two
/// (https://www.bittorrent.org/beps/bep_0052.html). The empty file, for which BEP 52 has no root,
/// has the SHA-256 of no bytes, e3b0c442...b855.
using ContentHash = HexDigest<struct ContentHashTag, 32>;

/// SHA-256 of one block or one inner node of a Merkle tree.
using NodeHash = HexDigest<struct NodeHashTag, 32>;

/// MD5 of a whole file (RFC 1321): for people and scripts that compare with `md5sum`; never trusted
/// as identity.
using Md5Sum = HexDigest<struct Md5SumTag, 16>;

} // namespace ft
