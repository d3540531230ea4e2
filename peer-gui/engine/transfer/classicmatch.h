#pragma once

#include "common/protocol/classic/classicmessages.h"
#include "peer-gui/engine/share/sharecatalog.h"

#include <optional>

namespace ft::engine {

/// Whether a program of the classic dialect means this file by the name: its whole path, the last
/// component of it, or that without its extension.
[[nodiscard]] bool isClassicName(QByteArrayView name, const SharedPath &path);

/// Whether it calls such a file so: by its media type or another name of that (`image/jpg`), by its
/// extension or another of the same media type, with or without a dot before, or by the kind of it
/// (`text`, `image`). Letter case does not matter.
[[nodiscard]] bool isClassicType(QByteArrayView type, const FileRecord &file);

/// The file that is asked for: its size must be told as well. The first in the order of paths when
/// there are several, but whole names before shortened ones.
[[nodiscard]] std::optional<SharedFile> findClassic(const ShareCatalog &catalog,
                                                    const protocol::ClassicDownload &request);

} // namespace ft::engine
