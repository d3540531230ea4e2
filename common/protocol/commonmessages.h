#pragma once

#include "common/model/hostname.h"

#include <QByteArray>
#include <QHostAddress>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

/// Messages that stand both between peer and tracker and between two peers.
namespace ft::protocol {

/// What one end of a connection knows beyond the first verbs of FT/2: tokens, at most
/// limits::MaxFields of them. Unknown ones are kept and mean nothing.
using Capabilities = std::vector<QByteArray>;

// The tokens that PROTOCOL.md section 8 lists.
inline constexpr QByteArrayView CanEpoch = "epoch"; ///< tracker: EPOCH
inline constexpr QByteArrayView CanFind = "find"; ///< tracker: FIND
inline constexpr QByteArrayView CanLive = "live"; ///< both: searches that stay open
inline constexpr QByteArrayView CanNotice = "notice"; ///< peer: NOTICE
inline constexpr QByteArrayView CanUdp = "udp"; ///< peer that serves: UDP

[[nodiscard]] inline bool knows(const Capabilities &capabilities, QByteArrayView token)
{
    return std::find(capabilities.begin(), capabilities.end(), token) != capabilities.end();
}

/// Names one state of what a peer shares, in the peer's own terms: equal marks of one peer mean
/// equal shares.
struct ShareMark
{
    std::uint64_t epoch = 0; ///< grows with every change
    QByteArray digest; ///< 1 to limits::MaxDigest small hexadecimal digits

    bool operator==(const ShareMark &) const = default;
};

/// What a tracker still has of a peer that greets it again.
struct HeldShare
{
    std::uint32_t total = 0; ///< files
    std::optional<ShareMark> mark; ///< absent when files changed since the last mark, or none came

    bool operator==(const HeldShare &) const = default;
};

/// Opens a connection of our dialect: `HELLO FT/2 name=studio-a port=40112`.
struct Hello
{
    HostName name;
    std::uint16_t port = 0; ///< where this peer serves its files; 0 when it serves none
    QByteArray agent; ///< program and version, for people; limits::MaxAgent bytes, may be empty
    Capabilities capabilities = {};
    std::optional<ShareMark> mark = {}; ///< the state of what this peer shares

    bool operator==(const Hello &) const = default;
};

/// Answers HELLO: `HI FT/2 seen=10.0.0.4 ping=30`.
struct Hi
{
    QHostAddress seen; ///< the address the other end sees this connection come from
    std::optional<std::uint32_t> ping; ///< seconds of silence after which the tracker sends PING
    std::optional<std::uint32_t> maxFiles; ///< how many files a peer may share at this tracker
    std::optional<HostName> name; ///< between peers: who answers
    QByteArray agent;
    Capabilities capabilities = {};
    std::optional<HeldShare> held = {}; ///< the peer's records that the tracker has from before

    bool operator==(const Hi &) const = default;
};

/// Are you there? At the tracker both ends may ask at any time after HI, between peers the one that
/// opened the connection.
struct Ping
{
    bool operator==(const Ping &) const = default;
};

/// I am. Answers PING.
struct Pong
{
    bool operator==(const Pong &) const = default;
};

/// The sender leaves; nothing of it follows on this connection. A tracker answers with BYE.
struct Bye
{
    bool operator==(const Bye &) const = default;
};

/// Why a well-formed request was declined. The connection goes on.
enum class RefusalCode {
    NameTaken, ///< the host name of HELLO is in use by another peer
    NothingShared, ///< the service is for peers that share at least one file
    NotAccepted, ///< the asking peer is not accepted at the tracker, nor allowed by hand
    NoSuchFile, ///< no such file is shared here
    Changed, ///< the file is no longer what its record says
    BadRange, ///< the range lies outside the file
    NoHashes, ///< the hashes of this content are not known here
    Unreadable, ///< the file cannot be read
    NotYet, ///< a partial source that has not all of the range, so far
    NoUdp, ///< this peer is not reached over UDP at the moment
    Busy, ///< too much is asked at once; `retry` says when to come back
    ShuttingDown, ///< the program is ending
    Banned, ///< the operator of the tracker keeps this name or address out
    BadQuery, ///< the text of FIND cannot be read as a query; the text says where
    Other, ///< a reason that a newer program knows; its text says more
};

inline constexpr int RefusalCodeCount = static_cast<int>(RefusalCode::Other) + 1;

/// A request declined: `REFUSED: no-such-file, docs/a.pdf is not shared here`.
struct Refused
{
    RefusalCode code = RefusalCode::NoSuchFile;
    QByteArray text; ///< for people, UTF-8 without controls, limits::MaxText bytes, may be empty
    std::optional<std::uint32_t> retry; ///< seconds after which asking again may help

    bool operator==(const Refused &) const = default;
};

/// The connection has gone wrong and is closed after this: `ERROR: missing-key the key port is
/// missing`.
struct ErrorLine
{
    QByteArray code; ///< a token of PROTOCOL.md section 6
    QByteArray text; ///< for people, UTF-8 without controls, limits::MaxText bytes, may be empty

    bool operator==(const ErrorLine &) const = default;
};

} // namespace ft::protocol
