#pragma once

#include "tracker/core/peerregistry.h"

namespace ft::tracker {

/// Decides what becomes of a HELLO under a name in use: a silent holder at the same address makes
/// way, a talking one never does.
///
/// So who lost its connection without the tracker noticing gets its name back within seconds, and
/// nobody gets that of another.
struct NameRule
{
    /// Silence after which the holder makes way unasked.
    std::chrono::nanoseconds silence;
    /// How long a holder that was asked has for a sign of life.
    std::chrono::nanoseconds answer{std::chrono::seconds{2}};

    enum class Verdict {
        Free, ///< nobody bears the name
        Taken, ///< by a peer at another address
        AskHolder, ///< by one that may be dead: it is to be asked now
        HolderAsked, ///< by one that was asked and still has time
        Replaces, ///< by one that makes way
    };

    [[nodiscard]] Verdict judge(const Peer &holder,
                                const QHostAddress &from,
                                Clock::Instant now) const
    {
        if (holder.endpoint.address != from)
            return Verdict::Taken;
        const auto heard = holder.heard.load(std::memory_order_relaxed);
        if (now - heard > silence)
            return Verdict::Replaces;
        if (!holder.asked || heard > *holder.asked)
            return Verdict::AskHolder;
        return now - *holder.asked >= answer ? Verdict::Replaces : Verdict::HolderAsked;
    }
};

} // namespace ft::tracker
