#include "peer-gui/engine/share/folderwalk.h"

#include "peer-gui/engine/share/openedfile.h"
#include "peer-gui/engine/share/partsuffix.h"

#include <QFile>
#include <QStringBuilder>

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <utility>

namespace ft::engine {

namespace {

using Kind = ScanNotice::Kind;

struct CloseFolder
{
    void operator()(DIR *folder) const { ::closedir(folder); }
};

} // namespace

bool isWithin(QByteArrayView path, QByteArrayView folder)
{
    if (folder == "/")
        return true;
    return path.startsWith(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

QByteArray joinedPath(const QByteArray &folder, const QByteArray &name)
{
    return folder.isEmpty() || folder.endsWith('/') || name.isEmpty()
               ? QByteArray{folder % name}
               : QByteArray{folder % '/' % name};
}

FolderWalk::FolderWalk(QByteArray root, const Means &means)
    : m_root(std::move(root))
    , m_means(means)
{}

std::vector<FoundFile> FolderWalk::walkAll()
{
    m_open.push_back({m_root, {}, false});
    return walkOpen();
}

std::vector<FoundFile> FolderWalk::walkPlace(const QByteArray &place)
{
    m_followsSymlinks = false;
    const QByteArray absolutePath = joinedPath(m_root, place);
    struct stat status = {};
    if (!m_means.filter.takesWayTo(place) || ::lstat(absolutePath.constData(), &status) != 0)
        return {};
    const auto slash = place.lastIndexOf('/');
    const Folder above{joinedPath(m_root, place.first(std::max(slash, qsizetype{0}))),
                       place.first(std::max(slash, qsizetype{0})),
                       false};
    visitOther(above, place.sliced(slash + 1), status);
    return walkOpen();
}

std::vector<FoundFile> FolderWalk::walkOpen()
{
    while (!m_open.empty() && !m_means.control.stop) {
        const Folder folder = std::move(m_open.back());
        m_open.pop_back();
        list(folder);
    }
    std::ranges::sort(m_files, {}, [](const FoundFile &file) -> const QByteArray & {
        return file.place.utf8();
    });
    return std::move(m_files);
}

void FolderWalk::list(const Folder &folder)
{
    watch(folder);
    const std::unique_ptr<DIR, CloseFolder> open{::opendir(folder.absolutePath.constData())};
    if (!open) {
        const bool isGone = errno == ENOENT && !folder.place.isEmpty();
        return isGone ? void() : note(Kind::FolderUnreadable, folder.absolutePath, errno);
    }
    lookAtFileSystem(folder, ::dirfd(open.get()));
    while (!m_means.control.stop) {
        errno = 0;
        const dirent *entry = ::readdir(open.get());
        if (!entry) {
            if (errno != 0)
                note(Kind::FolderUnreadable, folder.absolutePath, errno);
            return;
        }
        visit(folder, ::dirfd(open.get()), *entry);
    }
}

void FolderWalk::watch(const Folder &folder)
{
    if (m_means.watches == nullptr)
        return;
    noteAdded(m_means.watches->addFolder(folder.absolutePath));
}

void FolderWalk::watchFile(const QByteArray &absolutePath, const FileId &file)
{
    if (m_means.watches != nullptr)
        noteAdded(m_means.watches->addFile(absolutePath, file));
}

void FolderWalk::noteAdded(FolderWatches::Added added)
{
    if (added == FolderWatches::Added::Exhausted && m_watching != Watching::Exhausted) {
        m_watching = Watching::Exhausted;
        note(Kind::WatchesExhausted, m_root);
    }
    // What went away meanwhile cannot be watched, and need not be.
    if (added == FolderWatches::Added::Impossible && !m_means.watches->isOpen())
        m_watching = Watching::Impossible;
}

void FolderWalk::lookAtFileSystem(const Folder &folder, int descriptor)
{
    // A place lies on the file system of the folder that was walked before, as a rule.
    if (!m_followsSymlinks)
        return;
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0 || !m_devices.insert(status.st_dev).second)
        return;
    if (m_means.watches == nullptr || !m_means.isRemote(descriptor))
        return;
    if (m_watching == Watching::Events)
        m_watching = Watching::Remote;
    note(Kind::FolderRemote, folder.absolutePath);
}

bool FolderWalk::takesFolder(QByteArrayView place)
{
    const bool isTaken = m_means.filter.takesFolder(place);
    m_leftOut += isTaken ? 0U : 1U;
    return isTaken;
}

bool FolderWalk::takesFile(QByteArrayView place)
{
    const bool isTaken = m_means.filter.takesFile(place);
    m_leftOut += isTaken || place.endsWith(PartSuffix) ? 0U : 1U;
    return isTaken;
}

bool FolderWalk::takesSize(std::uint64_t bytes)
{
    const bool isTaken = m_means.filter.takesSize(bytes);
    m_leftOut += isTaken ? 0U : 1U;
    return isTaken;
}

void FolderWalk::visit(const Folder &folder, int descriptor, const dirent &entry)
{
    const QByteArray name{static_cast<const char *>(entry.d_name)};
    if (name == "." || name == "..")
        return;
    const QByteArray place = joinedPath(folder.place, name);
    // Where it is told without asking the disk, what is left out costs nothing.
    if (entry.d_type == DT_DIR && !takesFolder(place))
        return;
    if (entry.d_type == DT_REG && !takesFile(place))
        return;
    struct stat status = {};
    if (::fstatat(descriptor, name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT)
            note(Kind::FileUnreadable, joinedPath(folder.absolutePath, name), errno);
        return;
    }
    visitOther(folder, name, status);
}

void FolderWalk::visitOther(const Folder &folder, const QByteArray &name, const struct stat &status)
{
    const QByteArray path = joinedPath(folder.absolutePath, name);
    const QByteArray place = joinedPath(folder.place, name);
    if (S_ISDIR(status.st_mode)) {
        if (takesFolder(place))
            addFolder(folder, {path, place, folder.behindSymlink});
        return;
    }
    if (!takesFile(place))
        return;
    if (!S_ISLNK(status.st_mode))
        return addFile(path, place, status);
    m_metSymlink = true;
    if (m_followsSymlinks)
        followSymlink(folder, name);
}

void FolderWalk::followSymlink(const Folder &folder, const QByteArray &name)
{
    const QByteArray symlink = joinedPath(folder.absolutePath, name);
    const QByteArray place = joinedPath(folder.place, name);
    if (!checkedPlace(symlink, place))
        return;
    const auto target = targetInside(symlink);
    if (!target)
        return;
    struct stat status = {};
    if (::lstat(target->constData(), &status) != 0)
        return note(Kind::SymlinkBroken, symlink, errno);
    const bool isFolder = S_ISDIR(status.st_mode);
    if (isFolder && isWithin(folder.absolutePath, *target))
        return note(Kind::SymlinkLoop, symlink);
    const QByteArray targetPlace = placeOf(*target);
    if (!m_means.filter.takesWayTo(targetPlace) || !m_means.filter.takesFile(targetPlace))
        return;
    m_followed.push_back(*target);
    if (!isFolder)
        return addFile(*target, place, status);
    // What lies behind two of them is found behind the second alone.
    if (!folder.behindSymlink && m_means.filter.takesFolder(place))
        addFolder(folder, {*target, place, true});
}

std::optional<QByteArray> FolderWalk::targetInside(const QByteArray &symlink)
{
    const auto target = withoutSymlinks(QFile::decodeName(symlink));
    if (!target) {
        const bool isLoop = target.error().systemError == ELOOP;
        note(isLoop ? Kind::SymlinkLoop : Kind::SymlinkBroken, symlink, target.error().systemError);
        return std::nullopt;
    }
    QByteArray path = QFile::encodeName(*target);
    const bool isInside = isWithin(path, m_root);
    const bool isHidden = isInside && !m_means.filter.takesHidden()
                          && QByteArray{'/' % placeOf(path)}.contains("/.");
    if (!isInside || isHidden) {
        note(Kind::SymlinkOutside, symlink);
        return std::nullopt;
    }
    return path;
}

/// The place of a path inside the share folder.
QByteArray FolderWalk::placeOf(const QByteArray &absolutePath) const
{
    const auto front = m_root == "/" ? 1 : m_root.size() + 1;
    return absolutePath.sliced(std::min(front, absolutePath.size()));
}

void FolderWalk::addFolder(const Folder &from, Folder found)
{
    Q_ASSERT(found.place.size() > from.place.size());
    // Bounds the depth as well: a place is no longer than a path may be.
    if (checkedPlace(found.absolutePath, found.place))
        m_open.push_back(std::move(found));
}

void FolderWalk::addFile(const QByteArray &absolutePath,
                         const QByteArray &place,
                         const struct stat &status)
{
    if (!S_ISREG(status.st_mode))
        return note(Kind::NotRegularFile, absolutePath);
    const FileStamp stamp = FileStamp::of(status);
    if (!takesSize(stamp.size))
        return;
    const auto path = checkedPlace(absolutePath, place);
    if (!path)
        return;
    // Written to by another name, it would change without an event of its folder.
    if (status.st_nlink > 1)
        watchFile(absolutePath, stamp.id());
    m_files.push_back({absolutePath, *path, stamp});
    ++m_means.control.found;
}

std::optional<SharedPath> FolderWalk::checkedPlace(const QByteArray &absolutePath,
                                                   const QByteArray &place)
{
    const auto path = SharedPath::parse(place);
    if (path)
        return *path;
    note(Kind::NameRejected, absolutePath);
    m_means.notices.back().fault = path.error();
    return std::nullopt;
}

void FolderWalk::note(Kind kind, const QByteArray &absolutePath, int systemError)
{
    m_means.notices.push_back({.kind = kind,
                               .path = QFile::decodeName(absolutePath),
                               .systemError = systemError,
                               .fault = std::nullopt});
}

} // namespace ft::engine
