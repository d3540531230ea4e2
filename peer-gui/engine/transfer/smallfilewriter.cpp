#include "peer-gui/engine/transfer/smallfilewriter.h"

#include "peer-gui/engine/transfer/diskproblem.h"

#include <QFile>

#include <array>
#include <fcntl.h>
#include <map>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ft::engine {

namespace {

/// From so many files, or folders, on syncfs(2) is faster than fsync(2) of each. It waits for
/// everything else that is being written to the file system too, but does so once; and where a file
/// system keeps the order of data and names, fsync(2) waits for that as well, time and again.
constexpr std::size_t GroupSize = 64;

/// Closed at the end.
class Descriptor final
{
public:
    explicit Descriptor(int descriptor)
        : m_descriptor(descriptor)
    {}
    ~Descriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

enum class Sync { Now, WithTheGroup };

/// True when what lies there is a left-over of an earlier run, and gone now.
bool removeLeftOver(const QByteArray &path)
{
    const Descriptor file{::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
    const bool isInUse = file.isOpen() && ::flock(file.get(), LOCK_EX | LOCK_NB) != 0
                         && errno == EWOULDBLOCK;
    return !isInUse && ::unlink(path.constData()) == 0;
}

/// -1 and EEXIST when another download has the file open.
int create(const QByteArray &path)
{
    constexpr int Flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
    const int descriptor = ::open(path.constData(), Flags, 0644);
    if (descriptor >= 0 || errno != EEXIST)
        return descriptor;
    if (removeLeftOver(path))
        return ::open(path.constData(), Flags, 0644);
    errno = EEXIST;
    return -1;
}

/// 0, or the errno of why not.
int writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto written = ::write(descriptor,
                                     bytes.data(),
                                     static_cast<std::size_t>(bytes.size()));
        if (written == 0)
            return EIO;
        if (written > 0)
            bytes = bytes.sliced(written);
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

/// 0, or the errno of why not.
int fill(int descriptor, const SmallFile &file, Sync sync)
{
    if (const int error = writeAll(descriptor, file.bytes); error != 0)
        return error;
    const auto seconds = static_cast<time_t>(file.modified.time_since_epoch().count());
    const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, timespec{seconds, 0}};
    if (::futimens(descriptor, times.data()) != 0)
        return errno;
    return sync == Sync::Now && ::fsync(descriptor) != 0 ? errno : 0;
}

/// Under the name of an unfinished file; the stamp is the one it will have.
Result<FileStamp, Problem> writePart(const SmallFile &file, Sync sync)
{
    const QString path = file.target.partPath();
    const QByteArray name = QFile::encodeName(path);
    const Descriptor part{create(name)};
    if (!part.isOpen() && errno == EEXIST)
        return tl::unexpected(Problem{ProblemCode::PartInUse, Operation::Download, path, {}});
    if (!part.isOpen())
        return tl::unexpected(diskProblem(errno, Operation::Download, path));
    struct stat status = {};
    int error = fill(part.get(), file, sync);
    if (error == 0 && ::fstat(part.get(), &status) != 0)
        error = errno;
    if (error == 0)
        return FileStamp::of(status);
    ::unlink(name.constData());
    return tl::unexpected(diskProblem(error, Operation::Download, path));
}

/// The group on its way: what has failed stays out of the steps that follow.
class Group final
{
public:
    explicit Group(const std::vector<SmallFile> &files)
        : m_files(files)
    {
        m_results.reserve(files.size());
    }

    void writeParts();
    void makePartsSafe();
    void rename();
    void makeNamesSafe() const;

    [[nodiscard]] std::vector<Result<WrittenFile, Problem>> take() { return std::move(m_results); }

private:
    /// One folder of each file system there is a file on.
    [[nodiscard]] std::map<std::uint64_t, QByteArray> disks() const;
    [[nodiscard]] std::map<QByteArray, std::uint64_t> folders() const;
    void fail(std::uint64_t disk, const Problem &problem);

    const std::vector<SmallFile> &m_files;
    std::vector<Result<WrittenFile, Problem>> m_results; ///< in the order of the files
};

void Group::writeParts()
{
    const Sync sync = m_files.size() < GroupSize ? Sync::Now : Sync::WithTheGroup;
    for (const SmallFile &file : m_files) {
        m_results.push_back(writePart(file, sync).map([](const FileStamp &stamp) {
            return WrittenFile{{}, stamp};
        }));
    }
}

std::map<QByteArray, std::uint64_t> Group::folders() const
{
    std::map<QByteArray, std::uint64_t> folders;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (m_results[i])
            folders.emplace(QFile::encodeName(m_files[i].target.folder()), m_results[i]->stamp.dev);
    }
    return folders;
}

std::map<std::uint64_t, QByteArray> Group::disks() const
{
    std::map<std::uint64_t, QByteArray> disks;
    for (const auto &[folder, disk] : folders())
        disks.emplace(disk, folder);
    return disks;
}

void Group::makePartsSafe()
{
    if (m_files.size() < GroupSize)
        return;
    for (const auto &[disk, folder] : disks()) {
        const Descriptor opened{::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
        if (!opened.isOpen() || ::syncfs(opened.get()) != 0)
            fail(disk, diskProblem(errno, Operation::Commit, QFile::decodeName(folder)));
    }
}

void Group::fail(std::uint64_t disk, const Problem &problem)
{
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (!m_results[i] || m_results[i]->stamp.dev != disk)
            continue;
        QFile::remove(m_files[i].target.partPath());
        m_results[i] = tl::unexpected(problem);
    }
}

void Group::rename()
{
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        if (!m_results[i])
            continue;
        if (auto path = m_files[i].target.rename()) {
            m_results[i]->path = *std::move(path);
        } else {
            QFile::remove(m_files[i].target.partPath());
            m_results[i] = tl::unexpected(path.error());
        }
    }
}

/// All names first, then the folders: on a file system with a journal the first wait is for all.
void Group::makeNamesSafe() const
{
    const auto touched = folders();
    if (touched.size() >= GroupSize) {
        for (const auto &[disk, folder] : disks()) {
            const Descriptor opened{::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
            ::syncfs(opened.get());
        }
        return;
    }
    for (const auto &[folder, disk] : touched) {
        const Descriptor opened{::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
        ::fsync(opened.get());
    }
}

} // namespace

std::vector<Result<WrittenFile, Problem>> writeSmallFiles(const std::vector<SmallFile> &files)
{
    Group group{files};
    group.writeParts();
    group.makePartsSafe();
    group.rename();
    group.makeNamesSafe();
    return group.take();
}

} // namespace ft::engine
