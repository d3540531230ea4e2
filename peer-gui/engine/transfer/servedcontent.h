#pragma once

#include "common/protocol/peermessages.h"
#include "peer-gui/engine/share/sharecatalog.h"
#include "peer-gui/engine/transfer/partialshare.h"

namespace ft::engine {

/// What can be told of a content that is served, be it whole or in part.
struct ServedContent
{
    std::uint64_t size = 0; ///< bytes
    std::uint64_t pieceSize = 0; ///< bytes, never 0
    QByteArray bitfield; ///< as PIECES carries it: of the right length, spare bits 0
    std::shared_ptr<const std::vector<NodeHash>> pieceLayer; ///< null when it is not known

    /// Whether every piece that the range touches is there. The range lies inside the content.
    [[nodiscard]] bool has(const protocol::ByteRange &range) const;
};

[[nodiscard]] ServedContent contentOf(const SharedFile &file);
[[nodiscard]] ServedContent contentOf(const PartialFile &file);

/// A content by its root: of the share, else of `partials`, which may be null.
[[nodiscard]] std::optional<ServedContent> findContent(const ShareCatalog &catalog,
                                                       const PartialShare *partials,
                                                       const ContentHash &root);

} // namespace ft::engine
