#pragma once

#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/share/sharenotice.h"

#include <QString>

namespace ft::shell {

/// A problem in one line of English: what happened, where, and what to do next.
[[nodiscard]] QString wordsFor(const engine::Problem &problem);

/// The token of a problem for scripts, `name-taken`.
[[nodiscard]] QString codeFor(engine::ProblemCode code);

/// What is not shared, and why, in one line of English.
[[nodiscard]] QString wordsFor(const engine::ShareNotice &notice);

} // namespace ft::shell
