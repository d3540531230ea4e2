#include "peer-gui/engine/transfer/piecefeeder.h"

#include "peer-gui/engine/transfer/knownpieces.h"

namespace ft::engine {

namespace {

std::vector<bool> flagsOf(const QByteArray &bitfield, std::uint32_t count)
{
    std::vector<bool> flags(count);
    for (std::uint32_t i = 0; i < count; ++i)
        flags[i] = hasPiece(bitfield, PieceIndex{i});
    return flags;
}

} // namespace

PieceFeeder::PieceFeeder(const FileRecord &file,
                         DownloadSources &sources,
                         PieceScheduler &scheduler,
                         const Clock &clock)
    : m_file(file)
    , m_layout(file.size)
    , m_sources(sources)
    , m_scheduler(scheduler)
    , m_clock(clock)
{
    connect(&m_sources, &DownloadSources::availabilityReceived, this, &PieceFeeder::onAvailability);
    connect(&m_sources, &DownloadSources::slotGranted, this, &PieceFeeder::feed);
    connect(&m_sources,
            &DownloadSources::pieceDeclined,
            this,
            [this](SourceId id, PieceIndex piece) {
                m_scheduler.onDeclined(id, piece);
                feedAll();
            });
    connect(&m_sources, &DownloadSources::piecePutOff, this, [this](SourceId id, PieceIndex piece) {
        m_scheduler.onPutOff(id, piece);
        feedAll();
        emit putOff();
    });
}

void PieceFeeder::admit(SourceId id)
{
    if (m_scheduler.knows(id))
        return;
    if (m_sources.record(id).file.isPartial)
        return askAvailability(id);
    m_scheduler.addSource(id, std::nullopt);
    feed(id);
}

void PieceFeeder::drop(SourceId id)
{
    m_scheduler.removeSource(id);
    m_availabilityAsked.erase(id);
}

void PieceFeeder::askAvailability(SourceId id)
{
    m_availabilityAsked[id] = m_clock.now();
    m_sources.channel(id).requestPieces();
}

void PieceFeeder::onAvailability(SourceId id,
                                 const protocol::PiecesHeader &header,
                                 const QByteArray &bitfield)
{
    if (header.size != m_file.size || header.piece != m_layout.pieceSize()
        || header.count != m_layout.count())
        return m_sources.drop(id,
                              {ProblemCode::SourceChanged,
                               Operation::Download,
                               m_sources.record(id).endpoint.toString(),
                               m_file.path.toString()});
    auto available = flagsOf(bitfield, m_layout.count());
    if (m_scheduler.knows(id))
        m_scheduler.setAvailable(id, std::move(available));
    else
        m_scheduler.addSource(id, std::move(available));
    feed(id);
}

void PieceFeeder::feed(SourceId id)
{
    if (!m_scheduler.knows(id) || m_sources.isQueued(id))
        return;
    SourceChannel &channel = m_sources.channel(id);
    if (const auto roundTrip = channel.roundTrip())
        m_scheduler.setRoundTrip(id, *roundTrip);
    const auto now = m_clock.now();
    while (const auto piece = m_scheduler.next(id, now))
        channel.requestPiece(*piece, m_layout.rangeOf(*piece));
}

void PieceFeeder::feedAll()
{
    for (const SourceId id : m_sources.connected())
        feed(id);
}

void PieceFeeder::tick()
{
    feedAll();
    const auto now = m_clock.now();
    for (const auto &[id, askedAt] : m_availabilityAsked) {
        if (now - askedAt >= AvailabilityInterval && m_scheduler.knows(id)
            && !m_scheduler.isAsked(id))
            return askAvailability(id);
    }
}

} // namespace ft::engine
