#pragma once

#include "common/protocol/classic/classicrecord.h"
#include "tracker/core/reach.h"

#include <cstdint>

namespace ft::tracker {

/// What the tracker keeps of a peer of the classic dialect beside its records, and when it counts
/// as gone: its connection may have been closed on purpose, so its port decides. Not synchronised.
struct ClassicPeer
{
    protocol::ClassicStyle style; ///< in which it is answered
    bool isConnected = true; ///< the connection on which it joined is open
    bool hasAnswered = false; ///< on its port
    bool mayHaveLeft = false; ///< somebody at its address said BYE
    std::uint8_t failures = 0; ///< to answer on its port, one after another

    enum class Verdict : std::uint8_t {
        Stays,
        Doubtful, ///< it is to be tried again soon
        Gone,
    };

    /// Takes what came of trying its port.
    ///
    /// One that has answered before may be between two connections; one that never has may still be
    /// about to listen. Who never listens is there for as long as its connection is.
    [[nodiscard]] Verdict judge(Reach::State state)
    {
        constexpr std::uint8_t OnceAnswered = 2;
        constexpr std::uint8_t NeverAnswered = 5;
        if (state == Reach::State::Unknown)
            return Verdict::Stays;
        if (state == Reach::State::Reachable) {
            failures = 0;
            hasAnswered = true;
            mayHaveLeft = false;
            return Verdict::Stays;
        }
        if (isConnected && !hasAnswered)
            return Verdict::Stays;
        ++failures;
        const bool isGone = (mayHaveLeft && !isConnected)
                            || failures >= (hasAnswered ? OnceAnswered : NeverAnswered);
        return isGone ? Verdict::Gone : Verdict::Doubtful;
    }
};

} // namespace ft::tracker
