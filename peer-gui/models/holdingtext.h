#pragma once

#include "peer-gui/models/holdings.h"

#include <QString>

namespace ft::models {

/// A word or two: `New`, `Downloading 45 %`. Plain text.
[[nodiscard]] QString holdingWord(const Holding &holding);
/// The same as a sentence, with when and where. Plain text.
[[nodiscard]] QString describeHolding(const Holding &holding);

} // namespace ft::models
