#pragma once

#include "peer-gui/engine/share/checkmemory.h"
#include "peer-gui/engine/share/sharelibrary.h"
#include "peer-gui/engine/snapshots.h"

#include <vector>

namespace ft::engine {

/// Every file of the share: the offered ones and those still to be hashed in the order of their
/// names, then those that are known to be damaged and still there.
[[nodiscard]] std::vector<SharedFileInfo> listFiles(const ShareLibrary &library,
                                                    const std::vector<DamagedFile> &damaged);

} // namespace ft::engine
