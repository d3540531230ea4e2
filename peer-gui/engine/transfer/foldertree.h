#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/share/sharedfile.h"

#include <QByteArray>

#include <vector>

namespace ft::engine {

/// Decides where the files of a fetched folder are on this disk: as the peer has them, below one
/// folder of the download folder.
///
/// Never leads through a symlink below the download folder, which may itself be one. Functions that
/// touch the disk block: worker threads only; each may run in several at once.
class FolderTree final
{
public:
    /// One file with its path below the folder.
    struct File
    {
        FileRecord record; ///< as the peer offers it, with a root
        SharedPath place;
    };
    struct Received
    {
        File file;
        QByteArray bytes; ///< all of it, not verified
    };
    struct Stored
    {
        QString path;
        FileStamp stamp;
        std::optional<Md5Sum> md5; ///< of the bytes; nothing where MD5 is forbidden
    };

    /// `downloads` is an absolute path, `name` one component of a SharedPath.
    FolderTree(QString downloads, QString name);

    [[nodiscard]] QString path() const { return m_downloads + u'/' + m_name; }
    /// The folder in which a file of this place lies, an absolute path.
    [[nodiscard]] QString folderOf(const SharedPath &place) const;

    /// Makes the download folder if it is missing. FolderUnwritable when nothing can be put there.
    [[nodiscard]] Result<void, Problem> prepare() const;
    /// Makes the folder of a file, with those above it. FolderUnwritable when something that is no
    /// folder, or a symlink, is in the way.
    [[nodiscard]] Result<void, Problem> makeFolderOf(const SharedPath &place) const;

    /// Where this very content lies in its folder already, under its name or a numbered one; empty
    /// when it does not.
    [[nodiscard]] Result<QString, Problem> existing(const File &file) const;

    /// Verifies whole files of at most one piece against their roots and makes them safe on the
    /// disk, all at once, under names that are free. One result each, in order: PieceMismatch for
    /// bytes that are not those of the root.
    [[nodiscard]] std::vector<Result<Stored, Problem>> store(
        const std::vector<Received> &files) const;

private:
    enum class Missing { Make, Report };

    /// The folder of a place, opened step by step; -1 when it is missing and only to be reported.
    [[nodiscard]] Result<int, Problem> openFolderOf(const SharedPath &place, Missing missing) const;

    QString m_downloads;
    QString m_name;
};

} // namespace ft::engine
