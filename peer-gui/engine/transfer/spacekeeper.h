#pragma once

#include "peer-gui/engine/background.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/transfer/diskspace.h"

#include <functional>
#include <map>

namespace ft::engine {

/// Keeps room on the disks for everything that downloads are yet to write, so that none of them
/// begins what another one's end will leave no room for.
///
/// Engine thread only; the disk is asked in the background.
class SpaceKeeper final
{
public:
    using Answer = std::function<void(std::uint64_t missing)>;
    /// The disk of a path; called in worker threads.
    using AskDisk = std::function<std::optional<DiskSpace>(const QString &path)>;

    /// `background` must outlive this.
    explicit SpaceKeeper(const Background &background, AskDisk askDisk = diskSpaceAt)
        : m_background(background)
        , m_askDisk(std::move(askDisk))
    {}

    /// Reserves so many bytes in `folder` for a download, in place of what it had reserved before,
    /// and tells how many are missing; when any are, nothing is reserved. Not called back when
    /// `receiver` is gone.
    void reserve(TransferId id,
                 const QString &folder,
                 std::uint64_t bytes,
                 QObject *receiver,
                 Answer answer);
    /// So many of the reserved bytes take up room on the disk by now.
    void written(TransferId id, std::uint64_t bytes);
    void release(TransferId id) { m_reserved.erase(id); }

private:
    struct Reservation
    {
        std::uint64_t disk = 0;
        std::uint64_t bytes = 0;
    };

    [[nodiscard]] std::uint64_t decide(TransferId id, const DiskSpace &space, std::uint64_t bytes);

    const Background &m_background;
    AskDisk m_askDisk;
    std::map<TransferId, Reservation> m_reserved;
};

} // namespace ft::engine
