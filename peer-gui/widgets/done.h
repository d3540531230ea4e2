#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/problem.h"

#include <functional>

namespace ft::widgets {

/// Takes the answer to something the window asked of the engine: once, in the GUI thread, unless
/// its receiver is gone first.
template <typename Value>
using Done = std::function<void(const Result<Value, engine::Problem> &)>;

} // namespace ft::widgets
