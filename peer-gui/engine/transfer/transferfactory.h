#pragma once

#include "peer-gui/engine/transfer/classicdownload.h"
#include "peer-gui/engine/transfer/download.h"
#include "peer-gui/engine/transfer/folderdownload.h"
#include "peer-gui/engine/transfer/queueitem.h"

namespace ft::engine {

/// Makes the transfers of queue items out of what the engine has around them.
///
/// Engine thread only.
class TransferFactory final
{
public:
    /// Told of every download of a file that is made, before it is started; for one of a folder's
    /// files the id is the folder's.
    using Made = std::function<void(Download &download, TransferId id)>;

    /// `nextId` gives ids not used before.
    TransferFactory(DownloadContext context, std::function<TransferId()> nextId, Made made)
        : m_context(std::move(context))
        , m_nextId(std::move(nextId))
        , m_made(std::move(made))
    {}

    [[nodiscard]] const DownloadContext &context() const { return m_context; }
    /// Where this peer serves its files, to be told to the sources.
    void setServePort(std::uint16_t port) { m_context.channel.hello.port = port; }

    void setName(const HostName &name) { m_context.channel.hello.name = name; }
    void setUdp(UdpFirstStream::DialUdp dial, UdpFallback whyNot)
    {
        m_context.dialUdp = std::move(dial);
        m_context.whyNoUdp = whyNot;
    }

    /// Of an item that isReady. The transfers must not outlive this.
    [[nodiscard]] std::unique_ptr<Download> makeFile(const QueueItem &item) const;
    /// Of a file without a root.
    [[nodiscard]] std::unique_ptr<ClassicDownload> makeClassic(const QueueItem &item) const;
    [[nodiscard]] std::unique_ptr<FolderDownload> makeFolder(const QueueItem &item) const;

private:
    [[nodiscard]] std::unique_ptr<Download> make(Download::Order order, TransferId id) const;

    DownloadContext m_context;
    std::function<TransferId()> m_nextId;
    Made m_made;
};

} // namespace ft::engine
