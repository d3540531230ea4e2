#pragma once

#include "peer-gui/engine/share/sharenotice.h"

#include <QString>

namespace ft::models {

/// Why a text cannot name a shared file: `it has a backslash`.
[[nodiscard]] QString describe(PathFault fault);

/// A notice about the share in one line: what is not shared and why. Plain text.
[[nodiscard]] QString describe(const engine::ShareNotice &notice);

} // namespace ft::models
