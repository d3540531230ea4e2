#include "peer-gui/engine/share/openedfile.h"

#include <QFile>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <linux/openat2.h>
#include <memory>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace ft::engine {

namespace {

FileFault faultOf(int error)
{
    using Kind = FileFault::Kind;
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return {Kind::Vanished, error};
    case ELOOP: // a symlink in the way
    case ENXIO: // a socket
        return {Kind::NotRegularFile, error};
    default:
        return {Kind::Unreadable, error};
    }
}

/// Opens without following any symlink on the way, or, where the kernel cannot (before 5.6) or may
/// not, without following one at the end of it.
int openPlain(const char *path)
{
    // Not blocking: a pipe that came to stand under the name must not hold the thread.
    constexpr int Flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW;
    open_how how{};
    how.flags = Flags;
    how.resolve = RESOLVE_NO_SYMLINKS;
    const auto descriptor = ::syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
    if (descriptor >= 0 || (errno != ENOSYS && errno != EPERM))
        return static_cast<int>(descriptor);
    return ::open(path, Flags);
}

} // namespace

Result<OpenedFile, FileFault> OpenedFile::open(const QString &absolutePath)
{
    const int descriptor = openPlain(QFile::encodeName(absolutePath).constData());
    if (descriptor < 0)
        return tl::unexpected(faultOf(errno));
    OpenedFile file{descriptor, FileStamp{}};
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return tl::unexpected(faultOf(errno));
    if (!S_ISREG(status.st_mode))
        return tl::unexpected(FileFault{FileFault::Kind::NotRegularFile, 0});
    file.m_stamp = FileStamp::of(status);
    return file;
}

OpenedFile::OpenedFile(OpenedFile &&other) noexcept
    : m_descriptor(other.release())
    , m_stamp(other.m_stamp)
{}

OpenedFile &OpenedFile::operator=(OpenedFile &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_stamp, other.m_stamp);
    return *this;
}

OpenedFile::~OpenedFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

int OpenedFile::release()
{
    return std::exchange(m_descriptor, -1);
}

bool OpenedFile::isUnchanged() const
{
    struct stat status = {};
    return ::fstat(m_descriptor, &status) == 0 && FileStamp::of(status) == m_stamp;
}

Result<FileStamp, FileFault> stampOf(const QString &absolutePath)
{
    struct stat status = {};
    if (::lstat(QFile::encodeName(absolutePath).constData(), &status) != 0)
        return tl::unexpected(faultOf(errno));
    if (!S_ISREG(status.st_mode))
        return tl::unexpected(FileFault{FileFault::Kind::NotRegularFile, 0});
    return FileStamp::of(status);
}

Result<QString, FileFault> withoutSymlinks(const QString &path)
{
    const auto release = [](char *text) {
        std::free(text); // NOLINT(*-no-malloc): realpath(3) allocates so
    };
    const std::unique_ptr<char, decltype(release)> real{
        ::realpath(QFile::encodeName(path).constData(), nullptr), release};
    if (!real)
        return tl::unexpected(faultOf(errno));
    const QByteArrayView text{real.get()};
    // Another encoding has no spelling as QString that leads back to the file.
    if (!text.isValidUtf8())
        return tl::unexpected(FileFault{FileFault::Kind::Unreadable, EILSEQ});
    return QString::fromUtf8(text);
}

} // namespace ft::engine
