#pragma once

#include "common/protocol/fields.h"
#include "peer-gui/engine/snapshots.h"

#include <QString>

#include <vector>

/// What is told of files that have gone bad on the disk, and of mending them. Values, for any
/// thread.
namespace ft::engine {

/// A shared file whose bytes are not those of its root any more, although nobody wrote to it.
struct FileDamage
{
    QString name; ///< its path in the share
    QString path; ///< where it lies
    std::uint64_t size = 0;
    std::uint32_t pieces = 0; ///< that are damaged
    std::vector<protocol::ByteRange> ranges; ///< that these take up, in order, neighbours joined

    bool operator==(const FileDamage &) const = default;
};

/// What a check has to tell.
struct CheckNews
{
    std::optional<FileDamage> damage; ///< found, or known of and still there
    bool isOver = false; ///< nothing follows, and this is what there was:
    std::uint64_t files = 0; ///< read to their ends
    std::uint64_t bytes = 0;
    std::uint64_t damaged = 0; ///< of the files
    std::uint64_t skipped = 0; ///< changed or gone meanwhile; they are looked at anew
    std::optional<Problem> problem; ///< why nothing could be checked

    bool operator==(const CheckNews &) const = default;
};

/// A file that is whole again.
struct RepairReport
{
    QString name; ///< its path in the share
    QString path; ///< where it lies
    std::uint32_t pieces = 0; ///< that were damaged
    std::uint64_t received = 0; ///< payload bytes that came for it
    std::vector<TransferSource> sources; ///< and what came from whom

    bool operator==(const RepairReport &) const = default;
};

} // namespace ft::engine
