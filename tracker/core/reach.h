#pragma once

#include <chrono>
#include <cstdint>
#include <type_traits>

namespace ft::tracker {

/// Whether the port of a peer was reached from outside, when that was last tried.
struct Reach
{
    enum class State : std::uint8_t { Unknown, Reachable, Unreachable };
    using Microseconds = std::chrono::duration<std::uint32_t, std::micro>;

    State state = State::Unknown;
    Microseconds roundTrip{}; ///< of the connection, when reachable

    bool operator==(const Reach &) const = default;
};
static_assert(std::is_trivially_copyable_v<Reach> && sizeof(Reach) == 8); // atomic without a lock

} // namespace ft::tracker
