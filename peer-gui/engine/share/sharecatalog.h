#pragma once

#include "common/base/threadbound.h"
#include "peer-gui/engine/share/pathorder.h"
#include "peer-gui/engine/share/sharedfile.h"

#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace ft::engine {

/// The files this peer offers, by path, by name and by content. In memory only.
///
/// For the thread that made it. Everything handed out is a value (files share their piece layer).
class ShareCatalog final
{
public:
    [[nodiscard]] std::optional<SharedFile> find(const SharedPath &path) const;
    /// Any one file with this content; the same one as long as the catalog does not change.
    [[nodiscard]] std::optional<SharedFile> findByRoot(const ContentHash &root) const;
    /// Paths of all files with this content, in order.
    [[nodiscard]] std::vector<SharedPath> pathsOf(const ContentHash &root) const;
    /// Paths of all files whose last component is `name`, in order.
    [[nodiscard]] std::vector<SharedPath> pathsNamed(QByteArrayView name) const;
    /// Paths of files whose last component is `stem`, a dot and more, up to `most` of them.
    [[nodiscard]] std::vector<SharedPath> pathsExtending(QByteArrayView stem,
                                                         std::size_t most) const;
    [[nodiscard]] bool contains(const SharedPath &path) const;

    /// False, and nothing changes, when the path is taken. The record must have a root.
    [[nodiscard]] bool insert(SharedFile file);
    /// Inserts, in place of what had the path before.
    void replace(SharedFile file);
    /// False when there is no such file.
    bool remove(const SharedPath &path);

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] std::uint64_t totalBytes() const;
    /// All files, ordered by path.
    [[nodiscard]] std::vector<SharedFile> snapshot() const;
    /// Shows the file of the path `below` and those it has below it as a folder, or all files
    /// without it, in the order of their paths, from behind the path `after`, to
    /// `visit(const SharedFile &)` until that returns false. `visit` must not change the catalog.
    template <typename Visit>
    void visitBelow(const std::optional<SharedPath> &below,
                    const std::optional<SharedPath> &after,
                    Visit visit) const
    {
        const QByteArray folder = below ? QByteArray{below->utf8() + '/'} : QByteArray{};
        if (below && (!after || *after < *below)) {
            const auto self = m_files.find(*below);
            if (self != m_files.end() && !visit(self->second))
                return;
        }
        for (auto i = firstBelow(folder, after); i != m_files.end(); ++i) {
            if (!i->first.utf8().startsWith(folder) || !visit(i->second))
                return;
        }
    }

private:
    using Files = std::map<SharedPath, SharedFile, PathOrder>;

    void index(const SharedFile &file);
    [[nodiscard]] Files::const_iterator firstBelow(const QByteArray &folder,
                                                   const std::optional<SharedPath> &after) const;

    Files m_files;
    std::unordered_map<ContentHash, std::set<SharedPath>> m_byRoot;
    std::map<QByteArray, std::set<SharedPath>> m_byName;
    std::uint64_t m_totalBytes = 0;
    ThreadBound m_thread;
};

} // namespace ft::engine
