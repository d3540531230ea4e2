#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace ft::engine {

/// The file system a path lies on, and what is free there.
struct DiskSpace
{
    std::uint64_t disk = 0; ///< tells file systems apart
    std::uint64_t free = 0; ///< bytes this user may still write

    bool operator==(const DiskSpace &) const = default;
};

/// Of a path or, where it does not exist yet, of the first folder above it that does. Nothing when
/// the file system does not say. Blocks on the disk; any thread.
[[nodiscard]] std::optional<DiskSpace> diskSpaceAt(const QString &absolutePath);

} // namespace ft::engine
