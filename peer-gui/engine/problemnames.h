#pragma once

#include "peer-gui/engine/problem.h"

/// The forms of problems that outlive a program.
namespace ft::engine {

[[nodiscard]] QString toText(ProblemCode code);
[[nodiscard]] ProblemCode problemCodeFrom(const QString &text); ///< DiskFailed for an unknown one
[[nodiscard]] QString toText(Operation operation);
[[nodiscard]] Operation operationFrom(const QString &text); ///< Download likewise

} // namespace ft::engine
