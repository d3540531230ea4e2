#pragma once

#include "peer-gui/engine/transfer/classicpart.h"
#include "peer-gui/engine/transfer/classicsource.h"
#include "peer-gui/engine/transfer/classicsources.h"
#include "peer-gui/engine/transfer/download.h"

#include <deque>

namespace ft::engine {

/// One download from peers of the classic dialect: from one after the other, until one has sent
/// exactly as many bytes as the record says.
///
/// The dialect has no checksum, so nothing of it is verified; the root is that of what came. It has
/// no ranges either: what stops in the middle begins anew, and no two sources are mixed in one
/// file. Unfinished files are removed when it stops, fails or is canceled. Engine thread only; disk
/// and hashing run in the background.
class ClassicDownload final : public Transfer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClassicDownload)

public:
    /// `order.file` has no root; what is known of an earlier run is of no use.
    ClassicDownload(Download::Order order, const DownloadContext &context);
    ~ClassicDownload() override;

    void start() override;
    void stop() override;
    void cancel() override;
    void addSources(const std::vector<SourceRecord> &sources) override;
    void setRateLimit(std::uint64_t bytesPerSecond) override;
    [[nodiscard]] TransferSnapshot snapshot() const override;

private:
    enum class Stage { Running, Ending, Committing, Over };
    using Done = std::function<void(const Result<void, Problem> &)>;
    using Work = std::function<Result<void, Problem>(ClassicPart &)>;
    struct Task
    {
        std::shared_ptr<ClassicPart> part;
        Work work; ///< empty: to remove the part
        Done done;
    };

    void onRoom();
    void holdForSpace();
    void tick();

    // One source at a time.
    void connectNext();
    void onArrived(const QByteArray &bytes);
    void onArrivedAll(bool isSpaceFirst);
    void onFailed(const Problem &problem);
    void releaseSource();
    void endIfExhausted();

    // The disk, one thing after the other.
    void onDisk(Work work, Done done);
    void workNext();
    void onWorked(const Task &task, const Result<void, Problem> &result);
    void dropTasks();
    void discard(const std::shared_ptr<ClassicPart> &part);
    void writePending();
    void onWritten(std::uint64_t bytes, const Result<void, Problem> &written);
    void onDiskProblem(const Problem &problem);
    void discardPart(std::function<void()> done);
    void commit();
    void onCommitted(const ArrivedFile &arrived);

    void fail(const Problem &problem);
    void end(TransferState outcome);
    [[nodiscard]] TransferState state() const;
    [[nodiscard]] std::optional<WaitReason> waitReason() const;
    [[nodiscard]] std::optional<WaitReason> waitSince() const;
    void noteWait();

    TransferId m_id;
    SourceRecord m_origin; ///< shown as the record that was chosen
    QString m_folder;
    Transport m_wish;
    DownloadContext m_context;
    std::shared_ptr<RateGroup> m_rates;
    ClassicSources m_sources;
    RoomRequest m_room;
    DownloadMeter m_meter;

    // Of the try that is under way.
    std::unique_ptr<ClassicSource> m_source;
    std::shared_ptr<ClassicPart> m_part;
    QByteArray m_pending; ///< to be written
    std::uint64_t m_unwritten = 0; ///< bytes that wait for the disk, or are being written
    std::uint64_t m_written = 0; ///< bytes
    bool m_isComing = false; ///< the source has begun to send

    std::deque<Task> m_tasks;
    bool m_isWorking = false;
    bool m_isRemoving = false; ///< what came of the last try

    Stage m_stage = Stage::Running;
    TransferState m_outcome = TransferState::Done; ///< once Over
    bool m_hasRoom = false;
    std::optional<WaitReason> m_wait;
    QTimer m_tick;
    Clock::Instant m_askedAt;
    std::chrono::milliseconds m_elapsed{};
    QString m_path;
    std::optional<Md5Sum> m_md5;
    bool m_wasThere = false;
    std::optional<Problem> m_problem;
};

} // namespace ft::engine
