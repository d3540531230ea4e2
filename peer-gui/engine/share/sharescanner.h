#pragma once

#include "peer-gui/engine/share/folderwalk.h"

#include <map>
#include <optional>
#include <vector>

namespace ft::engine {

/// A file that is to be shared.
struct ScannedFile
{
    QString absolutePath; ///< without symlinks
    SharedPath path;
    FileStamp stamp;
};

/// A share folder that could be walked.
struct ShareRoot
{
    QString folder; ///< as it was asked for
    QByteArray path; ///< without symlinks
    std::uint64_t dev = 0;
    std::uint64_t inode = 0;
    Watching watching = Watching::Events;
    std::uint64_t leftOut = 0; ///< files and folders that the filter did not take
};

/// What every scan needs.
struct ScanMeans
{
    ShareFilter filter;
    FolderWatches *watches = nullptr; ///< null to watch nothing; must outlive the scan
    RemoteTest isRemote = isRemoteFileSystem;
};

/// What is wanted of a scan of everything.
struct ScanRequest
{
    std::vector<QString> folders; ///< absolute, or relative to the working folder
    /// Names that are given away already, and the absolute path of the file that has each.
    std::map<SharedPath, QString> reserved;
    ScanMeans means{};
};

/// What the reserved files are like now; nothing for one that is no regular file (any more).
using ReservedFiles = std::map<SharedPath, std::optional<FileStamp>>;

/// What a scan found. The lists are in a fixed order for the same disk.
struct ScanResult
{
    std::vector<ScannedFile> files;
    std::vector<ScanNotice> notices;
    ReservedFiles reserved;
    std::vector<ShareRoot> roots; ///< none inside another
    std::vector<QString> missing; ///< share folders that are none, or cannot be read
    /// Places of files that go by another name, for these names are another file's.
    std::vector<SharedPath> displaced;
    std::vector<QByteArray> followed; ///< what symlinks lead to that were followed
    bool complete = false; ///< false when it was stopped: then the lists are of no use
};

/// Finds the regular files in and below the folders. Blocks: for a worker thread.
///
/// - What the filter does not take is left out, with everything below it.
/// - A symlink is followed when what it leads to lies in the same share folder and is not hidden
///   there; a symlink to a folder only when no other symlink to a folder was followed on the way
///   and that folder does not hold it. So every walk ends, and nothing outside is ever found.
/// - A file's name is its path below its share folder. When that is reserved, or given to a file of
///   an earlier folder, the folder's own name goes in front, `B/a.pdf`; when that is given too, it
///   is numbered, `B/a (2).pdf`. A file whose own name is reserved for it is not among `files`.
/// - With watches, every folder and reserved file is watched before it is looked at, and nothing
///   else any more afterwards.
[[nodiscard]] ScanResult scanShare(const ScanRequest &request, ScanControl &control);

/// What is wanted of a scan of single places.
struct PlacesRequest
{
    std::vector<ShareRoot> roots; ///< as the last scan of everything found them
    std::vector<QString> missing; ///< as well
    std::vector<QByteArray> places; ///< absolute paths of files and folders
    std::map<SharedPath, QString> reserved; ///< as in ScanRequest; looked at when among the places
    ScanMeans means{};
};

/// One place inside a share folder, and the files at and below it now.
struct ScannedPlace
{
    struct File
    {
        ScannedFile file; ///< its path is its place: it may be another file's name
        bool isYoung = false; ///< was changed a moment ago, so it may still be written to
    };

    SharedPath place;
    QByteArray root; ///< of its share folder
    std::vector<File> files;
};

struct PlacesResult
{
    std::vector<ScannedPlace> places;
    std::vector<ScanNotice> notices;
    ReservedFiles reserved; ///< of these, those that were among the places
    /// Single places do not tell it all: a share folder is another one than it was, or is there
    /// again, or there are symlinks.
    bool needsWhole = false;
    bool isExhausted = false; ///< there was no watch left for a folder
    bool complete = false; ///< as in ScanResult
};

/// Looks at single places again, and whether the roots are still there. Blocks.
[[nodiscard]] PlacesResult scanPlaces(const PlacesRequest &request, ScanControl &control);

} // namespace ft::engine
