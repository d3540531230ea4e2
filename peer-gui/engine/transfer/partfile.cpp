#include "peer-gui/engine/transfer/partfile.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace ft::engine {

namespace {

Problem problemOf(int error, const QString &path)
{
    const auto detail = QString::fromLocal8Bit(std::strerror(error));
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return {ProblemCode::DiskFull, Operation::Download, path, detail};
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOENT:
    case ENOTDIR:
        return {ProblemCode::FolderUnwritable, Operation::Download, path, detail};
    default:
        return {ProblemCode::DiskFailed, Operation::Download, path, detail};
    }
}

/// Bytes missing on the disk of an open file for `size` more; 0 when they fit.
std::uint64_t missingSpace(int descriptor, std::uint64_t size)
{
    struct statvfs disk
    {};
    if (::fstatvfs(descriptor, &disk) != 0)
        return 0; // a file system that does not say: writing will tell
    const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    return size > free ? size - free : 0;
}

/// Whether the path still names the open file: between opening and locking it, another program that
/// held the lock may have completed the file and renamed it.
bool isStillAt(int descriptor, const QString &path)
{
    struct stat opened
    {};
    struct stat named
    {};
    return ::fstat(descriptor, &opened) == 0
           && ::lstat(QFile::encodeName(path).constData(), &named) == 0
           && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

} // namespace

Result<std::shared_ptr<PartFile>, Problem> PartFile::create(const QString &path, std::uint64_t size)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(),
                                  O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
                                  0644);
    if (descriptor < 0)
        return tl::unexpected(problemOf(errno, path));
    std::shared_ptr<PartFile> part{new PartFile{descriptor, path}};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 || !isStillAt(descriptor, path))
        return tl::unexpected(
            Problem{ProblemCode::DiskFailed,
                    Operation::Download,
                    path,
                    QStringLiteral("another program is downloading the same file there")});
    part->m_isTemporary = true;
    if (::ftruncate(descriptor, 0) != 0)
        return tl::unexpected(problemOf(errno, path));
    if (const auto missing = missingSpace(descriptor, size); missing > 0)
        return tl::unexpected(Problem{ProblemCode::DiskFull,
                                      Operation::Download,
                                      path,
                                      QStringLiteral("%1 bytes missing").arg(missing)});
    if (::ftruncate(descriptor, static_cast<off_t>(size)) != 0)
        return tl::unexpected(problemOf(errno, path));
    return part;
}

PartFile::~PartFile()
{
    // Before the lock goes: nobody else can have taken the file over.
    if (m_isTemporary && isStillAt(m_descriptor, m_path))
        QFile::remove(m_path);
    ::close(m_descriptor);
}

Result<void, Problem> PartFile::write(std::uint64_t offset, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto written = ::pwrite(m_descriptor,
                                      bytes.data(),
                                      static_cast<std::size_t>(bytes.size()),
                                      static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return tl::unexpected(diskProblem(written < 0 ? errno : EIO));
        bytes = bytes.sliced(written);
        offset += static_cast<std::uint64_t>(written);
    }
    return {};
}

Result<void, Problem> PartFile::complete(std::chrono::sys_seconds modified)
{
    const auto seconds = static_cast<time_t>(modified.time_since_epoch().count());
    const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, timespec{seconds, 0}};
    if (::futimens(m_descriptor, times.data()) != 0 || ::fsync(m_descriptor) != 0)
        return tl::unexpected(diskProblem(errno));
    return {};
}

Problem PartFile::diskProblem(int error) const
{
    return problemOf(error, m_path);
}

} // namespace ft::engine
