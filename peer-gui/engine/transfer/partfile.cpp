#include "peer-gui/engine/transfer/partfile.h"

#include "peer-gui/engine/transfer/diskproblem.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ft::engine {

namespace {

/// How often a file that was renamed between opening and locking it is looked for again.
constexpr int MostAttempts = 3;

constexpr std::uint64_t StatBlockSize = 512;

std::optional<FileStamp> stampOf(int descriptor)
{
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return std::nullopt;
    return FileStamp::of(status);
}

struct Descriptor
{
    int descriptor = -1; ///< or errno says why not; EEXIST when it came to be just now
    bool wasThere = false;
};

/// Without O_CREAT first, to tell apart whether the file was there.
Descriptor openOrCreate(const QByteArray &path)
{
    constexpr int Flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    const int descriptor = ::open(path.constData(), Flags);
    if (descriptor >= 0 || errno != ENOENT)
        return {descriptor, true};
    return {::open(path.constData(), Flags | O_CREAT | O_EXCL, 0644), false};
}

/// Whether a path names the open file.
bool isNamedBy(int descriptor, const QString &path)
{
    struct stat opened = {};
    struct stat named = {};
    return ::fstat(descriptor, &opened) == 0
           && ::lstat(QFile::encodeName(path).constData(), &named) == 0
           && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/// False when another open file has the lock. File systems without locks go without.
bool lockFile(int descriptor)
{
    return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

} // namespace

Result<std::shared_ptr<PartFile>, Problem> PartFile::open(const QString &path, std::uint64_t size)
{
    for (int attempt = 0; attempt < MostAttempts; ++attempt) {
        const auto opened = openOrCreate(QFile::encodeName(path));
        if (opened.descriptor < 0 && errno == EEXIST)
            continue;
        if (opened.descriptor < 0)
            return tl::unexpected(diskProblem(errno, Operation::Download, path));
        std::shared_ptr<PartFile> part{new PartFile{opened.descriptor, path, size}};
        if (!lockFile(opened.descriptor))
            break;
        // The one that held the lock may have completed the file and renamed it meanwhile.
        if (!isNamedBy(opened.descriptor, path))
            continue;
        if (opened.wasThere)
            part->m_foundStamp = stampOf(opened.descriptor);
        if (auto ready = part->prepare(); !ready)
            return tl::unexpected(std::move(ready.error()));
        return part;
    }
    return tl::unexpected(
        Problem{ProblemCode::PartInUse,
                Operation::Download,
                path,
                QStringLiteral("another program is downloading the same file there")});
}

Result<void, Problem> PartFile::prepare()
{
    struct stat status = {};
    if (::fstat(m_descriptor, &status) != 0)
        return tl::unexpected(problem(errno));
    if (!S_ISREG(status.st_mode)) {
        return tl::unexpected(Problem{ProblemCode::DiskFailed,
                                      Operation::Download,
                                      m_path,
                                      QStringLiteral("it is not a regular file")});
    }
    // Only where it is needed: it moves the modification time.
    if (static_cast<std::uint64_t>(status.st_size) != m_size
        && ::ftruncate(m_descriptor, static_cast<off_t>(m_size)) != 0) {
        const int error = errno;
        if (!m_foundStamp)
            discard();
        return tl::unexpected(problem(error));
    }
    m_ownStamp = stampOf(m_descriptor);
    return {};
}

PartFile::~PartFile()
{
    ::close(m_descriptor);
}

std::vector<protocol::ByteRange> PartFile::dataExtents() const
{
    std::vector<protocol::ByteRange> extents;
    off_t at = 0;
    const auto size = static_cast<off_t>(m_size);
    while (at < size) {
        const off_t data = ::lseek(m_descriptor, at, SEEK_DATA);
        if (data < 0 && errno == ENXIO)
            break;
        if (data < 0)
            return {{0, m_size}};
        const off_t hole = ::lseek(m_descriptor, data, SEEK_HOLE);
        const off_t end = hole < 0 ? size : std::min(hole, size);
        if (end <= data)
            break;
        extents.push_back(
            {static_cast<std::uint64_t>(data), static_cast<std::uint64_t>(end - data)});
        at = end;
    }
    return extents;
}

std::uint64_t PartFile::bytesOnDisk() const
{
    struct stat status = {};
    if (::fstat(m_descriptor, &status) != 0)
        return 0;
    return std::min(m_size, static_cast<std::uint64_t>(status.st_blocks) * StatBlockSize);
}

Result<void, Problem> PartFile::write(std::uint64_t offset, QByteArrayView bytes)
{
    if (!beginWrite())
        return tl::unexpected(Problem{ProblemCode::Canceled, Operation::Download, m_path, {}});
    int error = 0;
    while (!bytes.isEmpty() && error == 0) {
        const auto written = ::pwrite(m_descriptor,
                                      bytes.data(),
                                      static_cast<std::size_t>(bytes.size()),
                                      static_cast<off_t>(offset));
        if (written > 0) {
            bytes = bytes.sliced(written);
            offset += static_cast<std::uint64_t>(written);
        } else if (written == 0 || errno != EINTR) {
            error = written == 0 ? EIO : errno;
        }
    }
    endWrite();
    if (error != 0)
        return tl::unexpected(problem(error));
    return {};
}

bool PartFile::beginWrite()
{
    const std::lock_guard lock{m_mutex};
    if (m_isReleased)
        return false;
    noteChanges();
    ++m_writes;
    return true;
}

void PartFile::endWrite()
{
    const std::lock_guard lock{m_mutex};
    --m_writes;
    m_ownStamp = stampOf(m_descriptor);
    if (m_writes == 0)
        m_wakeup.notify_all();
}

/// While a write of ours is under way, the time says nothing about others.
void PartFile::noteChanges() const
{
    if (m_writes == 0 && !m_isReleased && stampOf(m_descriptor) != m_ownStamp)
        m_isUnchanged = false;
}

qint64 PartFile::readAt(std::uint64_t offset, char *to, qint64 most) const
{
    while (true) {
        const auto got = ::pread(m_descriptor,
                                 to,
                                 static_cast<std::size_t>(most),
                                 static_cast<off_t>(offset));
        if (got >= 0 || errno != EINTR)
            return got;
    }
}

Result<FileStamp, Problem> PartFile::sync()
{
    if (::fdatasync(m_descriptor) != 0)
        return tl::unexpected(syncProblem(errno));
    if (!isStillThere()) {
        return tl::unexpected(
            Problem{ProblemCode::FolderUnwritable,
                    Operation::Download,
                    m_path,
                    QStringLiteral("the unfinished file was removed or replaced")});
    }
    const auto stamp = stampOf(m_descriptor);
    return isUnchanged() && stamp ? *stamp : FileStamp{};
}

Result<void, Problem> PartFile::complete(std::chrono::sys_seconds modified)
{
    const auto seconds = static_cast<time_t>(modified.time_since_epoch().count());
    const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, timespec{seconds, 0}};
    if (::fdatasync(m_descriptor) != 0)
        return tl::unexpected(syncProblem(errno));
    const std::lock_guard lock{m_mutex};
    noteChanges();
    if (::futimens(m_descriptor, times.data()) != 0 || ::fsync(m_descriptor) != 0)
        return tl::unexpected(problem(errno));
    m_ownStamp = stampOf(m_descriptor);
    return {};
}

bool PartFile::isUnchanged() const
{
    const std::lock_guard lock{m_mutex};
    noteChanges();
    return m_isUnchanged;
}

void PartFile::acceptChanges()
{
    const std::lock_guard lock{m_mutex};
    auto stamp = stampOf(m_descriptor);
    if (stamp && stamp->size != m_size
        && ::ftruncate(m_descriptor, static_cast<off_t>(m_size)) == 0)
        stamp = stampOf(m_descriptor);
    m_ownStamp = stamp;
    m_isUnchanged = stamp && stamp->size == m_size;
}

bool PartFile::isStillThere() const
{
    return isNamedBy(m_descriptor, m_path);
}

bool PartFile::isAt(const QString &path) const
{
    return isNamedBy(m_descriptor, path);
}

void PartFile::release()
{
    std::unique_lock lock{m_mutex};
    noteChanges();
    m_isReleased = true;
    m_wakeup.wait(lock, [this] { return m_writes == 0; });
    ::flock(m_descriptor, LOCK_UN);
}

void PartFile::discard()
{
    // Before the lock goes: nobody else can have taken the file over.
    if (isStillThere())
        QFile::remove(m_path);
    release();
}

/// What could not be written is lost, and the next sync does not tell: from now on nothing written
/// before counts as safe.
Problem PartFile::syncProblem(int error)
{
    const std::lock_guard lock{m_mutex};
    m_isUnchanged = false;
    return problem(error);
}

Problem PartFile::problem(int error) const
{
    return diskProblem(error, Operation::Download, m_path);
}

} // namespace ft::engine
