#pragma once

#include "common/model/filerecord.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

struct stat;

namespace ft::engine {

/// What tells, without reading it, that a file on disk is still the one that was hashed.
struct FileStamp
{
    std::uint64_t dev = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0; ///< bytes
    std::int64_t mtimeNs = 0; ///< nanoseconds since 1970, UTC

    [[nodiscard]] static FileStamp of(const struct stat &status);

    /// The time of the last change as records carry it.
    [[nodiscard]] std::chrono::sys_seconds modified() const;

    bool operator==(const FileStamp &) const = default;
};

/// A file this peer offers, with what it takes to serve and to verify it.
struct SharedFile
{
    FileRecord record; ///< always with a root
    QString absolutePath; ///< without symlinks: to be opened through OpenedFile
    FileStamp stamp; ///< of the bytes that the root stands for
    std::uint64_t pieceSize = 0; ///< bytes under one hash of the piece layer
    std::shared_ptr<const std::vector<NodeHash>> pieceLayer; ///< never null; empty for no bytes
};

} // namespace ft::engine
