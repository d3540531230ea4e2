#pragma once

#include "common/base/strong.h"
#include "common/model/endpoint.h"
#include "common/model/hostname.h"
#include "common/protocol/classic/classicrecord.h"
#include "tracker/core/activity.h"

#include <QHostAddress>

#include <cstdint>
#include <memory>
#include <optional>

namespace ft::tracker {

/// One connection of one run of the tracker; never given twice.
using SessionId = Strong<struct SessionIdTag, std::uint64_t>;

struct Peer;

/// What a peer said of itself in HELLO, until it is accepted.
struct Greeting
{
    HostName name;
    std::uint16_t port = 0;
    QByteArray agent;
    bool mayTakeOver = true; ///< what is kept of it: it has announced nothing on this connection
};

/// How the tracker parts from a peer.
struct Farewell
{
    LeaveReason reason = LeaveReason::Kicked;
    QByteArray lines; ///< the last ones, in wire form
    QByteArray notice; ///< lines before them, for peers that take notices
};

/// What becomes of a connection once an answer is sent.
enum class Next : std::uint8_t { Continue, Close };

/// What a connection of the classic dialect has told so far.
struct ClassicSession
{
    bool isGreeted = false; ///< it said HELLO, and is known by what it offers from then on
    bool isAnew = true; ///< the next record is the first of a list
    bool isServed = false; ///< it is, or was when it was last served, that of an accepted peer
    std::optional<Endpoint> peer; ///< that joined on it, or changed its list on it
    protocol::ClassicStyle style;
};

/// How far one connection has come; owned by that connection and used by its thread only.
struct Session
{
    enum class State : std::uint8_t {
        New, ///< has said nothing
        Greeted, ///< has said HELLO, shares nothing yet: gets no answer to anything but SHARE
        Accepted, ///< is in the registry
        Ended, ///< nothing more is answered
    };

    SessionId id;
    std::uint8_t loop = 0; ///< which of the tracker's loops serves it
    QHostAddress remote; ///< the address it comes from, IPv4 as IPv4
    QHostAddress local; ///< the address of this machine that it came to
    State state = State::New;
    bool hasFailed = true; ///< nobody has been accepted on it, or it ended in an error
    std::uint32_t files = 0; ///< that it shares; a peer of none is refused every service
    std::unique_ptr<Greeting> greeting; ///< while Greeted
    Peer *peer = nullptr; ///< while Accepted
    LeaveReason leaving = LeaveReason::Lost; ///< told when the session ends
    bool takesNotices = false; ///< said so in HELLO
    std::unique_ptr<ClassicSession> classic; ///< when it speaks the classic dialect
};

} // namespace ft::tracker
