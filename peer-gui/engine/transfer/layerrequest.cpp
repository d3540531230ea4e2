#include "peer-gui/engine/transfer/layerrequest.h"

#include "common/protocol/limits.h"

#include <algorithm>
#include <cstring>

namespace ft::engine {

void LayerRequest::ask(SourceId id, SourceChannel &channel)
{
    m_source = id;
    m_received = 0;
    const std::uint64_t count = m_layout.count();
    m_layer.assign(count, NodeHash{});
    for (std::uint64_t first = 0; first < count; first += protocol::limits::MaxHashes) {
        const auto length = std::min<std::uint64_t>(protocol::limits::MaxHashes, count - first);
        channel.requestHashes({m_root, m_layout.pieceSize(), {first, length}});
    }
}

void LayerRequest::giveUp()
{
    m_source.reset();
    m_layer.clear();
}

std::optional<std::vector<NodeHash>> LayerRequest::take(const protocol::ByteRange &range,
                                                        const QByteArray &bytes)
{
    for (std::uint64_t i = 0; i < range.length; ++i) {
        NodeHash::Bytes hash{};
        std::memcpy(hash.data(), bytes.constData() + i * hash.size(), hash.size());
        m_layer[range.offset + i] = NodeHash{hash};
    }
    m_received += range.length;
    if (m_received < m_layer.size())
        return std::nullopt;
    m_source.reset();
    return std::move(m_layer);
}

} // namespace ft::engine
