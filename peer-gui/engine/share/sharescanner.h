#pragma once

#include "peer-gui/engine/share/sharedfile.h"
#include "peer-gui/engine/share/sharenotice.h"

#include <QByteArrayView>

#include <atomic>
#include <map>
#include <optional>
#include <vector>

namespace ft::engine {

using ScanNotice = ShareNotice;

/// How the names of files end that a download has not finished.
inline constexpr QByteArrayView PartSuffix{".part"};

/// A file that is to be shared.
struct ScannedFile
{
    QString absolutePath; ///< without symlinks
    SharedPath path;
    FileStamp stamp;
};

/// What is wanted of a scan.
struct ScanRequest
{
    std::vector<QString> folders; ///< absolute, or relative to the working folder
    /// Names that are given away already, and the absolute path of the file that has each.
    std::map<SharedPath, QString> reserved;
};

/// What a scan found. Both lists are in a fixed order for the same disk.
struct ScanResult
{
    std::vector<ScannedFile> files;
    std::vector<ScanNotice> notices;
    /// What the reserved files are like now; nothing for one that is no regular file (any more).
    std::map<SharedPath, std::optional<FileStamp>> reserved;
    bool complete = false; ///< false when it was stopped: then the lists are of no use
};

/// The strings on a running scan, for other threads.
struct ScanControl
{
    std::atomic<bool> stop = false; ///< set it to end the scan soon
    std::atomic<std::uint64_t> found = 0; ///< files found so far
};

/// Finds the regular files in and below the folders. Blocks: for a worker thread.
///
/// - Hidden files and folders (leading dot), and files that end in PartSuffix, are left out.
/// - A symlink is followed when what it leads to lies in the same share folder and is not hidden
///   there; a symlink to a folder only when no other symlink to a folder was followed on the way
///   and that folder does not hold it. So every walk ends, and nothing outside is ever found.
/// - A file's name is its path below its share folder. When that is reserved, or given to a file of
///   an earlier folder, the folder's own name goes in front, `B/a.pdf`; when that is given too, it
///   is numbered, `B/a (2).pdf`. A file whose own name is reserved for it is not among `files`.
[[nodiscard]] ScanResult scanShare(const ScanRequest &request, ScanControl &control);

} // namespace ft::engine
