#pragma once

#include <QString>

namespace ft::console {

/// Text from anywhere as it may be written to a terminal: whatever could move the cursor, change
/// colours or the direction of writing shows as U+FFFD.
[[nodiscard]] QString safeText(const QString &text);

} // namespace ft::console
