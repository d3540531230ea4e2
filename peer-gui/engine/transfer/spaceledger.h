#pragma once

#include "peer-gui/engine/transfer/diskspace.h"

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

namespace ft::engine {

/// Decides whether the disk has room for what a transfer still has to write, beside what others
/// have been promised on the same file system.
///
/// Any thread. reserve() asks the disk: worker threads only, where that may block for long.
class SpaceLedger final
{
public:
    /// Who reserves: unique among those that have something reserved.
    using Holder = std::int64_t;
    using Probe = std::function<std::optional<DiskSpace>(const QString &absolutePath)>;

    explicit SpaceLedger(Probe probe = diskSpaceAt)
        : m_probe(std::move(probe))
    {}

    /// Sets `bytes` aside for what is to be written at the path, in place of what the holder had.
    /// 0 when there is room, or the file system does not say; else how many bytes are missing, and
    /// nothing is reserved for the holder.
    [[nodiscard]] std::uint64_t reserve(Holder holder,
                                        const QString &absolutePath,
                                        std::uint64_t bytes);

    /// So many of the reserved bytes are on the disk now, and gone from what is free there.
    void shrink(Holder holder, std::uint64_t bytes);

    /// Nothing happens when nothing is reserved.
    void release(Holder holder);

    /// Bytes set aside on the file system, of all holders together.
    [[nodiscard]] std::uint64_t reservedOn(std::uint64_t disk) const;

private:
    struct Reservation
    {
        std::uint64_t disk = 0;
        std::uint64_t bytes = 0;
    };

    [[nodiscard]] std::uint64_t sumOn(std::uint64_t disk) const;

    Probe m_probe;
    mutable std::mutex m_mutex;
    std::map<Holder, Reservation> m_reservations; ///< guarded by m_mutex
};

} // namespace ft::engine
