#pragma once

#include "common/net/bytestream.h"
#include "common/protocol/commonmessages.h"
#include "peer-gui/engine/problem.h"

/// What went wrong between this peer and a tracker, as a person is told.
namespace ft::engine {

[[nodiscard]] ProblemCode trackerProblem(net::StreamError::Code code);
[[nodiscard]] ProblemCode trackerProblem(protocol::RefusalCode code);

} // namespace ft::engine
