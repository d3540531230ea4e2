#pragma once

#include "common/model/filerecord.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

struct stat;

namespace ft::engine {

/// Which file of this machine, whatever its names.
struct FileId
{
    std::uint64_t dev = 0;
    std::uint64_t inode = 0;

    bool operator==(const FileId &) const = default;
};

/// What tells, without reading it, that a file on disk is still the one that was hashed.
struct FileStamp
{
    std::uint64_t dev = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0; ///< bytes
    std::int64_t mtimeNs = 0; ///< nanoseconds since 1970, UTC

    [[nodiscard]] static FileStamp of(const struct stat &status);

    [[nodiscard]] FileId id() const { return {dev, inode}; }

    /// The time of the last change as records carry it.
    [[nodiscard]] std::chrono::sys_seconds modified() const;

    /// Whether a file that begins to be read now cannot be written again under this same stamp:
    /// its mtime lies more than one step of the disk's clock away from now. The step is taken to be
    /// 50 ms, and 2 s for an mtime of whole seconds, which may come from a disk that keeps no more.
    [[nodiscard]] bool isFirmAt(std::chrono::system_clock::time_point now) const;

    bool operator==(const FileStamp &) const = default;
};

/// What a file's bytes are known by once they have been hashed.
struct KnownContent
{
    ContentHash root;
    std::optional<Md5Sum> md5;
    /// Of pieces of hash::pieceSizeFor() bytes; never null, empty for no bytes.
    std::shared_ptr<const std::vector<NodeHash>> pieceLayer;
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

template <>
struct std::hash<ft::engine::FileId>
{
    std::size_t operator()(const ft::engine::FileId &id) const
    {
        return qHashMulti(0, id.dev, id.inode);
    }
};

template <>
struct std::hash<ft::engine::FileStamp>
{
    std::size_t operator()(const ft::engine::FileStamp &stamp) const
    {
        return qHashMulti(0, stamp.dev, stamp.inode, stamp.size, stamp.mtimeNs);
    }
};
