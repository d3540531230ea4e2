#pragma once

#include "peer-gui/engine/transfer/folderlisting.h"
#include "peer-gui/engine/transfer/foldersource.h"
#include "peer-gui/engine/transfer/foldertree.h"
#include "peer-gui/engine/transfer/largefiles.h"
#include "peer-gui/engine/transfer/ratemeter.h"
#include "peer-gui/engine/transfer/smallfiles.h"

namespace ft::engine {

/// Which folder of whose share is downloaded.
struct FolderRequest
{
    Endpoint endpoint;
    std::optional<HostName> host;
    std::optional<SharedPath> folder; ///< the whole share when absent
    bool isKnown = false; ///< the peer has served it before, so it is waited for

    bool operator==(const FolderRequest &) const = default;
};

/// What a folder download needs of the engine around it.
struct FolderContext
{
    /// Makes the download of one large file into a folder, an absolute path, as one flow of
    /// `rates`.
    using MakeFile =
        std::function<std::unique_ptr<Transfer>(const SourceRecord &source,
                                                const QString &folder,
                                                const std::shared_ptr<RateGroup> &rates)>;

    const Background &background;
    const Clock &clock;
    RateArbiter &rates; ///< of all downloads
    FolderSource::Dial dial;
    SourceChannel::Settings channel;
    QString downloads; ///< where finished files go, an absolute path
    MakeFile makeFile;
    /// Whether it waits for the peer and for room on the disk, or fails for want of them.
    bool isPatient = true;
    std::chrono::milliseconds firstRetry = Backoff::First; ///< after a lost connection
};

/// One download of a folder of one peer's share, with everything below it, as one item.
///
/// Lists the folder page by page and fetches what is listed meanwhile. Each file is verified and
/// gets its name by itself, so it stays whatever happens to the others, and one that is there
/// already is not fetched again. A file that fails does not stop the others. However large the
/// folder, no more than FilesAhead files and one page are in memory, and a bounded amount of
/// content. Engine thread only.
class FolderDownload final : public Transfer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderDownload)

public:
    static constexpr std::size_t FilesAhead = 512; ///< listed and not begun, when a page is asked
    static constexpr int TriesBeforeWaiting = 3; ///< to reach the peer

    FolderDownload(TransferId id,
                   FolderRequest request,
                   FolderContext context,
                   Clock::Instant askedAt);
    ~FolderDownload() override;

    void start() override;
    void stop() override;
    void cancel() override;
    /// Where the peer is to be found now: the first of the same host counts.
    void addSources(const std::vector<SourceRecord> &sources) override;
    void setRateLimit(std::uint64_t bytesPerSecond) override;
    [[nodiscard]] TransferSnapshot snapshot() const override;

    [[nodiscard]] const FolderRequest &request() const { return m_request; }

private:
    using File = FolderTree::File;
    enum class Ending { None, Stop, Cancel, Fail };

    void connectSource();
    template <typename Files>
    void connectFiles(Files &files);
    void pump();
    void requestPage();
    void takeLine(const protocol::Files &line);
    void takeRecord(const FileRecord &record);
    void lookForListed();
    void onLookedFor(const std::vector<File> &files,
                     const std::vector<Result<QString, Problem>> &found);
    void countDone(const FileRecord &file);
    void onFileFailed(const Problem &problem);
    void announce(SharedFile file);
    void onUnreached(const Problem &problem, int tries);
    void onDiskFull(std::uint64_t bytes);
    void onRecordWrong(const SharedPath &path);
    void waitFor(WaitReason::Kind kind, std::uint64_t amount);
    void endIfAllDone();
    void fail(const Problem &problem);
    void beginEnding(Ending ending);
    void settle();
    void end(TransferState state);
    [[nodiscard]] bool isEnding() const;
    [[nodiscard]] QString name() const;
    [[nodiscard]] TransferSource source() const;
    void addLargeFiles(TransferSnapshot &snapshot) const;

    TransferId m_id;
    FolderRequest m_request;
    FolderContext m_context;
    std::shared_ptr<RateGroup> m_rates; ///< of everything in the folder together
    FolderListing m_listing;
    FolderTree m_tree;
    FolderSource m_source;
    SmallFiles m_small;
    LargeFiles m_large;
    TransferState m_state = TransferState::Preparing;
    Ending m_ending = Ending::None;
    std::optional<WaitReason> m_wait;
    std::deque<File> m_listed; ///< not looked for on the disk yet
    bool m_isListing = false;
    bool m_isLooking = false;
    bool m_wasReached = false;
    std::uint64_t m_limit = 0;
    std::uint32_t m_files = 0; ///< listed so far
    std::uint32_t m_filesDone = 0;
    std::uint32_t m_filesFailed = 0;
    bool m_isAnyRecordWrong = false;
    std::uint64_t m_bytes = 0; ///< of the files listed so far
    std::uint64_t m_bytesDone = 0;
    std::uint64_t m_received = 0; ///< payload bytes of small files
    mutable RateMeter m_rate; ///< of small files
    Clock::Instant m_askedAt;
    std::chrono::milliseconds m_elapsed{};
    std::optional<Problem> m_fileProblem; ///< of the first file that failed
    std::optional<Problem> m_problem;
};

} // namespace ft::engine
