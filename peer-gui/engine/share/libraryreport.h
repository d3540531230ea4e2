#pragma once

#include "peer-gui/engine/share/folderscans.h"
#include "peer-gui/engine/share/folderswitches.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace ft::engine {

class ShareCatalog;

/// How far the share has got.
struct ShareProgress
{
    std::uint64_t filesFound = 0; ///< to be shared, the ready ones included
    std::uint64_t filesHashed = 0; ///< of these, ready
    std::uint64_t bytesHashed = 0; ///< read since start()
    std::uint64_t bytesTotal = 0; ///< bytesHashed and what is still to be read
    std::uint64_t rate = 0; ///< bytes hashed per second, over the last seconds
    std::optional<std::chrono::seconds> eta; ///< until all is read, at this rate
    bool scanning = false; ///< folders are being walked: filesFound will still grow
    bool isPaused = false; ///< hashing is held

    bool operator==(const ShareProgress &) const = default;
};

/// One share folder as it stands.
struct ShareFolderInfo
{
    enum class State {
        Unscanned, ///< not looked at yet
        Watched, ///< shared; the kernel tells of changes
        Rescanned, ///< shared; changes are found by walking it now and then
        Nested, ///< lies in another share folder: shared with that
        Missing, ///< does not exist, is no folder, or cannot be read
        Off, ///< taken out of the share by the user
    };

    QString path; ///< as it was given
    State state = State::Unscanned;
    std::uint64_t files = 0; ///< offered now
    std::uint64_t bytes = 0; ///< of these
    QString realPath; ///< without symlinks, as the paths of its files begin; empty when not walked
    std::uint64_t leftOut = 0; ///< files and folders that the filter has left out

    bool operator==(const ShareFolderInfo &) const = default;
};

/// The share as a whole.
struct LibraryStatus
{
    ShareProgress progress;
    std::uint64_t files = 0; ///< offered now
    std::uint64_t bytes = 0; ///< of these
    std::uint64_t watches = 0; ///< folders and files the kernel watches
    std::vector<ShareFolderInfo> folders;
    ShareFilter::Settings filter; ///< what is left out of them

    bool operator==(const LibraryStatus &) const = default;
};

[[nodiscard]] std::vector<ShareFolderInfo> folderReport(const std::vector<QString> &folders,
                                                        const FolderSwitches &switches,
                                                        const FolderScans &scans,
                                                        const ShareCatalog &catalog);

} // namespace ft::engine
