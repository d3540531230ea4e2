#include "peer-gui/engine/transfer/downloadtarget.h"

#include "common/hash/contenthasher.h"
#include "peer-gui/engine/transfer/diskproblem.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringBuilder>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ft::engine {

namespace {

constexpr int MostAttempts = 10'000;
constexpr qsizetype MaxNameBytes = 255;
constexpr qint64 ReadStep = 1024 * 1024;

/// What a file's kind is told by; a longer end of a name is part of the name.
constexpr qsizetype MaxExtensionBytes = 32;

/// As many whole characters of a name as fit.
QString cutToBytes(const QString &name, qsizetype most)
{
    QString cut = name;
    while (!cut.isEmpty() && cut.toUtf8().size() > most) {
        const bool isPair = cut.size() >= 2 && cut.back().isLowSurrogate();
        cut.chop(isPair ? 2 : 1);
    }
    return cut;
}

std::optional<ContentHash> rootOf(const QString &path,
                                  std::uint64_t size,
                                  const std::atomic<bool> &isAbandoned)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return std::nullopt;
    hash::ContentHasher hasher{size, hash::ContentHasher::Md5::Without};
    QByteArray buffer(ReadStep, Qt::Uninitialized);
    while (!isAbandoned) {
        const auto got = file.read(buffer.data(), buffer.size());
        if (got < 0)
            return std::nullopt;
        if (got == 0)
            return hasher.finish().root;
        hasher.add({buffer.constData(), static_cast<std::size_t>(got)});
    }
    return std::nullopt;
}

/// 0, or the errno of why not. EEXIST when the new name is taken.
int renameWithoutReplacing(const QByteArray &from, const QByteArray &to)
{
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    // File systems without RENAME_NOREPLACE: a link never replaces either.
    if (::link(from.constData(), to.constData()) != 0)
        return errno;
    ::unlink(from.constData());
    return 0;
}

} // namespace

void syncFolder(const QString &folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(),
                                  O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

DownloadTarget::DownloadTarget(QString folder, QString name, const ContentHash &root)
    : m_folder(std::move(folder))
    , m_name(std::move(name))
    , m_root(root)
    , m_tag(QString::fromLatin1(root.hex().first(8)))
{}

DownloadTarget::DownloadTarget(QString folder, QString name, std::uint64_t size)
    : m_folder(std::move(folder))
    , m_name(std::move(name))
    , m_tag(QStringLiteral("plain-%1").arg(size))
{}

DownloadTarget DownloadTarget::of(const FileRecord &file, const QString &folder)
{
    const auto name = QString::fromUtf8(file.path.name());
    return file.root ? DownloadTarget{folder, name, *file.root}
                     : DownloadTarget{folder, name, file.size};
}

QString DownloadTarget::partPath() const
{
    const QString tail = u'.' % m_tag % u".part";
    return m_folder % u'/' % cutToBytes(m_name, MaxNameBytes - tail.size()) % tail;
}

QString DownloadTarget::finalPath(int attempt) const
{
    if (attempt <= 1)
        return m_folder % u'/' % m_name;
    const auto dot = m_name.lastIndexOf(u'.');
    const bool hasExtension = dot > 0 && m_name.sliced(dot).toUtf8().size() <= MaxExtensionBytes;
    const QString stem = hasExtension ? m_name.first(dot) : m_name;
    const QString extension = hasExtension ? m_name.sliced(dot) : QString{};
    const QString tail = QStringLiteral(" (%1)").arg(attempt) % extension;
    return m_folder % u'/' % cutToBytes(stem, MaxNameBytes - tail.toUtf8().size()) % tail;
}

Result<void, Problem> DownloadTarget::prepareFolder() const
{
    const auto unwritable = [this](const QString &detail) {
        return tl::unexpected(
            Problem{ProblemCode::FolderUnwritable, Operation::Download, m_folder, detail});
    };
    if (!QDir{}.mkpath(m_folder))
        return unwritable(QFileInfo{m_folder}.exists() ? QStringLiteral("it is not a folder")
                                                       : QStringLiteral("it cannot be made"));
    if (::access(QFile::encodeName(m_folder).constData(), W_OK | X_OK) != 0)
        return unwritable(QString::fromLocal8Bit(std::strerror(errno)));
    return {};
}

std::optional<QString> DownloadTarget::existing(std::uint64_t size) const
{
    return existing(size, std::atomic<bool>{false});
}

std::optional<QString> DownloadTarget::existing(std::uint64_t size,
                                                const std::atomic<bool> &isAbandoned) const
{
    for (int attempt = 1; m_root && attempt <= MostAttempts; ++attempt) {
        const QFileInfo info{finalPath(attempt)};
        if (!info.exists())
            return std::nullopt;
        if (info.isFile() && static_cast<std::uint64_t>(info.size()) == size
            && rootOf(info.filePath(), size, isAbandoned) == m_root) {
            return info.filePath();
        }
    }
    return std::nullopt;
}

Result<QString, Problem> DownloadTarget::moveIntoPlace() const
{
    auto path = rename();
    if (path)
        syncFolder(m_folder);
    return path;
}

Result<QString, Problem> DownloadTarget::rename() const
{
    const QByteArray from = QFile::encodeName(partPath());
    for (int attempt = 1; attempt <= MostAttempts; ++attempt) {
        const QString path = finalPath(attempt);
        const int error = renameWithoutReplacing(from, QFile::encodeName(path));
        if (error == 0)
            return path;
        if (error == EEXIST)
            continue;
        Problem problem = diskProblem(error, Operation::Commit, path);
        // It is not the folder that is missing, or not alone.
        if (error == ENOENT)
            problem.code = ProblemCode::DiskFailed;
        return tl::unexpected(problem);
    }
    return tl::unexpected(Problem{ProblemCode::DiskFailed,
                                  Operation::Commit,
                                  finalPath(1),
                                  QStringLiteral("too many files of this name")});
}

} // namespace ft::engine
