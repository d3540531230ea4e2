#pragma once

#include "peer-gui/engine/transfer/downloadsources.h"
#include "peer-gui/engine/transfer/downloadstorage.h"
#include "peer-gui/engine/transfer/layerrequest.h"

namespace ft::engine {

/// Gets the piece layer of a download from one source after another, until one of them has given
/// what matches the root.
///
/// Engine thread only.
class LayerFetch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LayerFetch)

public:
    /// Both must outlive this.
    LayerFetch(const ContentHash &root, DownloadSources &sources, DownloadStorage &storage);
    ~LayerFetch() override = default;

    /// A source is there to be asked, or not any more.
    void onGreeted(SourceId id);
    void onLost(SourceId id);
    /// Nobody is to be asked; what has been given is still checked.
    void giveUp() { m_request.giveUp(); }

signals:
    /// The storage has it.
    void fetched();
    /// This source gave another one.
    void wrong(ft::engine::SourceId id);

private:
    void take(SourceId id, const protocol::ByteRange &range, const QByteArray &bytes);
    void onChecked(SourceId from, bool matches);
    void askAnother();

    DownloadSources &m_sources;
    DownloadStorage &m_storage;
    LayerRequest m_request;
    bool m_isBeingChecked = false;
};

} // namespace ft::engine
