#pragma once

#include "peer-gui/engine/problem.h"

#include <QString>

namespace ft::words {

/// Why something failed, in a few words that stand behind a colon: `no room on the disk`,
/// `does not answer (Connection refused)`. Without the subject; the detail is as foreign as in the
/// problem.
[[nodiscard]] QString briefly(const engine::Problem &problem);

/// Whether briefly() speaks of what a source did, so that a source fits before it.
[[nodiscard]] bool isOfSource(engine::ProblemCode code);

} // namespace ft::words
