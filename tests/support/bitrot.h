#pragma once

#include <QFile>

#include <array>
#include <fcntl.h>
#include <sys/stat.h>

namespace ft::test {

/// Turns one bit of a byte over, as a failing disk does: size and times of the file stay. False
/// when that is not possible.
[[nodiscard]] inline bool rot(const QString &path, qint64 offset)
{
    struct stat status = {};
    const QByteArray name = QFile::encodeName(path);
    if (::stat(name.constData(), &status) != 0)
        return false;
    {
        QFile file{path};
        char byte = 0;
        const bool isRead = file.open(QIODevice::ReadWrite) && file.seek(offset)
                            && file.getChar(&byte);
        if (!isRead || !file.seek(offset) || !file.putChar(static_cast<char>(byte ^ 1)))
            return false;
    }
    const std::array times{status.st_atim, status.st_mtim};
    return ::utimensat(AT_FDCWD, name.constData(), times.data(), 0) == 0;
}

} // namespace ft::test
