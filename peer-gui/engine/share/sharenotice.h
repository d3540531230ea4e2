#pragma once

#include "common/model/sharedpath.h"

#include <QString>

#include <optional>

namespace ft::engine {

/// Something about the share that a person should know: what is not shared, and why.
struct ShareNotice
{
    enum class Kind {
        FolderMissing, ///< a share folder does not exist
        FolderUnreadable, ///< a share folder, or one below it, cannot be listed
        NotAFolder, ///< a share folder is something else
        FolderBack, ///< a share folder that was missing is there again
        FolderReplaced, ///< another folder or disk stands where a share folder was
        FolderRemote, ///< others can change it unseen: it is walked now and then besides
        WatchesExhausted, ///< a share folder cannot be watched whole: it is walked now and then
        WatchingImpossible, ///< no folder can be watched: all are walked now and then; no path
        FolderNested, ///< a share folder is, or lies in, another share folder: shared once
        NameRejected, ///< SharedPath does not take it: see fault
        SymlinkOutside, ///< leads out of its share folder, or to something hidden in it
        SymlinkBroken, ///< leads nowhere
        SymlinkLoop, ///< leads to a folder that holds it
        NotRegularFile, ///< a pipe, socket or device
        FileUnreadable,
        FileVanished, ///< a published file went away
        FileKeepsChanging, ///< was written to each time it was read
        StoreDamaged, ///< the list of published files could not be read whole; it is set aside
        StoreUnwritable, ///< the list of published files could not be saved
        SwitchesUnwritable, ///< which folders are taken out could not be saved: for this run only
        CacheDamaged, ///< the hash cache could not be read; it is set aside, files are hashed again
        CacheUnusable, ///< the hash cache cannot be kept: it lasts for this run only
    };

    Kind kind = Kind::FolderMissing;
    /// As on disk, with U+FFFD for bytes that are not UTF-8. May hold any character: whoever shows
    /// it escapes it. For StoreDamaged and CacheDamaged, the file that holds what was
    /// damaged now.
    QString path;
    int systemError = 0; ///< errno, where one is known
    std::optional<PathFault> fault;

    bool operator==(const ShareNotice &) const = default;
};

/// True for what makes the whole folder unavailable: a program started on it should say so and end.
[[nodiscard]] constexpr bool concernsShareFolder(ShareNotice::Kind kind)
{
    return kind == ShareNotice::Kind::FolderMissing || kind == ShareNotice::Kind::NotAFolder;
}

} // namespace ft::engine
