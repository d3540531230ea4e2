#include "peer-gui/engine/transfer/transferfactory.h"

namespace ft::engine {

namespace {

FolderRequest requestOf(const StoredTransfer &row)
{
    const SourceRecord &source = row.sources.front();
    FolderRequest request{source.endpoint, source.host, {}, false};
    if (row.name != u'/')
        request.folder = source.file.path;
    return request;
}

Download::Order orderOf(const QueueItem &item)
{
    return {.id = item.last.id,
            .file = *item.row.file,
            .folder = item.row.folder,
            .sources = item.row.sources,
            .known = item.known,
            .askedAt = item.askedAt,
            .transport = item.row.transport};
}

} // namespace

std::unique_ptr<Download> TransferFactory::makeFile(const QueueItem &item) const
{
    return make(orderOf(item), item.last.id);
}

std::unique_ptr<ClassicDownload> TransferFactory::makeClassic(const QueueItem &item) const
{
    return std::make_unique<ClassicDownload>(orderOf(item), m_context);
}

std::unique_ptr<FolderDownload> TransferFactory::makeFolder(const QueueItem &item) const
{
    const auto id = item.last.id;
    const auto makeLarge =
        [this, id, transport = item.row.transport](const SourceRecord &source,
                                                   const QString &folder,
                                                   const std::shared_ptr<RateGroup> &rates) {
            return make({.id = m_nextId(),
                         .file = source.file,
                         .folder = folder,
                         .sources = {source},
                         .askedAt = m_context.clock.now(),
                         .rates = rates,
                         .transport = transport},
                        id);
        };
    auto request = requestOf(item.row);
    request.isKnown = item.last.filesDone > 0 || item.isRestored;
    return std::make_unique<FolderDownload>(id,
                                            std::move(request),
                                            FolderContext{.background = m_context.background,
                                                          .clock = m_context.clock,
                                                          .rates = m_context.rates,
                                                          .dial = m_context.dial,
                                                          .channel = m_context.channel,
                                                          .downloads = item.row.folder,
                                                          .makeFile = makeLarge,
                                                          .isPatient = m_context.isPatient},
                                            item.askedAt);
}

std::unique_ptr<Download> TransferFactory::make(Download::Order order, TransferId id) const
{
    auto download = std::make_unique<Download>(std::move(order), m_context);
    m_made(*download, id);
    return download;
}

} // namespace ft::engine
