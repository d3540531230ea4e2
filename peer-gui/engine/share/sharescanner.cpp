#include "peer-gui/engine/share/sharescanner.h"

#include "peer-gui/engine/share/openedfile.h"
#include "peer-gui/engine/share/sharenaming.h"

#include <QFile>
#include <QSet>
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

/// Whether `path` is `folder` or lies below it. Both without symlinks.
bool isWithin(QByteArrayView path, QByteArrayView folder)
{
    if (folder == "/")
        return true;
    return path.startsWith(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

QByteArray joined(const QByteArray &folder, const QByteArray &name)
{
    return folder.isEmpty() || folder.endsWith('/') ? QByteArray{folder % name}
                                                    : QByteArray{folder % '/' % name};
}

bool isHidden(QByteArrayView component)
{
    return component.startsWith('.');
}

ScanNotice noticeOf(Kind kind, const QString &path, int systemError = 0)
{
    return {.kind = kind, .path = path, .systemError = systemError, .fault = std::nullopt};
}

/// A file with its place below its share folder, before it has a name in the share.
struct Candidate
{
    QByteArray absolutePath;
    SharedPath place;
    FileStamp stamp;
};

/// Walks one share folder.
class FolderWalk final
{
public:
    FolderWalk(QByteArray root, ScanControl &control, std::vector<ScanNotice> &notices)
        : m_root(std::move(root))
        , m_control(control)
        , m_notices(notices)
    {}

    /// The files in and below the folder, ordered by place.
    [[nodiscard]] std::vector<Candidate> run();

private:
    struct Folder
    {
        QByteArray absolutePath;
        QByteArray place; ///< below the share folder; empty for the share folder itself
        bool behindSymlink = false;
    };
    struct CloseFolder
    {
        void operator()(DIR *folder) const { ::closedir(folder); }
    };

    void list(const Folder &folder);
    void visit(const Folder &folder, DIR *open, const QByteArray &name);
    void followSymlink(const Folder &folder, const QByteArray &name);
    [[nodiscard]] std::optional<QByteArray> targetInside(const QByteArray &symlink);
    void addFolder(const Folder &from, Folder found);
    void addFile(const QByteArray &absolutePath,
                 const QByteArray &place,
                 const struct stat &status);
    [[nodiscard]] std::optional<SharedPath> checkedPlace(const QByteArray &absolutePath,
                                                         const QByteArray &place);
    void note(Kind kind, const QByteArray &absolutePath, int systemError = 0);

    QByteArray m_root;
    ScanControl &m_control;
    std::vector<ScanNotice> &m_notices;
    std::vector<Folder> m_open; ///< still to be listed
    std::vector<Candidate> m_files;
};

std::vector<Candidate> FolderWalk::run()
{
    m_open.push_back({m_root, {}, false});
    while (!m_open.empty() && !m_control.stop) {
        const Folder folder = std::move(m_open.back());
        m_open.pop_back();
        list(folder);
    }
    std::ranges::sort(m_files, {}, [](const Candidate &file) -> const QByteArray & {
        return file.place.utf8();
    });
    return std::move(m_files);
}

void FolderWalk::list(const Folder &folder)
{
    const std::unique_ptr<DIR, CloseFolder> open{::opendir(folder.absolutePath.constData())};
    if (!open) {
        const bool isGone = errno == ENOENT && !folder.place.isEmpty();
        return isGone ? void() : note(Kind::FolderUnreadable, folder.absolutePath, errno);
    }
    while (!m_control.stop) {
        errno = 0;
        const dirent *entry = ::readdir(open.get());
        if (!entry) {
            if (errno != 0)
                note(Kind::FolderUnreadable, folder.absolutePath, errno);
            return;
        }
        const QByteArray name{static_cast<const char *>(entry->d_name)};
        if (!isHidden(name))
            visit(folder, open.get(), name);
    }
}

void FolderWalk::visit(const Folder &folder, DIR *open, const QByteArray &name)
{
    struct stat status = {};
    if (::fstatat(::dirfd(open), name.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno != ENOENT)
            note(Kind::FileUnreadable, joined(folder.absolutePath, name), errno);
        return;
    }
    const QByteArray path = joined(folder.absolutePath, name);
    if (S_ISLNK(status.st_mode))
        followSymlink(folder, name);
    else if (S_ISDIR(status.st_mode))
        addFolder(folder, {path, joined(folder.place, name), folder.behindSymlink});
    else
        addFile(path, joined(folder.place, name), status);
}

void FolderWalk::followSymlink(const Folder &folder, const QByteArray &name)
{
    const QByteArray symlink = joined(folder.absolutePath, name);
    const QByteArray place = joined(folder.place, name);
    if (!checkedPlace(symlink, place))
        return;
    const auto target = targetInside(symlink);
    if (!target)
        return;
    struct stat status = {};
    if (::lstat(target->constData(), &status) != 0)
        return note(Kind::SymlinkBroken, symlink, errno);
    if (!S_ISDIR(status.st_mode))
        return addFile(*target, place, status);
    if (isWithin(folder.absolutePath, *target))
        return note(Kind::SymlinkLoop, symlink);
    // What lies behind two of them is found behind the second alone.
    if (!folder.behindSymlink)
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
    if (!isInside || path.indexOf("/.", m_root.size() - (m_root == "/" ? 1 : 0)) >= 0) {
        note(Kind::SymlinkOutside, symlink);
        return std::nullopt;
    }
    return path;
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
    if (place.endsWith(PartSuffix) || absolutePath.endsWith(PartSuffix))
        return;
    const auto path = checkedPlace(absolutePath, place);
    if (!path)
        return;
    m_files.push_back({absolutePath, *path, FileStamp::of(status)});
    ++m_control.found;
}

std::optional<SharedPath> FolderWalk::checkedPlace(const QByteArray &absolutePath,
                                                   const QByteArray &place)
{
    const auto path = SharedPath::parse(place);
    if (path)
        return *path;
    note(Kind::NameRejected, absolutePath);
    m_notices.back().fault = path.error();
    return std::nullopt;
}

void FolderWalk::note(Kind kind, const QByteArray &absolutePath, int systemError)
{
    m_notices.push_back(noticeOf(kind, QFile::decodeName(absolutePath), systemError));
}

/// Gives every file its name in the share.
class Naming final
{
public:
    Naming(const std::map<SharedPath, QString> &reserved, ScanResult &result)
        : m_reserved(reserved)
        , m_result(result)
    {
        for (const auto &[path, absolutePath] : reserved)
            m_taken.insert(path);
    }

    void add(QByteArrayView folderName, std::vector<Candidate> candidates);

private:
    void take(const Candidate &file, const SharedPath &name);
    [[nodiscard]] bool isReservedFor(const Candidate &file) const;

    const std::map<SharedPath, QString> &m_reserved;
    ScanResult &m_result;
    QSet<SharedPath> m_taken;
};

void Naming::add(QByteArrayView folderName, std::vector<Candidate> candidates)
{
    // First those whose own name is free, so that a name put together never takes one away.
    std::vector<Candidate> colliding;
    for (Candidate &file : candidates) {
        if (!m_taken.contains(file.place))
            take(file, file.place);
        else if (!isReservedFor(file))
            colliding.push_back(std::move(file));
    }
    for (const Candidate &file : colliding) {
        const auto isTaken = [this](const SharedPath &name) {
            return m_taken.contains(name);
        };
        if (const auto name = freeName(file.place, folderName, isTaken)) {
            take(file, *name);
        } else {
            auto notice = noticeOf(Kind::NameRejected, QFile::decodeName(file.absolutePath));
            notice.fault = PathFault::TooLong;
            m_result.notices.push_back(std::move(notice));
        }
    }
}

void Naming::take(const Candidate &file, const SharedPath &name)
{
    m_taken.insert(name);
    m_result.files.push_back({QFile::decodeName(file.absolutePath), name, file.stamp});
}

bool Naming::isReservedFor(const Candidate &file) const
{
    const auto reserved = m_reserved.find(file.place);
    return reserved != m_reserved.end() && QFile::encodeName(reserved->second) == file.absolutePath;
}

/// Where a share folder really is.
Result<QByteArray, ScanNotice> realFolder(const QString &folder)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(folder).constData(), &status) != 0) {
        const bool isMissing = errno == ENOENT || errno == ENOTDIR;
        return tl::unexpected(
            noticeOf(isMissing ? Kind::FolderMissing : Kind::FolderUnreadable, folder, errno));
    }
    if (!S_ISDIR(status.st_mode))
        return tl::unexpected(noticeOf(Kind::NotAFolder, folder));
    return withoutSymlinks(folder).map(&QFile::encodeName).map_error([&](const FileFault &fault) {
        return noticeOf(Kind::FolderUnreadable, folder, fault.systemError);
    });
}

