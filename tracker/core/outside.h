#pragma once

#include "common/model/endpoint.h"
#include "common/model/peername.h"
#include "tracker/core/session.h"

namespace ft::tracker {

/// What the rules ask of connections, in whatever thread these live. Callable from any thread; what
/// is asked is done later, and nothing happens when the session has gone meanwhile.
class SessionControl
{
public:
    SessionControl() = default;
    Q_DISABLE_COPY_MOVE(SessionControl)
    virtual ~SessionControl() = default;

    /// Sends PING to an accepted peer.
    virtual void ask(SessionId id) = 0;
    /// Ends a connection without a word.
    virtual void close(SessionId id) = 0;
};

/// An accepted peer whose port is to be tried.
struct ProbeTarget
{
    PeerName name;
    SessionId session;
    Endpoint endpoint;
    bool isOnce = false; ///< tried apart from the usual tries, until its state is known

    bool operator==(const ProbeTarget &) const = default;
};

/// Tries now and then, until its session has gone, whether a peer can be reached. Callable from any
/// thread.
class ReachWatch
{
public:
    ReachWatch() = default;
    Q_DISABLE_COPY_MOVE(ReachWatch)
    virtual ~ReachWatch() = default;

    virtual void watch(const ProbeTarget &target) = 0;

    /// When to try a port again, as who is told of a try says.
    enum class Again : std::uint8_t {
        Never,
        Usual, ///< now and then
        Closely, ///< every few seconds: nothing else tells whether the peer is there
        Soon, ///< it may be gone
    };
};

} // namespace ft::tracker
