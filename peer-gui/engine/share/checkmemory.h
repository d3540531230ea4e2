#pragma once

#include "common/hash/merkle.h"
#include "peer-gui/engine/share/sharedfile.h"
#include "peer-gui/engine/sqlitedatabase.h"

#include <map>

namespace ft::engine {

/// A file whose bytes are not those of its root any more, although nobody wrote to it.
struct DamagedFile
{
    SharedFile file; ///< as it was offered; its layer is null when an earlier run found the damage
    std::vector<hash::PieceIndex> pieces; ///< in order, never empty
};

/// Remembers in the state folder which files are damaged, and when each was checked last.
///
/// Copyable; each call opens the database for itself and blocks on the disk: for worker threads,
/// any of them. A damaged database is set aside, and nothing is remembered of before.
class CheckMemory final
{
public:
    using CheckedAt = std::map<SharedPath, std::chrono::sys_seconds>;
    struct Remembered
    {
        std::vector<DamagedFile> damaged;
        CheckedAt checked;
    };

    /// Without a state folder nothing is remembered.
    explicit CheckMemory(const QString &stateFolder);

    [[nodiscard]] Remembered load() const;
    /// What a check has found out: one that is not damaged any more is forgotten as such. False
    /// when it cannot be kept.
    [[nodiscard]] bool put(const DamagedFile &file) const;
    [[nodiscard]] bool putSound(const std::vector<SharedPath> &paths,
                                std::chrono::sys_seconds at) const;

private:
    using Fault = SqliteDatabase::Fault;

    [[nodiscard]] Result<std::unique_ptr<SqliteDatabase>, Fault> open() const;
    template <typename Write>
    [[nodiscard]] bool write(Write write) const;

    QString m_path; ///< empty: nothing is remembered
};

} // namespace ft::engine
