#pragma once

#include "peer-gui/engine/share/libraryreport.h"
#include "peer-gui/engine/snapshots.h"

#include <QString>

#include <optional>
#include <vector>

namespace ft::models {

/// The folders that the files of a share lie in, each with what lies in and below it. A value.
struct ShareTree
{
    enum class Kind {
        All, ///< everything that is shared
        ShareFolder, ///< one of the share folders
        Inside, ///< a folder in one of these
        Single, ///< the files that lie in none of them
    };
    struct Node
    {
        Kind kind = Kind::Inside;
        QString name; ///< as the disk has it; empty for All and Single
        QString path; ///< on the disk, without symlinks where that is known
        QString key; ///< tells it from all others, in this tree and later ones
        int end = 0; ///< those below it have the numbers from its own to this one
        std::vector<int> children;
        std::uint64_t files = 0; ///< in and below it, like what follows
        std::uint64_t bytes = 0;
        std::uint64_t hashing = 0; ///< of the files: not offered yet
        std::uint64_t damaged = 0; ///< of the files: not offered any more
        std::optional<engine::ShareFolderInfo> folder; ///< of a ShareFolder
    };

    std::vector<Node> nodes; ///< each before those below it
    std::vector<int> tops; ///< those that lie in no other, as they are shown
    std::vector<int> nodeOf; ///< which of the nodes each file lies in; Single for one in none

    /// -1 when there is none.
    [[nodiscard]] int find(const QString &key) const;
};

/// Share folders stand in their order, folders below them in that of their names.
[[nodiscard]] ShareTree treeOf(const std::vector<engine::SharedFileInfo> &files,
                               const std::vector<engine::ShareFolderInfo> &folders);

/// Where a file or folder of this machine lies below its share folder; empty when in none.
[[nodiscard]] QString placeInShare(const QString &localPath,
                                   const std::vector<engine::ShareFolderInfo> &folders);

/// The keys of the two that are no folders.
extern const QString AllKey;
extern const QString SingleKey;

} // namespace ft::models
