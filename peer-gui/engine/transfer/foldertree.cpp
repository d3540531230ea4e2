#include "peer-gui/engine/transfer/foldertree.h"

#include "common/hash/contenthasher.h"
#include "peer-gui/engine/transfer/downloadtarget.h"
#include "peer-gui/engine/transfer/smallfilewriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringBuilder>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace ft::engine {

namespace {

/// A step of the walk only: what it leads to is opened from it.
constexpr int StepFlags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

Problem unwritable(const QString &folder, const QString &detail)
{
    return {ProblemCode::FolderUnwritable, Operation::Download, folder, detail};
}

Problem unwritable(const QString &folder, int error)
{
    // What O_DIRECTORY says of a symlink too.
    return unwritable(folder,
                      error == ENOTDIR ? QStringLiteral("it is not a folder")
                                       : QString::fromLocal8Bit(std::strerror(error)));
}

QString nameOf(const SharedPath &place)
{
    return QString::fromUtf8(place.name());
}

hash::ContentIdentity identityOf(const QByteArray &bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    hash::ContentHasher hasher{size};
    hasher.add({bytes.constData(), size});
    return hasher.finish();
}

} // namespace

FolderTree::FolderTree(QString downloads, QString name)
    : m_downloads(std::move(downloads))
    , m_name(std::move(name))
{}

QString FolderTree::folderOf(const SharedPath &place) const
{
    const QString file = place.below(path());
    return file.first(file.lastIndexOf(u'/'));
}

Result<void, Problem> FolderTree::prepare() const
{
    if (!QDir{}.mkpath(m_downloads)) {
        return tl::unexpected(unwritable(m_downloads,
                                         QFileInfo::exists(m_downloads)
                                             ? QStringLiteral("it is not a folder")
                                             : QStringLiteral("it cannot be made")));
    }
    if (::access(QFile::encodeName(m_downloads).constData(), W_OK | X_OK) != 0)
        return tl::unexpected(unwritable(m_downloads, errno));
    return {};
}

Result<void, Problem> FolderTree::makeFolderOf(const SharedPath &place) const
{
    const auto folder = openFolderOf(place, Missing::Make);
    if (!folder)
        return tl::unexpected(folder.error());
    ::close(*folder);
    return {};
}

Result<int, Problem> FolderTree::openFolderOf(const SharedPath &place, Missing missing) const
{
    int folder = ::open(QFile::encodeName(m_downloads).constData(),
                        O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return tl::unexpected(unwritable(m_downloads, errno));
    QString reached = m_downloads;
    const QStringList names = folderOf(place).sliced(m_downloads.size() + 1).split(u'/');
    for (const QString &name : names) {
        const QByteArray encoded = QFile::encodeName(name);
        reached += u'/' % name;
        if (missing == Missing::Make && ::mkdirat(folder, encoded.constData(), 0777) != 0
            && errno != EEXIST) {
            const int error = errno;
            ::close(folder);
            return tl::unexpected(unwritable(reached, error));
        }
        const int next = ::openat(folder, encoded.constData(), StepFlags);
        const int error = errno;
        ::close(folder);
        if (next < 0 && error == ENOENT && missing == Missing::Report)
            return -1;
        if (next < 0)
            return tl::unexpected(unwritable(reached, error));
        folder = next;
    }
    return folder;
}

Result<QString, Problem> FolderTree::existing(const File &file) const
{
    const auto folder = openFolderOf(file.place, Missing::Report);
    if (!folder)
        return tl::unexpected(folder.error());
    if (*folder < 0)
        return QString{};
    ::close(*folder);
    const DownloadTarget target{folderOf(file.place), nameOf(file.place), *file.record.root};
    return target.existing(file.record.size).value_or(QString{});
}

std::vector<Result<FolderTree::Stored, Problem>> FolderTree::store(
    const std::vector<Received> &files) const
{
    std::vector<Result<Stored, Problem>> results(files.size(), Stored{});
    std::vector<SmallFile> good;
    std::vector<std::size_t> indexes; // of the good ones
    std::vector<std::optional<Md5Sum>> sums; // likewise
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto &[file, bytes] = files[i];
        const auto identity = identityOf(bytes);
        if (static_cast<std::uint64_t>(bytes.size()) != file.record.size
            || identity.root != file.record.root) {
            results[i] = tl::unexpected(Problem{
                ProblemCode::PieceMismatch, Operation::Download, {}, file.record.path.toString()});
        } else if (auto made = makeFolderOf(file.place); !made) {
            results[i] = tl::unexpected(made.error());
        } else {
            good.push_back(
                {DownloadTarget{folderOf(file.place), nameOf(file.place), *file.record.root},
                 bytes,
                 file.record.modified});
            indexes.push_back(i);
            sums.push_back(identity.md5);
        }
    }
    auto written = writeSmallFiles(good);
    for (std::size_t k = 0; k < written.size(); ++k) {
        if (written[k])
            results[indexes[k]] = Stored{written[k]->path, written[k]->stamp, sums[k]};
        else
            results[indexes[k]] = tl::unexpected(written[k].error());
    }
    return results;
}

} // namespace ft::engine
