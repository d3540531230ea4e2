#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/transfer/piecescheduler.h"
#include "peer-gui/engine/transfer/sourcechannel.h"

#include <functional>
#include <map>
#include <memory>

namespace ft::engine {

/// Keeps one download connected to its sources: to several at once, to those that failed again
/// after a while, and never again to those that sent something false.
///
/// Engine thread only. Its signals name the source; nothing more comes of a source after lost().
class DownloadSources final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DownloadSources)

public:
    static constexpr std::size_t MostConnected = 8;

    using Connect = std::function<std::unique_ptr<SourceChannel>(const SourceRecord &)>;

    /// When a source that failed is tried again. The time doubles with every failure in a row.
    struct Retries
    {
        std::chrono::milliseconds first{1'000};
        std::chrono::milliseconds longest{60'000};
        /// Whether one that failed without having been of any use is tried again at all.
        bool isUseless = true;
    };

    DownloadSources(Connect connectTo, const Retries &retries, const Clock &clock);
    ~DownloadSources() override;

    /// Peers with the same content. Ignores known ones, unless they had nothing to give any more
    /// and now say that they do.
    void add(const std::vector<SourceRecord> &sources);
    /// Connects, from now on, to as many as the settings say.
    void open();
    /// Lets go of every connection; lost() does not come for it.
    void close();

    /// The source gives nothing any more for now: lost() follows, and later perhaps another try.
    void drop(SourceId id, const Problem &problem);
    /// The source sent something false: lost() follows, and it is never asked again.
    void ban(SourceId id, const Problem &problem);
    /// The source gave something useful: its failures before are forgiven.
    void forgive(SourceId id);

    /// Of a source for which greeted() came, until lost().
    [[nodiscard]] SourceChannel &channel(SourceId id) const;
    [[nodiscard]] const SourceRecord &record(SourceId id) const { return m_sources.at(id).record; }
    [[nodiscard]] std::vector<SourceId> connected() const;
    /// Whether any source is connected, being connected, or will be tried again.
    [[nodiscard]] bool isAnyHoped() const;
    /// Whether any source is connected or being connected.
    [[nodiscard]] bool isAnyReached() const { return countConnected() > 0; }
    [[nodiscard]] bool isQueued(SourceId id) const
    {
        return m_sources.at(id).state == TransferSource::State::Queued;
    }
    /// When every connected source has put this peer into its queue: the best place there.
    [[nodiscard]] std::optional<std::uint32_t> placeInQueues() const;
    /// What a source failed with last.
    [[nodiscard]] const std::optional<Problem> &lastProblem() const { return m_lastProblem; }
    /// Every source as it stands, but for its rate and bytes.
    [[nodiscard]] std::vector<std::pair<SourceId, TransferSource>> snapshot() const;

signals:
    /// Connected, and asked for nothing yet.
    void greeted(ft::engine::SourceId id);
    /// Connected no longer.
    void lost(ft::engine::SourceId id);
    void hashesReceived(ft::engine::SourceId id,
                        const ft::protocol::ByteRange &range,
                        const QByteArray &bytes);
    void pieceReceived(ft::engine::SourceId id,
                       ft::engine::PieceIndex piece,
                       const QByteArray &bytes);
    /// The source has no upload slot for this peer now; slotGranted() comes.
    void piecePutOff(ft::engine::SourceId id, ft::engine::PieceIndex piece);
    /// The source has no such piece.
    void pieceDeclined(ft::engine::SourceId id, ft::engine::PieceIndex piece);
    /// The source has given this peer an upload slot.
    void slotGranted(ft::engine::SourceId id);
    void availabilityReceived(ft::engine::SourceId id,
                              const ft::protocol::PiecesHeader &header,
                              const QByteArray &bitfield);
    void bytesArrived(ft::engine::SourceId id, qint64 count);
    /// No source is left that could be hoped for.
    void exhausted();

private:
    struct Source
    {
        explicit Source(SourceRecord offer)
            : record(std::move(offer))
        {}

        SourceRecord record;
        TransferSource::State state = TransferSource::State::Idle;
        std::unique_ptr<SourceChannel> channel; ///< while Connecting, Active or Queued
        std::uint32_t place = 0; ///< while Queued
        int failures = 0; ///< in a row
        bool isUseful = false; ///< since it was connected
        std::optional<Clock::Instant> retryAt; ///< while Dropped; nothing when there is no use
        std::optional<Problem> problem;
    };

    void connectMore();
    void connectTo(SourceId id, Source &source);
    void onFailed(SourceId id, const Problem &problem);
    void letGo(SourceId id, TransferSource::State state, const Problem &problem);
    void releaseChannel(Source &source);
    void planRetry();
    [[nodiscard]] std::size_t countConnected() const;

    Connect m_connectTo;
    Retries m_retries;
    const Clock &m_clock;
    std::map<SourceId, Source> m_sources;
    std::uint32_t m_lastId = 0;
    bool m_isOpen = false;
    std::optional<Problem> m_lastProblem;
    QTimer m_retry;
};

} // namespace ft::engine
