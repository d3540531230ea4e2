#include "peer-gui/engine/transfer/diskspace.h"

#include <QFile>

#include <cerrno>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace ft::engine {

std::optional<DiskSpace> diskSpaceAt(const QString &absolutePath)
{
    QByteArray path = QFile::encodeName(absolutePath);
    struct stat status = {};
    while (::stat(path.constData(), &status) != 0) {
        const auto slash = path.lastIndexOf('/');
        if ((errno != ENOENT && errno != ENOTDIR) || path.size() <= 1 || slash < 0)
            return std::nullopt;
        path.truncate(slash == 0 ? 1 : slash);
    }
    struct statvfs disk = {};
    if (::statvfs(path.constData(), &disk) != 0 || disk.f_blocks == 0)
        return std::nullopt;
    return DiskSpace{status.st_dev, std::uint64_t{disk.f_bavail} * disk.f_frsize};
}

} // namespace ft::engine
