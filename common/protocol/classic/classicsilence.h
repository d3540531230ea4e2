#pragma once

#include <chrono>

namespace ft::protocol {

/// A message of the classic dialect is over when its sender has said nothing for so long: nothing
/// in it tells its end. It is written at once, and its TCP segments follow each other more closely
/// than this; a shorter time would cut messages of slow networks, a longer one delays each answer.
inline constexpr std::chrono::milliseconds ClassicSilence{50};

} // namespace ft::protocol
