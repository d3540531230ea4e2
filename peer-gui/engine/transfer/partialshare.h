#pragma once

#include "common/model/filerecord.h"
#include "peer-gui/engine/transfer/readablefile.h"

#include <memory>
#include <optional>
#include <vector>

namespace ft::engine {

/// What there is of a file that still arrives, when it was asked for.
struct PartialFile
{
    FileRecord record; ///< with a root
    std::uint64_t pieceSize = 0; ///< bytes
    QByteArray bitfield; ///< verified pieces that are on disk, in the order of BEP 3
    std::shared_ptr<const std::vector<NodeHash>> pieceLayer; ///< null while it is not known
    std::shared_ptr<const ReadableFile> file; ///< null while it is not open
};

/// Knows the unfinished downloads of which verified pieces may be served. Engine thread only.
class PartialShare
{
public:
    PartialShare() = default;
    PartialShare(const PartialShare &) = delete;
    PartialShare &operator=(const PartialShare &) = delete;
    PartialShare(PartialShare &&) = delete;
    PartialShare &operator=(PartialShare &&) = delete;
    virtual ~PartialShare() = default;

    /// The unfinished file with this content, if there is one.
    [[nodiscard]] virtual std::optional<PartialFile> find(const ContentHash &root) const = 0;
};

} // namespace ft::engine
