#pragma once

#include "common/base/clock.h"
#include "common/protocol/commonmessages.h"
#include "peer-gui/engine/background.h"
#include "peer-gui/engine/share/sharedfile.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/transfer/downloadtarget.h"
#include "peer-gui/engine/transfer/partfile.h"
#include "peer-gui/engine/transfer/piecelayout.h"
#include "peer-gui/engine/transfer/ratemeter.h"
#include "peer-gui/engine/transfer/sourcechannel.h"
#include "peer-gui/engine/transfer/transfer.h"

#include <functional>

namespace ft::engine {

/// What downloads need of the engine around them.
struct DownloadContext
{
    using Dial = std::function<std::unique_ptr<net::ByteStream>(const Endpoint &)>;

    const Background &background;
    const Clock &clock;
    Dial dial;
    SourceChannel::Settings channel;
    QString folder; ///< where finished files go, an absolute path
};

/// One download from asking to the finished file: each piece is verified before it is written, and
/// the file gets its name only when all are.
///
/// Uses one source at a time and goes on with the next when one fails; what arrived is kept as far
/// as it verifies. Engine thread only; disk and hashing run in the background. Nothing is left in
/// the folder by a download that is not Done.
class Download final : public Transfer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Download)

public:
    /// `sources` offer the same content, at least one of them: the same size, and the same root,
    /// which is there. They are tried in order.
    Download(TransferId id,
             std::vector<SourceRecord> sources,
             const DownloadContext &context,
             Clock::Instant askedAt);
    ~Download() override;

    void start() override;
    void stop() override;
    void cancel() override;
    void addSources(const std::vector<SourceRecord> &) override {}
    void setRateLimit(std::uint64_t) override {}

    [[nodiscard]] TransferSnapshot snapshot() const override;
    /// The finished file as the share takes it over; only when Done and not there before.
    [[nodiscard]] const std::optional<SharedFile> &result() const { return m_result; }

private:
    struct Prepared
    {
        QString existingPath; ///< not empty when the content is in the folder already
        std::shared_ptr<PartFile> part; ///< else the file to write to
    };
    struct Committed
    {
        QString path;
        FileStamp stamp;
    };

    void onPrepared(Result<Prepared, Problem> prepared);
    void connectNextSource();
    void requestHashes();
    void takeHashes(const protocol::ByteRange &range, const QByteArray &bytes);
    void onLayerChecked(bool matches);
    void requestPieces();
    void takePiece(PieceIndex piece, const QByteArray &bytes);
    void onPieceWritten(PieceIndex piece,
                        std::size_t attempt,
                        const Result<void, Problem> &written);
    void onSourceFailed(const Problem &problem);
    void goOn();
    void commit();
    void commitEmpty();
    void onCommitted(const Result<Committed, Problem> &committed);
    void dropChannel();
    void fail(const Problem &problem);
    void end(TransferState state);
    [[nodiscard]] const FileRecord &file() const { return m_sources.front().file; }
    [[nodiscard]] QString sourceAddress() const;

    enum class PieceState : std::uint8_t { Missing, Requested, Verifying, Written };

    TransferId m_id;
    std::vector<SourceRecord> m_sources;
    std::size_t m_sourceIndex = 0;
    DownloadContext m_context;
    PieceLayout m_layout;
    DownloadTarget m_target;
    TransferState m_state = TransferState::Preparing;
    std::shared_ptr<PartFile> m_part;
    std::unique_ptr<SourceChannel> m_channel; ///< null while no source is being asked
    std::optional<Problem> m_sourceProblem; ///< what the last source failed with
    std::vector<NodeHash> m_layer;
    std::uint32_t m_hashesReceived = 0;
    bool m_isLayerVerified = false;
    std::vector<PieceState> m_pieces;
    std::uint32_t m_nextPiece = 0; ///< no piece before it is Missing
    std::uint64_t m_bytesInFlight = 0; ///< Requested and Verifying
    std::uint64_t m_bytesWritten = 0;
    std::uint32_t m_piecesWritten = 0;
    mutable RateMeter m_rate;
    Clock::Instant m_askedAt;
    std::chrono::milliseconds m_elapsed{};
    QString m_path;
    bool m_wasThere = false;
    std::optional<Problem> m_problem;
    std::optional<SharedFile> m_result;
};

} // namespace ft::engine
