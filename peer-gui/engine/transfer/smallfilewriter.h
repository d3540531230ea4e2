#pragma once

#include "peer-gui/engine/share/sharedfile.h"
#include "peer-gui/engine/transfer/downloadtarget.h"

#include <QByteArray>

#include <vector>

namespace ft::engine {

/// A whole verified file to be written.
struct SmallFile
{
    DownloadTarget target; ///< its folder is there
    QByteArray bytes;
    std::chrono::sys_seconds modified;
};

struct WrittenFile
{
    QString path;
    FileStamp stamp;
};

/// Writes them under names that are free; one result each, in order. Blocks on the disk.
///
/// A group costs one wait for the disk, not one for each file: all are written under the names of
/// unfinished files, then made safe together, then renamed, then their folders are made safe. So a
/// file that has its final name is whole, whenever the power goes; a file for which the answer has
/// come is there for good.
[[nodiscard]] std::vector<Result<WrittenFile, Problem>> writeSmallFiles(
    const std::vector<SmallFile> &files);

} // namespace ft::engine
