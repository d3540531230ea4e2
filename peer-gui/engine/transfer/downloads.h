#pragma once

#include "peer-gui/engine/transfer/download.h"
#include "peer-gui/engine/transfer/partialshare.h"
#include "peer-gui/engine/transfer/queuestore.h"
#include "peer-gui/engine/transfer/turns.h"

#include <QRandomGenerator>

#include <map>

namespace ft::engine {

/// What the queue needs of the engine around it.
struct QueueContext
{
    using SearchDone = std::function<void(Result<std::vector<SourceRecord>, Problem>)>;
    /// Asks the tracker who offers a file of exactly this name.
    using Search = std::function<void(const QString &name, SearchDone done)>;

    HostName self;
    QString folder; ///< where finished files go, an absolute path
    Search search;
    std::function<TransferId()> nextId; ///< ids not used before
    QueueStore *store = nullptr; ///< null: nothing outlasts the engine
    /// How often the tracker is asked who else has what is being downloaded.
    std::chrono::milliseconds searchInterval{30'000};
};

/// The queue of downloads: whose turn it is, what outlasts the engine, and the one place that
/// reports on all of them.
///
/// Engine thread only.
class Downloads final : public QObject, public PartialShare
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Downloads)

public:
    static constexpr std::chrono::milliseconds ReportInterval{100};
    /// Between two searches for more sources of one download, however much it wants them.
    static constexpr std::chrono::seconds LeastSearchInterval{5};

    Downloads(DownloadContext downloads, QueueContext queue, QObject *parent = nullptr);
    ~Downloads() override;

    /// Where this peer serves its files, to be told to the sources.
    void setServePort(std::uint16_t port) { m_context.channel.hello.port = port; }
    void setMostActive(std::uint32_t downloads);

    /// What an earlier run left in its queue. Goes on with it when `goesOn`; else each is gone on
    /// with when the same content is asked for again.
    void restore(std::vector<QueueEntry> entries, bool goesOn);

    /// Finds a file by name, chooses a content and downloads it from all who offer that. `id` is
    /// one not used before.
    void fetch(TransferId id, const QString &name);
    /// Downloads what the first of these sources offers, from any that offers the same.
    void download(TransferId id, const std::vector<SourceRecord> &sources);

    void control(TransferId id, TransferCommand command);
    void setPriority(TransferId id, Priority priority);
    /// Bytes per second; 0 for no limit of its own.
    void setRateLimit(TransferId id, std::uint64_t bytesPerSecond);

    /// Lets go of everything, keeps what is verified, and calls back. Nothing starts any more.
    void stop(std::function<void()> done);

    [[nodiscard]] std::vector<TransferSnapshot> snapshots() const;

    [[nodiscard]] std::optional<PartialFile> find(const ContentHash &root) const override;
    /// Records of what can be served while it is downloaded.
    [[nodiscard]] std::vector<FileRecord> partialRecords() const;

signals:
    /// What changed since the last report, at most once per ReportInterval.
    void changed(const std::vector<ft::engine::TransferSnapshot> &transfers);
    /// A new file is in the download folder.
    void finished(const ft::engine::SharedFile &file);
    /// Part of a file can be served from now on.
    void partialOffered(const ft::FileRecord &record);
    /// It cannot any more, or not as part of a file.
    void partialWithdrawn(const ft::SharedPath &path);

private:
    struct Item
    {
        StoredTransfer row;
        KnownPieces known;
        TransferSnapshot last; ///< while there is no transfer: all there is
        Clock::Instant askedAt;
        Clock::Instant searchedAt;
        bool isSearching = false;
        bool isReady = false; ///< its content has been chosen: it may have its turn
        bool isHalting = false; ///< its transfer has been told to stop
        bool isCanceled = false; ///< while halting
        bool isPartialOffered = false;
        std::unique_ptr<Transfer> transfer; ///< while it runs
    };

    // Coming into the queue.
    Item &add(TransferId id, const QString &name);
    void place(Item &item);
    static void describe(Item &item);
    void search(TransferId id);
    void onSearched(TransferId id, const Result<std::vector<SourceRecord>, Problem> &found);
    void addSources(Item &item, const std::vector<SourceRecord> &found);
    void choose(TransferId id, const std::vector<SourceRecord> &sources);
    void adoptDormant(Item &item);
    [[nodiscard]] bool isQueued(const FileRecord &file, TransferId except) const;

    // Turns.
    [[nodiscard]] std::vector<TransferId> inOrder() const;
    void takeTurns();
    void setWaiting(TransferId id, std::uint64_t place);
    void run(TransferId id);
    void halt(TransferId id);
    void onStopped(TransferId id);
    void onOver(TransferId id);
    void releaseTransfer(Item &item);

    // Commands.
    void pause(TransferId id);
    void resume(TransferId id);
    void cancel(TransferId id);
    void retry(TransferId id);
    void move(TransferId id, TransferCommand command);

    // The end.
    void failItem(TransferId id, const Problem &problem);
    void endItem(Item &item, TransferState state, const Problem &problem);
    void removeUnfinished(const Item &item) const;
    void remember(Item &item);
    void forget(Item &item);
    void endStopping();

    // Partial files.
    [[nodiscard]] static FileRecord partialRecordOf(const Item &item);
    void onAdvanced(TransferId id);
    void withdrawPartial(Item &item);

    [[nodiscard]] TransferSnapshot snapshotOf(const Item &item) const;
    void searchForMore();
    void markChanged();
    void report();

    DownloadContext m_context;
    QueueContext m_queue;
    QRandomGenerator m_random = QRandomGenerator::securelySeeded();
    std::map<TransferId, Item> m_items;
    std::vector<QueueEntry>
        m_dormant; ///< of an earlier run, not gone on with unless asked for again
    std::int64_t m_lastKey = 0;
    std::int64_t m_lastPlace = 0;
    std::uint32_t m_mostActive = TransferLimits{}.downloads;
    bool m_isStopping = false;
    std::function<void()> m_whenStopped;
    std::map<TransferId, TransferSnapshot> m_reported;
    QTimer m_reportTimer;
    Clock::Instant m_lastReport;
};

} // namespace ft::engine
