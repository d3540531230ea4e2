#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <type_traits>

namespace ft::tracker {

/// Whether the port of a peer was reached from outside, when that was last tried.
struct Reach
{
    enum class State : std::uint8_t { Unknown, Reachable, Unreachable };
    using Microseconds = std::chrono::duration<std::uint32_t, std::micro>;

    State state = State::Unknown;
    Microseconds time{}; ///< the round trip of the connection, when reachable

    /// Nothing when it is not known.
    [[nodiscard]] std::optional<bool> isReachable() const
    {
        return state == State::Unknown ? std::nullopt : std::optional{state == State::Reachable};
    }
    [[nodiscard]] std::optional<std::chrono::microseconds> roundTrip() const
    {
        return state == State::Reachable ? std::optional<std::chrono::microseconds>{time}
                                         : std::nullopt;
    }

    bool operator==(const Reach &) const = default;
};
static_assert(std::is_trivially_copyable_v<Reach> && sizeof(Reach) == 8); // atomic without a lock

} // namespace ft::tracker