/// The share folders that can be walked, without symlinks and without those inside others.
std::vector<QByteArray> rootsOf(const std::vector<QString> &folders,
                                std::vector<ScanNotice> &notices)
{
    std::vector<std::pair<QByteArray, QString>> found;
    for (const QString &folder : folders) {
        auto real = realFolder(folder);
        if (real)
            found.emplace_back(std::move(*real), folder);
        else
            notices.push_back(std::move(real.error()));
    }
    std::vector<QByteArray> roots;
    for (const auto &[root, folder] : found) {
        const auto holdsThis = [&root = root](const std::pair<QByteArray, QString> &other) {
            return other.first != root && isWithin(root, other.first);
        };
        const bool isTwice = std::ranges::find(roots, root) != roots.end();
        if (isTwice || std::ranges::any_of(found, holdsThis))
            notices.push_back(noticeOf(Kind::FolderNested, folder));
        else
            roots.push_back(root);
    }
    return roots;
}

} // namespace

ScanResult scanShare(const ScanRequest &request, ScanControl &control)
{
    ScanResult result;
    Naming naming{request.reserved, result};
    for (const QByteArray &root : rootsOf(request.folders, result.notices)) {
        auto files = FolderWalk{root, control, result.notices}.run();
        naming.add(lastComponent(root), std::move(files));
    }
    for (const auto &[path, absolutePath] : request.reserved) {
        const auto stamp = stampOf(absolutePath);
        result.reserved.emplace(path, stamp ? std::optional{*stamp} : std::nullopt);
    }
    result.complete = !control.stop;
    return result;
}

} // namespace ft::engine
