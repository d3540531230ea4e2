#pragma once

#include "peer-gui/engine/share/pathorder.h"
#include "peer-gui/engine/share/publisherror.h"
#include "peer-gui/engine/share/sharescanner.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace ft::engine {

/// A file of the share on its way to being offered, or offered.
struct ShareEntry
{
    using PublishDone = std::function<void(const Result<SharedFile, PublishError> &)>;
    enum class Origin { Folder, Published };

    QString absolutePath;
    Origin origin = Origin::Folder;
    std::optional<FileStamp> stamp; ///< of what is offered; nothing while it is hashed
    std::optional<FileStamp> found; ///< while it is hashed: what was found, where that is known
    std::uint64_t since = 0; ///< the number of the scan before which it came in
    bool isWithheld = false; ///< known, and not offered as long as its stamp is the same
    std::vector<PublishDone> waiting; ///< told when it is ready or given up

    /// Whether a file of this stamp is the one that is offered, or is being hashed.
    [[nodiscard]] bool isOf(const FileStamp &other) const
    {
        return (stamp ? stamp : found) == other;
    }
};

using ShareEntries = std::map<SharedPath, ShareEntry, PathOrder>;

/// What a scan of the share folders asks to be done with the entries, in this order.
struct ShareChanges
{
    struct Found
    {
        SharedPath path;
        QString absolutePath;
        FileStamp stamp;
    };

    std::vector<SharedPath> replaced; ///< their names are another file's now, which is among added
    std::vector<Found> added;
    std::vector<Found> changed; ///< entries with another stamp
    std::vector<SharedPath> gone; ///< entries without a file
    std::vector<QByteArray> young; ///< absolute paths of files that may still be written to
    bool needsWhole = false; ///< names are contested: only a scan of everything can tell
};

/// After the scan of everything with this number. Files for which `isDirty(absolute path)` holds
/// and which are no entries are left for later.
[[nodiscard]] ShareChanges changesOf(const ShareEntries &entries,
                                     const ScanResult &result,
                                     std::uint64_t scanNumber,
                                     const std::function<bool(const QByteArray &)> &isDirty);

/// After a scan of single places. `reserved` and `displaced` are names that were contested when
/// everything was scanned.
[[nodiscard]] ShareChanges changesOf(const ShareEntries &entries,
                                     const PlacesResult &result,
                                     const std::set<SharedPath> &displaced);

} // namespace ft::engine
