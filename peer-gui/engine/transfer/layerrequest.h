#pragma once

#include "peer-gui/engine/transfer/piecescheduler.h"
#include "peer-gui/engine/transfer/sourcechannel.h"

#include <optional>
#include <vector>

namespace ft::engine {

/// Collects the piece layer of a content from one source at a time.
///
/// Checks nothing but that it is complete. Engine thread only.
class LayerRequest final
{
public:
    LayerRequest(const ContentHash &root, const PieceLayout &layout)
        : m_root(root)
        , m_layout(layout)
    {}

    /// Who is being asked.
    [[nodiscard]] std::optional<SourceId> source() const { return m_source; }

    /// Asks a source for all of it.
    void ask(SourceId id, SourceChannel &channel);
    /// The source is gone, or another is to be asked.
    void giveUp();
    /// Takes a part of the answer; the whole layer once it is complete, and then nobody is being
    /// asked any more.
    [[nodiscard]] std::optional<std::vector<NodeHash>> take(const protocol::ByteRange &range,
                                                            const QByteArray &bytes);

private:
    ContentHash m_root;
    PieceLayout m_layout;
    std::optional<SourceId> m_source;
    std::vector<NodeHash> m_layer;
    std::uint64_t m_received = 0;
};

} // namespace ft::engine
