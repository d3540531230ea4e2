#pragma once

#include <tl/expected.hpp>

namespace ft {

/// Either the value that was asked for, or a typed error that says why there is none.
template <typename Value, typename Error>
using Result = tl::expected<Value, Error>;

} // namespace ft
