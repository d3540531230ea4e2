#pragma once

#include "peer-gui/engine/transfer/downloadsources.h"
#include "peer-gui/engine/transfer/piecescheduler.h"

#include <map>

namespace ft::engine {

/// Asks each connected source of a download for as much as it can use now, and partial sources from
/// time to time for what they have.
///
/// Engine thread only.
class PieceFeeder final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PieceFeeder)

public:
    /// How often a partial source is asked whether it has more by now.
    static constexpr std::chrono::seconds AvailabilityInterval{2};

    /// `file` is what is downloaded. All must outlive this.
    PieceFeeder(const FileRecord &file,
                DownloadSources &sources,
                PieceScheduler &scheduler,
                const Clock &clock);
    ~PieceFeeder() override = default;

    /// A connected source may be asked for pieces from now on, or first for what it has.
    void admit(SourceId id);
    /// The source is gone; what it was asked for is asked of others.
    void drop(SourceId id);

    void feed(SourceId id);
    void feedAll();
    /// Time has passed: somebody may be silent, or have more.
    void tick();

signals:
    /// A source has put this peer into its queue.
    void putOff();

private:
    void askAvailability(SourceId id);
    void onAvailability(SourceId id,
                        const protocol::PiecesHeader &header,
                        const QByteArray &bitfield);

    const FileRecord &m_file;
    PieceLayout m_layout;
    DownloadSources &m_sources;
    PieceScheduler &m_scheduler;
    const Clock &m_clock;
    std::map<SourceId, Clock::Instant> m_availabilityAsked; ///< of partial sources
};

} // namespace ft::engine
