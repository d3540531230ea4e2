#include "peer-gui/engine/transfer/layerfetch.h"

#include <QPointer>

namespace ft::engine {

LayerFetch::LayerFetch(const ContentHash &root, DownloadSources &sources, DownloadStorage &storage)
    : m_sources(sources)
    , m_storage(storage)
    , m_request(root, storage.layout())
{
    connect(&m_sources, &DownloadSources::hashesReceived, this, &LayerFetch::take);
}

void LayerFetch::onGreeted(SourceId id)
{
    if (!m_request.source() && !m_isBeingChecked)
        m_request.ask(id, m_sources.channel(id));
}

void LayerFetch::onLost(SourceId id)
{
    if (m_request.source() == id)
        askAnother();
}

void LayerFetch::askAnother()
{
    m_request.giveUp();
    const auto connected = m_sources.connected();
    if (!connected.empty())
        m_request.ask(connected.front(), m_sources.channel(connected.front()));
}

void LayerFetch::take(SourceId id, const protocol::ByteRange &range, const QByteArray &bytes)
{
    if (m_request.source() != id)
        return;
    auto layer = m_request.take(range, bytes);
    if (!layer)
        return;
    m_isBeingChecked = true;
    m_storage.setLayer(*std::move(layer), [self = QPointer{this}, id](bool matches) {
        if (self)
            self->onChecked(id, matches);
    });
}

void LayerFetch::onChecked(SourceId from, bool matches)
{
    m_isBeingChecked = false;
    if (matches) {
        emit fetched();
        return;
    }
    const QPointer self{this};
    emit wrong(from);
    if (!self)
        return;
    if (!m_request.source() && !m_storage.layer())
        askAnother();
}

} // namespace ft::engine
