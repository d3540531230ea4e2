#pragma once

#include "common/net/bytestream.h"

namespace ft::net {

/// What an errno of a socket function means to the user of a stream.
[[nodiscard]] StreamError streamErrorOf(int error);

} // namespace ft::net
