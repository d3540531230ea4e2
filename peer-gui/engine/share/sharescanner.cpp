#include "peer-gui/engine/share/sharescanner.h"

#include "peer-gui/engine/share/dirtyplaces.h"
#include "peer-gui/engine/share/openedfile.h"
#include "peer-gui/engine/share/sharenaming.h"

#include <QFile>
#include <QSet>

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <utility>

namespace ft::engine {

namespace {

using Kind = ScanNotice::Kind;

ScanNotice noticeOf(Kind kind, const QString &path, int systemError = 0)
{
    return {.kind = kind, .path = path, .systemError = systemError, .fault = std::nullopt};
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

    void add(QByteArrayView folderName, std::vector<FoundFile> candidates);

private:
    void take(const FoundFile &file, const SharedPath &name);
    [[nodiscard]] bool isReservedFor(const FoundFile &file) const;

    const std::map<SharedPath, QString> &m_reserved;
    ScanResult &m_result;
    QSet<SharedPath> m_taken;
};

void Naming::add(QByteArrayView folderName, std::vector<FoundFile> candidates)
{
    // First those whose own name is free, so that a name put together never takes one away.
    std::vector<FoundFile> colliding;
    for (FoundFile &file : candidates) {
        if (!m_taken.contains(file.place))
            take(file, file.place);
        else if (!isReservedFor(file))
            colliding.push_back(std::move(file));
    }
    for (const FoundFile &file : colliding) {
        const auto isTaken = [this](const SharedPath &name) {
            return m_taken.contains(name);
        };
        m_result.displaced.push_back(file.place);
        if (const auto name = freeName(file.place, folderName, isTaken)) {
            take(file, *name);
        } else {
            auto notice = noticeOf(Kind::NameRejected, QFile::decodeName(file.absolutePath));
            notice.fault = PathFault::TooLong;
            m_result.notices.push_back(std::move(notice));
        }
    }
}

void Naming::take(const FoundFile &file, const SharedPath &name)
{
    m_taken.insert(name);
    m_result.files.push_back({QFile::decodeName(file.absolutePath), name, file.stamp});
}

bool Naming::isReservedFor(const FoundFile &file) const
{
    const auto reserved = m_reserved.find(file.place);
    return reserved != m_reserved.end() && QFile::encodeName(reserved->second) == file.absolutePath;
}

/// Where a share folder really is, and which.
Result<ShareRoot, ScanNotice> realFolder(const QString &folder)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(folder).constData(), &status) != 0) {
        const bool isMissing = errno == ENOENT || errno == ENOTDIR;
        return tl::unexpected(
            noticeOf(isMissing ? Kind::FolderMissing : Kind::FolderUnreadable, folder, errno));
    }
    if (!S_ISDIR(status.st_mode))
        return tl::unexpected(noticeOf(Kind::NotAFolder, folder));
    return withoutSymlinks(folder)
        .map([&](const QString &real) {
            return ShareRoot{.folder = folder,
                             .path = QFile::encodeName(real),
                             .dev = status.st_dev,
                             .inode = status.st_ino};
        })
        .map_error([&](const FileFault &fault) {
            return noticeOf(Kind::FolderUnreadable, folder, fault.systemError);
        });
}

/// The share folders that can be walked, without symlinks and without those inside others.
std::vector<ShareRoot> rootsOf(const std::vector<QString> &folders, ScanResult &result)
{
    std::vector<ShareRoot> found;
    for (const QString &folder : folders) {
        auto real = realFolder(folder);
        if (real)
            found.push_back(std::move(*real));
        else
            result.notices.push_back(std::move(real.error()));
        if (!real)
            result.missing.push_back(folder);
    }
    std::vector<ShareRoot> roots;
    for (const ShareRoot &root : found) {
        const auto holdsThis = [&root](const ShareRoot &other) {
            return other.path != root.path && isWithin(root.path, other.path);
        };
        const bool isTwice = std::ranges::any_of(roots, [&root](const ShareRoot &other) {
            return other.path == root.path;
        });
        if (isTwice || std::ranges::any_of(found, holdsThis))
            result.notices.push_back(noticeOf(Kind::FolderNested, root.folder));
        else
            roots.push_back(root);
    }
    return roots;
}

