#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/share/checkmemory.h"

/// What Repair has done in the background. Everything here blocks on the disk: worker threads only.
namespace ft::engine {

/// The copy that takes a damaged file's place: as a record of the same content, and where. Its name
/// is one that no share offers.
struct RepairCopy
{
    FileRecord record;
    QString folder; ///< that of the damaged file
};

[[nodiscard]] RepairCopy repairCopyOf(const DamagedFile &damaged);

/// Writes the pieces that are not damaged to their places in the unfinished copy, for a download to
/// check and go on with. Problems: SourceChanged when the file is not as it was checked, and those
/// of PartFile.
[[nodiscard]] Result<void, Problem> copySoundPieces(const DamagedFile &damaged);

/// Puts a finished copy in the place of the damaged file, with its time and permissions, and tells
/// the stamp it has there. A crash leaves either the one or the other. SourceChanged when somebody
/// has written to the file meanwhile: it stays as it is.
[[nodiscard]] Result<FileStamp, Problem> putInPlace(const DamagedFile &damaged,
                                                    const QString &copy);

} // namespace ft::engine
