#pragma once

#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/share/publisherror.h"

namespace ft::engine {

/// What a person is told of a file that could not be published. Pure.
[[nodiscard]] ProblemCode problemCodeOf(PublishError error);

} // namespace ft::engine
