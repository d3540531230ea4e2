#pragma once

#include "peer-gui/engine/share/folderwatches.h"
#include "peer-gui/engine/share/remotefilesystem.h"
#include "peer-gui/engine/share/sharedfile.h"
#include "peer-gui/engine/share/sharefilter.h"
#include "peer-gui/engine/share/sharenotice.h"

#include <atomic>
#include <optional>
#include <set>
#include <vector>

struct dirent;
struct stat;

namespace ft::engine {

using ScanNotice = ShareNotice;

/// The strings on a running scan, for other threads.
struct ScanControl
{
    std::atomic<bool> stop = false; ///< set it to end the scan soon
    std::atomic<std::uint64_t> found = 0; ///< files found so far
};

/// How it is learned that something in a share folder has changed.
enum class Watching {
    Events, ///< the kernel tells
    Remote, ///< the kernel tells only what this machine does; the rest by walking it now and then
    Exhausted, ///< by walking it now and then: there are no watches left for all of it
    Impossible, ///< by walking it now and then
};

/// A file with its place below its share folder, before it has a name in the share.
struct FoundFile
{
    QByteArray absolutePath; ///< without symlinks
    SharedPath place;
    FileStamp stamp;
};

/// Walks one share folder, or a part of it, and lays watches on the folders before it lists them.
///
/// Blocks: for a worker thread. Used once.
class FolderWalk final
{
public:
    /// All of it must outlive the walk.
    struct Means
    {
        const ShareFilter &filter;
        FolderWatches *watches; ///< null for none
        const RemoteTest &isRemote;
        ScanControl &control;
        std::vector<ScanNotice> &notices; ///< what is found that cannot be shared
    };

    /// `root` is the share folder, without symlinks.
    FolderWalk(QByteArray root, const Means &means);

    /// The files in and below the folder, ordered by place.
    [[nodiscard]] std::vector<FoundFile> walkAll();
    /// Those at and below one place, of which only the last component may be anything but a folder.
    /// No symlink is followed: metSymlink() tells that there is one.
    [[nodiscard]] std::vector<FoundFile> walkPlace(const QByteArray &place);

    [[nodiscard]] bool metSymlink() const { return m_metSymlink; }
    /// What the symlinks that were followed lead to.
    [[nodiscard]] const std::vector<QByteArray> &followed() const { return m_followed; }
    [[nodiscard]] Watching watching() const { return m_watching; }
    /// Files and folders that the filter did not take, the parts of downloads not counted.
    [[nodiscard]] std::uint64_t leftOut() const { return m_leftOut; }

private:
    struct Folder
    {
        QByteArray absolutePath;
        QByteArray place; ///< below the share folder; empty for the share folder itself
        bool behindSymlink = false;
    };

    [[nodiscard]] std::vector<FoundFile> walkOpen();
    void list(const Folder &folder);
    void watch(const Folder &folder);
    void watchFile(const QByteArray &absolutePath, const FileId &file);
    void noteAdded(FolderWatches::Added added);
    void lookAtFileSystem(const Folder &folder, int descriptor);
    [[nodiscard]] bool takesFolder(QByteArrayView place);
    [[nodiscard]] bool takesFile(QByteArrayView place);
    [[nodiscard]] bool takesSize(std::uint64_t bytes);
    void visit(const Folder &folder, int descriptor, const dirent &entry);
    void visitOther(const Folder &folder, const QByteArray &name, const struct stat &status);
    void followSymlink(const Folder &folder, const QByteArray &name);
    [[nodiscard]] std::optional<QByteArray> targetInside(const QByteArray &symlink);
    [[nodiscard]] QByteArray placeOf(const QByteArray &absolutePath) const;
    void addFolder(const Folder &from, Folder found);
    void addFile(const QByteArray &absolutePath,
                 const QByteArray &place,
                 const struct stat &status);
    [[nodiscard]] std::optional<SharedPath> checkedPlace(const QByteArray &absolutePath,
                                                         const QByteArray &place);
    void note(ScanNotice::Kind kind, const QByteArray &absolutePath, int systemError = 0);

    QByteArray m_root;
    Means m_means;
    bool m_followsSymlinks = true;
    bool m_metSymlink = false;
    Watching m_watching = Watching::Events;
    std::uint64_t m_leftOut = 0;
    std::set<std::uint64_t> m_devices; ///< whose file systems have been looked at
    std::vector<QByteArray> m_followed;
    std::vector<Folder> m_open; ///< still to be listed
    std::vector<FoundFile> m_files;
};

/// Whether `path` is `folder` or lies below it. Both without symlinks.
[[nodiscard]] bool isWithin(QByteArrayView path, QByteArrayView folder);

/// `name` in `folder`, either of which may be empty.
[[nodiscard]] QByteArray joinedPath(const QByteArray &folder, const QByteArray &name);

} // namespace ft::engine
