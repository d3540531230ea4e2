#pragma once

#include "common/base/result.h"
#include "common/model/filerecord.h"
#include "peer-gui/engine/problem.h"

#include <QString>

#include <atomic>

namespace ft::engine {

/// Decides under which names a download is stored in its folder: while it is unfinished, and
/// finally.
///
/// Functions that touch the disk block: worker threads only.
class DownloadTarget final
{
public:
    /// Stored as `name`, which is one component, in `folder`, an absolute path.
    DownloadTarget(QString folder, QString name, const ContentHash &root);
    /// The same of a content that no root tells apart from others, of so many bytes.
    DownloadTarget(QString folder, QString name, std::uint64_t size);
    /// Of what the record says, under its name.
    [[nodiscard]] static DownloadTarget of(const FileRecord &file, const QString &folder);

    [[nodiscard]] const QString &folder() const { return m_folder; }

    /// `FOLDER/NAME.ROOT8.part`, without a root `FOLDER/NAME.plain-SIZE.part`; the name cut so that
    /// the whole fits a file system's 255 bytes.
    [[nodiscard]] QString partPath() const;
    /// `FOLDER/NAME`, then `FOLDER/NAME (2)` and so on, the number before the extension.
    [[nodiscard]] QString finalPath(int attempt) const;

    /// Makes the folder if it is missing.
    [[nodiscard]] Result<void, Problem> prepareFolder() const;

    /// The first final path that holds this very content already, if one does. Ends early, with
    /// nothing, once `isAbandoned`. Nothing without a root.
    [[nodiscard]] std::optional<QString> existing(std::uint64_t size,
                                                  const std::atomic<bool> &isAbandoned) const;
    [[nodiscard]] std::optional<QString> existing(std::uint64_t size) const;

    /// Renames a complete part file to the first final path that is free, never over another file.
    /// A power cut may undo it until the folder is synced.
    [[nodiscard]] Result<QString, Problem> rename() const;
    /// rename(), and syncs the folder.
    [[nodiscard]] Result<QString, Problem> moveIntoPlace() const;

private:
    QString m_folder;
    QString m_name;
    std::optional<ContentHash> m_root;
    QString m_tag; ///< of the unfinished file, which tells apart those of one name
};

/// Makes renames in this folder survive a power cut, as far as the system lets it.
void syncFolder(const QString &folder);

} // namespace ft::engine
