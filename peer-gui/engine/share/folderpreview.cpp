#include "peer-gui/engine/share/folderpreview.h"

#include "common/model/sharedpath.h"
#include "peer-gui/engine/share/folderwalk.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <utility>

namespace ft::engine {

using namespace std::chrono_literals;
using State = FolderPreview::State;
using Breadth = FolderPreview::Breadth;

namespace {

constexpr auto TellEvery = 100ms;

struct CloseFolder
{
    void operator()(DIR *folder) const { ::closedir(folder); }
};

Breadth breadthOf(const QString &folder, const QString &home)
{
    const QByteArray path = QFile::encodeName(folder);
    if (path == "/")
        return Breadth::WholeDisk;
    // The home folder, or one that holds it.
    return !home.isEmpty() && isWithin(QFile::encodeName(home), path) ? Breadth::Home
                                                                      : Breadth::Ordinary;
}

QString realPath(const QString &path)
{
    const QString real = QFileInfo{path}.canonicalFilePath();
    return real.isEmpty() ? QDir::cleanPath(path) : real;
}

State whyNot(int systemError)
{
    if (systemError == ENOENT)
        return State::Missing;
    return systemError == ENOTDIR ? State::NotAFolder : State::Unreadable;
}

} // namespace

FolderSurvey::FolderSurvey(const QString &folder, const ShareFilter &filter, const QString &home)
    : m_root(QFile::encodeName(realPath(folder)))
    , m_filter(filter)
{
    m_preview.folder = folder;
    m_preview.breadth = breadthOf(realPath(folder), realPath(home));
}

void FolderSurvey::run(const std::atomic<bool> &stop, const Hear &hear)
{
    m_nextLevel.push_back({m_root, {}});
    // What lies on top is what others see first.
    while (!m_nextLevel.empty()) {
        m_level = std::exchange(m_nextLevel, {});
        for (const Open &folder : m_level) {
            if (stop)
                return;
            if (!list(folder, stop, hear))
                return hear(m_preview);
        }
    }
    m_preview.state = State::Done;
    hear(m_preview);
}

/// False when there is nothing more to look at.
bool FolderSurvey::list(const Open &folder, const std::atomic<bool> &stop, const Hear &hear)
{
    const std::unique_ptr<DIR, CloseFolder> open{::opendir(folder.absolutePath.constData())};
    if (!open) {
        if (folder.place.isEmpty()) {
            m_preview.state = whyNot(errno);
            return false;
        }
        ++m_preview.unreadable;
        return true;
    }
    while (const dirent *entry = stop ? nullptr : ::readdir(open.get())) {
        visit(folder, ::dirfd(open.get()), static_cast<const char *>(entry->d_name));
        if (m_preview.files >= FolderPreview::MostFiles) {
            m_preview.state = State::TooMany;
            return false;
        }
        tell(hear);
    }
    return true;
}

void FolderSurvey::visit(const Open &folder, int descriptor, const char *name)
{
    const QByteArray component{name};
    struct stat status = {};
    if (component == "." || component == ".."
        || ::fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    const bool isFolder = S_ISDIR(status.st_mode);
    if (!isFolder && !S_ISREG(status.st_mode))
        return;
    if (component.startsWith('.') && !m_filter.takesHidden()) {
        ++m_preview.hidden;
        return;
    }
    const QByteArray place = joinedPath(folder.place, component);
    if (isFolder)
        visitFolder(joinedPath(folder.absolutePath, component), place);
    else if (m_filter.takesSize(static_cast<std::uint64_t>(status.st_size)))
        visitFile(place, static_cast<std::uint64_t>(status.st_size));
}

void FolderSurvey::visitFolder(const QByteArray &absolutePath, const QByteArray &place)
{
    if (!m_filter.takesFolder(place) || !SharedPath::parse(place))
        return;
    notePrivate(place, true);
    m_nextLevel.push_back({absolutePath, place});
}

void FolderSurvey::visitFile(const QByteArray &place, std::uint64_t size)
{
    const auto path = SharedPath::parse(place);
    if (!path || !m_filter.takesFile(place))
        return;
    notePrivate(place, false);
    ++m_preview.files;
    m_preview.bytes += size;
    if (m_preview.names.size() < FolderPreview::MostNames)
        m_preview.names << path->toString();
}

void FolderSurvey::notePrivate(const QByteArray &place, bool isFolder)
{
    const auto match = privateMatch(lastComponent(place), isFolder);
    if (!match)
        return;
    ++m_preview.privateCount;
    if (m_preview.privatePlaces.size() < FolderPreview::MostPrivate)
        m_preview.privatePlaces.push_back({QFile::decodeName(place), match->kind});
    auto &patterns = m_preview.privatePatterns;
    if (!patterns.contains(match->pattern) && patterns.size() < FolderPreview::MostPatterns)
        patterns << match->pattern;
}

void FolderSurvey::tell(const Hear &hear)
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_toldAt < TellEvery)
        return;
    m_toldAt = now;
    hear(m_preview);
}

} // namespace ft::engine