std::optional<FileStamp> reservedStamp(const QString &absolutePath, const ScanMeans &means)
{
    // A missing one cannot be watched: it is found again by the next scan of everything.
    const auto before = stampOf(absolutePath);
    if (means.watches != nullptr && before)
        static_cast<void>(means.watches->addFile(QFile::encodeName(absolutePath), before->id()));
    const auto stamp = stampOf(absolutePath);
    return stamp ? std::optional{*stamp} : std::nullopt;
}

bool isThere(const ShareRoot &root)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(root.folder).constData(), &status) == 0
           && S_ISDIR(status.st_mode) && status.st_dev == root.dev && status.st_ino == root.inode;
}

bool isYoung(const FileStamp &stamp)
{
    const auto age = std::chrono::system_clock::now().time_since_epoch()
                     - std::chrono::nanoseconds{stamp.mtimeNs};
    return age >= std::chrono::nanoseconds{0} && age < DirtyPlaces::Rest;
}

const ShareRoot *rootHolding(const QByteArray &path, const std::vector<ShareRoot> &roots)
{
    for (const ShareRoot &root : roots) {
        if (isWithin(path, root.path))
            return &root;
    }
    return nullptr;
}

void scanPlace(const QByteArray &path,
               const ShareRoot &root,
               const FolderWalk::Means &means,
               PlacesResult &result)
{
    const auto front = root.path == "/" ? 1 : root.path.size() + 1;
    const auto place = SharedPath::parse(QByteArrayView{path}.sliced(std::min(front, path.size())));
    if (path == root.path) {
        result.needsWhole = true;
        return;
    }
    FolderWalk walk{root.path, means};
    auto files = walk.walkPlace(path.sliced(front));
    result.needsWhole = result.needsWhole || walk.metSymlink();
    result.isExhausted = result.isExhausted || walk.watching() == Watching::Exhausted;
    if (!place)
        return; // nothing there can have a name in the share
    ScannedPlace found{.place = *place, .root = root.path, .files = {}};
    for (FoundFile &file : files) {
        found.files.push_back(
            {{QFile::decodeName(file.absolutePath), std::move(file.place), file.stamp},
             isYoung(file.stamp)});
    }
    result.places.push_back(std::move(found));
}

} // namespace

ScanResult scanShare(const ScanRequest &request, ScanControl &control)
{
    const ScanMeans &means = request.means;
    ScanResult result;
    if (means.watches != nullptr)
        means.watches->beginSweep();
    if (means.watches != nullptr && !means.watches->isOpen())
        result.notices.push_back(noticeOf(Kind::WatchingImpossible, {}));
    Naming naming{request.reserved, result};
    result.roots = rootsOf(request.folders, result);
    for (ShareRoot &root : result.roots) {
        FolderWalk walk{root.path,
                        {means.filter, means.watches, means.isRemote, control, result.notices}};
        naming.add(lastComponent(root.path), walk.walkAll());
        root.watching = means.watches != nullptr ? walk.watching() : Watching::Impossible;
        root.leftOut = walk.leftOut();
        result.followed.insert(result.followed.end(),
                               walk.followed().begin(),
                               walk.followed().end());
    }
    for (const auto &[path, absolutePath] : request.reserved)
        result.reserved.emplace(path, reservedStamp(absolutePath, means));
    result.complete = !control.stop;
    if (means.watches != nullptr && result.complete)
        means.watches->endSweep();
    return result;
}

PlacesResult scanPlaces(const PlacesRequest &request, ScanControl &control)
{
    const ScanMeans &means = request.means;
    PlacesResult result;
    const auto isBack = [](const QString &folder) {
        return realFolder(folder).has_value();
    };
    result.needsWhole = !std::ranges::all_of(request.roots, isThere)
                        || std::ranges::any_of(request.missing, isBack);
    QSet<QByteArray> reservedPaths;
    for (const auto &[path, absolutePath] : request.reserved)
        reservedPaths.insert(QFile::encodeName(absolutePath));
    QSet<QByteArray> reserved;
    for (const QByteArray &path : request.places) {
        if (reservedPaths.contains(path))
            reserved.insert(path);
        const ShareRoot *const root = rootHolding(path, request.roots);
        if (root != nullptr && !result.needsWhole)
            scanPlace(path,
                      *root,
                      {means.filter, means.watches, means.isRemote, control, result.notices},
                      result);
    }
    for (const auto &[path, absolutePath] : request.reserved) {
        if (reserved.contains(QFile::encodeName(absolutePath)))
            result.reserved.emplace(path, reservedStamp(absolutePath, means));
    }
    result.complete = !control.stop;
    return result;
}

} // namespace ft::engine
