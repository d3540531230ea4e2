#pragma once

#include "common/hash/merkle.h"
#include "peer-gui/engine/share/sharedfile.h"

#include <functional>
#include <vector>

namespace ft::engine {

/// What reading a file again says about its bytes.
struct FileCheck
{
    enum class Verdict {
        Sound, ///< the bytes are those of its root
        Damaged, ///< its stamp is the same, and some pieces are not: nobody wrote to it on purpose
        Edited, ///< its stamp is another, or changed while it was read: says nothing of its bytes
        Unreadable, ///< gone, or the disk fails in the middle
        Stopped, ///< the check was ended before
    };

    Verdict verdict = Verdict::Sound;
    std::vector<hash::PieceIndex> damaged; ///< of a Damaged one, in order
    std::uint64_t bytesRead = 0;

    bool operator==(const FileCheck &) const = default;
};

/// Told how many bytes are read next, before each stretch of at most 128 KiB; may hold the reader
/// up. False ends the check.
using CheckPace = std::function<bool(std::size_t bytes)>;

/// Reads a file from the disk, not from what the system remembers of it, and compares every piece
/// with the layer. A piece that the disk refuses to give counts as damaged. Blocks.
[[nodiscard]] FileCheck checkFile(const SharedFile &file, const CheckPace &pace);

} // namespace ft::engine
