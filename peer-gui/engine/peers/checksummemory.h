#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/peers/peerquestion.h"
#include "peer-gui/engine/sqlitedatabase.h"

namespace ft::engine {

/// Remembers in the state folder which checksums each peer has told, and tells what has changed
/// since.
///
/// Copyable; each call opens the database for itself and blocks on the disk: for worker threads,
/// any of them. A damaged database is set aside, and all is new again.
class ChecksumMemory final
{
public:
    /// Without a state folder nothing is remembered.
    explicit ChecksumMemory(const QString &stateFolder);

    /// What a peer told in one go of all files it shares whose path comes after `after`, up to and
    /// with `last`.
    struct Stretch
    {
        QString peer; ///< its host name, or its address
        std::optional<SharedPath> after; ///< none: from the beginning
        std::optional<SharedPath> last; ///< none: to the end
        std::optional<SharedPath> only; ///< in place of both: just this path
        std::vector<FileRecord> told; ///< in the order of their paths
    };

    /// Marks what was told, and what is gone, in the order of their paths; from then on this is
    /// what was told before. When nothing can be remembered the files come without marks, and with
    /// the problem.
    [[nodiscard]] PeerAnswer compare(const Stretch &stretch, std::chrono::sys_seconds now) const;

private:
    using Fault = SqliteDatabase::Fault;

    [[nodiscard]] Result<std::vector<ToldFile>, Fault> compareAndRemember(
        const Stretch &stretch, std::chrono::sys_seconds now) const;

    QString m_path; ///< empty: nothing is remembered
};

} // namespace ft::engine
