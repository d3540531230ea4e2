#pragma once

#include "common/model/filelink.h"

#include <QStringList>

namespace ft::engine {

/// A word of the command line that the window cannot open.
struct StartArgumentError
{
    QString word;
    std::optional<LinkError> link; ///< what is wrong with it as a link; else it is no file here

    bool operator==(const StartArgumentError &) const = default;
};

/// What a window is started with, as it is handed on: links as they are, files (also as `file:`
/// addresses) by their absolute paths. Looks at the disk.
[[nodiscard]] Result<QStringList, StartArgumentError> readStartArguments(const QStringList &words);

} // namespace ft::engine
