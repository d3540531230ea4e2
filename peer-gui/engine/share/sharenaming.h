#pragma once

#include "common/model/sharedpath.h"

#include <functional>
#include <optional>

namespace ft::engine {

/// `docs/a (2).pdf` of `docs/a.pdf` and 2. Nothing when that would be too long for a path.
[[nodiscard]] std::optional<SharedPath> numberedPath(const SharedPath &path, unsigned number);

/// The first free name for a file: `wanted`; with its share folder's name in front; that one
/// numbered from 2. `folderName` is one component, or empty for a file of no folder. Nothing when
/// every name that is left breaks a rule of SharedPath.
[[nodiscard]] std::optional<SharedPath> freeName(
    const SharedPath &wanted,
    QByteArrayView folderName,
    const std::function<bool(const SharedPath &)> &isTaken);

} // namespace ft::engine
