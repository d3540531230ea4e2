#pragma once

#include "peer-gui/engine/transfer/download.h"
#include "peer-gui/engine/transfer/peerfetch.h"

#include <QRandomGenerator>

#include <map>

namespace ft::engine {

/// The downloads of this engine: starts them, keeps what became of them, and reports on them from
/// one place.
///
/// Engine thread only.
class Downloads final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Downloads)

public:
    static constexpr std::chrono::milliseconds ReportInterval{100};

    using SearchDone = std::function<void(Result<std::vector<SourceRecord>, Problem>)>;
    /// Asks the tracker who offers a file of exactly this name.
    using Search = std::function<void(const QString &name, SearchDone done)>;

    Downloads(DownloadContext context,
              HostName self,
              Search search,
              PeerFetch::FindPeer findPeer = {},
              QObject *parent = nullptr);
    ~Downloads() override;

    /// Where this peer serves its files, to be told to the sources.
    void setServePort(std::uint16_t port) { m_context.channel.hello.port = port; }

    /// Finds a file by name, chooses a content and a source, and downloads it. `id` is one not used
    /// before.
    void fetch(TransferId id, const QString &name);
    /// Downloads what the first of these sources offers, from any that offers the same.
    void download(TransferId id, const std::vector<SourceRecord> &sources);
    /// Downloads a file of one peer's share, or a folder of it when `name` ends in `/`.
    void fetchFrom(TransferId id, const QString &peer, const QString &name);
    void cancel(TransferId id);

    [[nodiscard]] std::vector<TransferSnapshot> snapshots() const;

signals:
    /// What changed since the last report, at most once per ReportInterval.
    void changed(const std::vector<ft::engine::TransferSnapshot> &transfers);
    /// A new file is in the download folder.
    void finished(const ft::engine::SharedFile &file);

private:
    struct Item
    {
        TransferSnapshot last; ///< while there is no download: all there is
        Clock::Instant askedAt;
        std::unique_ptr<PeerFetch> lookup; ///< while a peer is asked what it has
        std::unique_ptr<Transfer> download; ///< while it runs
    };

    Item &add(TransferId id, const QString &name);
    void begin(Item &item, const std::vector<SourceRecord> &sources);
    void beginFolder(Item &item, const FolderRequest &folder);
    void findAgain(TransferId id, const FolderRequest &folder);
    void run(Item &item, std::unique_ptr<Transfer> transfer);
    void endLookup(Item &item);
    void onSearched(TransferId id, const Result<std::vector<SourceRecord>, Problem> &found);
    void onOver(TransferId id);
    void failItem(Item &item, const Problem &problem);
    void markChanged();
    void report();

    DownloadContext m_context;
    HostName m_self;
    Search m_search;
    PeerFetch::FindPeer m_findPeer;
    QRandomGenerator m_random = QRandomGenerator::securelySeeded();
    std::map<TransferId, Item> m_items;
    std::map<TransferId, TransferSnapshot> m_reported;
    QTimer m_reportTimer;
    Clock::Instant m_lastReport;
};

} // namespace ft::engine
