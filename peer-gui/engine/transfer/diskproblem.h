#pragma once

#include "peer-gui/engine/problem.h"

#include <QString>

#include <cerrno>
#include <cstring>

namespace ft::engine {

/// What a person is told when writing below the download folder failed with this errno.
[[nodiscard]] inline Problem diskProblem(int error, Operation during, const QString &path)
{
    const auto detail = QString::fromLocal8Bit(std::strerror(error));
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return {ProblemCode::DiskFull, during, path, detail};
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOENT:
    case ENOTDIR:
        return {ProblemCode::FolderUnwritable, during, path, detail};
    default:
        return {ProblemCode::DiskFailed, during, path, detail};
    }
}

} // namespace ft::engine
