#pragma once

#include "common/model/sharedpath.h"
#include "common/protocol/peermessages.h"

#include <optional>

namespace ft::engine {

/// Decides what of a peer's share is asked for next when a folder of it is listed page by page, and
/// whether an answer can be believed.
///
/// Pure. The paths of a share come in ascending order of their bytes; so a listing ends, names no
/// file twice, and can go on after a lost connection where it was.
class FolderListing final
{
public:
    /// Files below `folder`, as the asked peer names them; the whole share when there is none.
    explicit FolderListing(std::optional<SharedPath> folder)
        : m_folder(std::move(folder))
    {}

    /// Asks for the records behind those taken so far.
    [[nodiscard]] protocol::ListRequest request() const;

    /// Takes one line of an answer: false when it names a file that was not asked for, or one that
    /// does not come after the one before it.
    [[nodiscard]] bool take(const protocol::Files &line);

    /// The files up to this one have been told.
    [[nodiscard]] const std::optional<SharedPath> &last() const { return m_last; }

    /// Nothing is left to ask for.
    [[nodiscard]] bool isOver() const { return m_isOver; }

    /// Whether a listed file is in the folder: an answer also names a file that has the folder's
    /// own path.
    [[nodiscard]] bool isBelow(const SharedPath &path) const;
    /// The path of such a file below the folder, `b/c` of `a/b/c` when `a` is listed; nothing when
    /// that cannot name a file by itself, as `c:b`.
    [[nodiscard]] std::optional<SharedPath> below(const SharedPath &path) const;

private:
    std::optional<SharedPath> m_folder;
    std::optional<SharedPath> m_last;
    bool m_isPageEmpty = true; ///< of the answer that is arriving
    bool m_isOver = false;
};

} // namespace ft::engine
