#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/share/sharedfile.h"
#include "peer-gui/engine/share/sharenotice.h"

#include <optional>
#include <vector>

namespace ft::engine {

/// A file that is shared by itself, not because it lies in a share folder.
struct PublishedFile
{
    SharedPath path;
    QString absolutePath; ///< without symlinks
    std::optional<ContentHash> root; ///< when it was hashed already, with its stamp then
    std::optional<FileStamp> stamp;

    bool operator==(const PublishedFile &) const = default;
};

/// Keeps the list of published files across runs, as JSON in the state folder.
///
/// A small file, read and written whole, in the calling thread. A crash while saving leaves the
/// list as it was.
class PublishedStore final
{
public:
    /// The folder need not exist: save() makes it.
    explicit PublishedStore(const QString &stateFolder);

    struct Loaded
    {
        std::vector<PublishedFile> files; ///< what could be read
        std::optional<ShareNotice> notice; ///< StoreDamaged: the file is set aside, nothing is lost
    };

    /// Empty when there is no list yet.
    [[nodiscard]] Loaded load() const;

    /// The notice is StoreUnwritable.
    [[nodiscard]] Result<void, ShareNotice> save(const std::vector<PublishedFile> &files) const;

    [[nodiscard]] const QString &filePath() const { return m_filePath; }

private:
    [[nodiscard]] ShareNotice setAside() const;

    QString m_filePath;
};

} // namespace ft::engine
