#pragma once

#include "peer-gui/engine/transfer/partialoffers.h"
#include "peer-gui/engine/transfer/queuebook.h"
#include "peer-gui/engine/transfer/queuecontext.h"
#include "peer-gui/engine/transfer/recordcheck.h"
#include "peer-gui/engine/transfer/sourcefinder.h"
#include "peer-gui/engine/transfer/transferfactory.h"
#include "peer-gui/engine/transfer/transferreports.h"
#include "peer-gui/engine/transfer/turns.h"

#include <map>

namespace ft::engine {

/// The queue of downloads: what is in it, and whose turn it is.
///
/// Engine thread only.
class Downloads final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Downloads)

public:
    Downloads(DownloadContext downloads, QueueContext queue, QObject *parent = nullptr);
    ~Downloads() override;

    /// Where this peer serves its files, to be told to the sources.
    void setServePort(std::uint16_t port) { m_factory.setServePort(port); }
    /// What this peer calls itself; records under that name are its own.
    void setName(const HostName &name);
    /// How connections over UDP are made, empty for not at all, for those that begin from now on.
    void setUdp(UdpFirstStream::DialUdp dial, UdpFallback whyNot)
    {
        m_factory.setUdp(std::move(dial), whyNot);
    }
    void setMostActive(std::uint32_t downloads);
    /// Where those go that come into the queue from now on and name no folder; an absolute path.
    void setFolder(const QString &folder) { m_queue.folder = folder; }

    /// What an earlier run left in its queue: once, when there is a store, and nothing is begun
    /// before, for it may be that which is asked for. Goes on with it when `goesOn`; else each is
    /// gone on with when the same is asked for again.
    void restore(std::vector<QueueEntry> entries, bool goesOn);

    // `id` is one not used before.
    /// Finds a file by name, chooses a content and downloads it from all who offer that.
    void fetch(TransferId id, const QString &name);
    /// Downloads what the first of these sources offers, from any that offers the same, into
    /// `folder`: an absolute path, or empty for that of the queue.
    void download(TransferId id,
                  const std::vector<SourceRecord> &sources,
                  Transport transport = Transport::Tcp,
                  const QString &folder = {});
    /// A file of one peer's share, or a folder when `name` ends in `/`.
    void fetchFrom(TransferId id,
                   const QString &peer,
                   const QString &name,
                   Transport transport = Transport::Tcp,
                   const QString &folder = {});

    void control(TransferId id, TransferCommand command);
    void setPriority(TransferId id, Priority priority);
    /// Bytes per second; 0 for no limit of its own.
    void setRateLimit(TransferId id, std::uint64_t bytesPerSecond);

    /// Lets go of everything, keeps what is verified, and calls back. Nothing starts any more.
    void stop(std::function<void()> done);

    [[nodiscard]] std::vector<TransferSnapshot> snapshots() const;
    /// What downloads have of the engine around them.
    [[nodiscard]] const DownloadContext &context() const { return m_factory.context(); }
    [[nodiscard]] const PartialOffers &partialOffers() const { return m_offers; }

signals:
    /// What changed since the last report, at most once per TransferReports::Interval.
    void changed(const std::vector<ft::engine::TransferSnapshot> &transfers);
    /// A new file is in the download folder.
    void finished(const ft::engine::SharedFile &file);
    /// The same, once its MD5 is known.
    void completed(const ft::engine::SharedFile &file);

private:
    // Coming into the queue.
    QueueItem &add(TransferId id, const QString &name, Transport transport = Transport::Tcp);
    void whenRestored(std::function<void()> call);
    void enter(TransferId id);
    void takeUp(QueueEntry entry);
    void find(TransferId id);
    void connectFinder();
    void onFolderFound(TransferId id, const PeerAddress &peer);
    void onFound(TransferId id, const std::vector<SourceRecord> &sources);
    void onMore(TransferId id, const std::vector<SourceRecord> &sources);
    void findMore();
    void makeReady(QueueItem &item);
    [[nodiscard]] const QueueItem *findSame(const QueueItem &item) const;

    // Turns.
    void takeTurns();
    void run(TransferId id);
    [[nodiscard]] std::unique_ptr<Transfer> make(const QueueItem &item);
    void halt(TransferId id);
    void onStopped(TransferId id);
    void onOver(TransferId id);
    void releaseTransfer(QueueItem &item);

    // Commands.
    void pause(TransferId id);
    void resume(TransferId id);
    void cancel(TransferId id);
    void retry(TransferId id);
    void move(TransferId id, TransferCommand command);
    void forget(TransferId id);

    // The end.
    void failItem(TransferId id, const Problem &problem);
    void removeUnfinished(const QueueItem &item);
    void endStopping();

    [[nodiscard]] TransferSnapshot look(TransferId id);
    void mark(const QueueItem &item) { m_reports.mark(item.last.id); }

    QueueContext m_queue;
    TransferFactory m_factory;
    SourceFinder m_finder;
    QueueBook m_book;
    PartialOffers m_offers;
    std::optional<RecordCheck> m_records;
    TransferReports m_reports;
    std::map<TransferId, QueueItem> m_items;
    std::uint32_t m_mostActive = TransferLimits{}.downloads;
    bool m_isTurnFree = false; ///< somebody began or ended to wait since turns were taken
    bool m_isRestored;
    std::vector<std::function<void()>> m_whenRestored;
    bool m_isStopping = false;
    std::function<void()> m_whenStopped;
};

} // namespace ft::engine
