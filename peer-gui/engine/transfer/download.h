#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/background.h"
#include "peer-gui/engine/transfer/bufferpool.h"
#include "peer-gui/engine/transfer/classicsource.h"
#include "peer-gui/engine/transfer/downloadmeter.h"
#include "peer-gui/engine/transfer/downloadsources.h"
#include "peer-gui/engine/transfer/downloadstorage.h"
#include "peer-gui/engine/transfer/layerfetch.h"
#include "peer-gui/engine/transfer/partialshare.h"
#include "peer-gui/engine/transfer/piecefeeder.h"
#include "peer-gui/engine/transfer/piecescheduler.h"
#include "peer-gui/engine/transfer/ratelimiter.h"
#include "peer-gui/engine/transfer/roomrequest.h"
#include "peer-gui/engine/transfer/sourcetransports.h"
#include "peer-gui/engine/transfer/transfer.h"

#include <functional>
#include <map>

namespace ft::engine {

/// What downloads need of the engine around them.
struct DownloadContext
{
    using Dial = std::function<std::unique_ptr<net::ByteStream>(const Endpoint &)>;

    const Background &background;
    const Clock &clock;
    BufferPool &buffers;
    RateArbiter &rates; ///< of all downloads
    SpaceKeeper &space;
    Dial dial;
    SourceChannel::Settings channel;
    /// Whether downloads wait for sources and for room on the disk, or fail for want of them.
    bool isPatient = true;
    DownloadSources::Retries retries;
    UdpFirstStream::DialUdp dialUdp = nullptr; ///< empty: there is no UDP
    UdpFallback whyNoUdp = UdpFallback::NotBuilt; ///< while dialUdp is empty
    ClassicSource::Settings classic{};
};

/// One download from asking to the finished file: from as many sources as offer the same content,
/// each piece verified before it counts, and the file gets its name only when all are.
///
/// Engine thread only; disk and hashing run in the background. What is verified outlasts it, unless
/// it is canceled.
class Download final : public Transfer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Download)

public:
    /// What is to be downloaded, and where to.
    struct Order
    {
        TransferId id;
        FileRecord file; ///< with a root
        QString folder; ///< an absolute path
        std::vector<SourceRecord> sources; ///< of the same content; may be empty
        KnownPieces known{}; ///< of an earlier run
        Clock::Instant askedAt;
        std::shared_ptr<RateGroup> rates = nullptr; ///< what it belongs to; null: its own
        Transport transport = Transport::Tcp; ///< by which its sources are to be asked
    };

    Download(Order order, const DownloadContext &context);
    ~Download() override;

    void start() override;
    void stop() override;
    void cancel() override;
    void addSources(const std::vector<SourceRecord> &sources) override;
    void setRateLimit(std::uint64_t bytesPerSecond) override;
    [[nodiscard]] TransferSnapshot snapshot() const override;

    [[nodiscard]] const FileRecord &file() const { return m_file; }
    /// The finished file as the share takes it over; only when Done and not there before.
    [[nodiscard]] const std::optional<SharedFile> &result() const { return m_result; }
    /// What others can be given of it already; nothing before a piece of several is verified.
    [[nodiscard]] std::optional<PartialFile> partial() const;
    [[nodiscard]] const DownloadStorage &storage() const { return *m_storage; }

signals:
    /// What a later run may go on with.
    void piecesKnown(const ft::engine::KnownPieces &pieces);
    /// More is verified than before.
    void advanced();
    /// What was verified is not all there any more: somebody wrote to the unfinished file.
    void damaged();

private:
    enum class Stage { Opening, Running, Ending, Committing, Over };

    void connectSources();
    [[nodiscard]] std::unique_ptr<SourceChannel> connectTo(const SourceRecord &source);

    // Disk.
    void onOpened(const Result<DownloadStorage::Opened, Problem> &opened);
    void onRoom();
    void holdForSpace();
    void begin();
    void useLayer();
    void onFound(PieceIndex piece);
    void onChecked();
    void onWritten(SourceId id, PieceIndex piece, DownloadStorage::Written written);
    void onVerified(SourceId id, PieceIndex piece);
    void onDiskProblem(const Problem &problem);
    void commitIfComplete();
    void onCommitted(const Result<CommittedFile, Problem> &committed);
    void goBackForBroken();

    // Sources.
    void onGreeted(SourceId id);
    void onLost(SourceId id);
    void onLayer();
    void onWrongLayer(SourceId from);
    void tick();
    void onPiece(SourceId id, PieceIndex piece, const QByteArray &bytes);
    void endIfExhausted();
    void disconnectAll();

    [[nodiscard]] Problem problemOf(SourceId id, ProblemCode code, const char *detail = "") const;
    void fail(const Problem &problem);
    void end(TransferState outcome);
    [[nodiscard]] TransferState state() const;
    [[nodiscard]] TransferState runningState() const;
    void noteWait();
    [[nodiscard]] std::optional<WaitReason> waitSince() const;
    [[nodiscard]] std::optional<WaitReason> waitReason() const;

    TransferId m_id;
    FileRecord m_file;
    SourceRecord m_origin; ///< shown as the record that was chosen
    QString m_folder;
    DownloadContext m_context;
    BufferPool::Account m_buffers;
    std::shared_ptr<RateGroup> m_rates;
    std::unique_ptr<DownloadStorage> m_storage;
    PieceScheduler m_scheduler;
    SourceTransports m_transports;
    DownloadSources m_sources;
    PieceFeeder m_feeder;
    LayerFetch m_layerFetch;
    RoomRequest m_room;
    DownloadMeter m_meter;
    Stage m_stage = Stage::Opening;
    TransferState m_outcome = TransferState::Done; ///< once Over
    bool m_hasBegun = false; ///< pieces are asked for as soon as there is somebody to ask
    std::optional<WaitReason> m_wait;
    QTimer m_tick;
    Clock::Instant m_askedAt;
    std::chrono::milliseconds m_elapsed{};
    QString m_path;
    bool m_wasThere = false;
    std::optional<Problem> m_problem;
    std::optional<SharedFile> m_result;
};

} // namespace ft::engine
