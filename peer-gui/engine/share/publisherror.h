#pragma once

#include "peer-gui/engine/share/openedfile.h"

namespace ft::engine {

/// Why a file is not published.
enum class PublishError {
    NotFound,
    NotRegularFile,
    Unreadable,
    NameInUse, ///< another file is shared, or about to be, by that name
    KeepsChanging, ///< was written to each time it was read
    Withdrawn, ///< unpublished before it was ready
};

/// Why a file is not unpublished.
enum class UnpublishError {
    NotShared,
    InShareFolder, ///< shared because of where it lies
};

[[nodiscard]] constexpr PublishError publishErrorOf(FileFault::Kind kind)
{
    switch (kind) {
    case FileFault::Kind::Vanished:
        return PublishError::NotFound;
    case FileFault::Kind::NotRegularFile:
        return PublishError::NotRegularFile;
    case FileFault::Kind::Changed:
        return PublishError::KeepsChanging;
    case FileFault::Kind::Unreadable:
        break;
    }
    return PublishError::Unreadable;
}

} // namespace ft::engine
