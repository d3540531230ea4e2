#include "peer-gui/engine/transfer/download.h"

#include "peer-gui/engine/transfer/piecemap.h"
#include "peer-gui/engine/transfer/sourcechoice.h"

#include <algorithm>
#include <numeric>

namespace ft::engine {

namespace {

/// How often what time alone changes is looked at: silent sources, room on the disk, partial
/// sources that may have more by now.
constexpr std::chrono::milliseconds TickInterval{500};

} // namespace

Download::Download(Order order, const DownloadContext &context)
    : m_id(order.id)
    , m_file(order.file)
    , m_origin(order.sources.empty() ? SourceRecord{order.file, {}, {}} : order.sources.front())
    , m_folder(order.folder)
    , m_context(context)
    , m_buffers(context.buffers)
    , m_rates(order.rates ? std::move(order.rates) : std::make_shared<RateGroup>(context.rates))
    , m_storage(std::make_unique<DownloadStorage>(
          order.file,
          DownloadTarget{order.folder, QString::fromUtf8(order.file.path.name()), *order.file.root},
          std::move(order.known),
          context.background))
    , m_scheduler(m_storage->layout(), order.id.value())
    , m_transports(order.transport, {context.dial, context.dialUdp, context.whyNoUdp})
    , m_sources([this](const SourceRecord &source) { return connectTo(source); },
                context.retries,
                context.clock)
    , m_feeder(m_file, m_sources, m_scheduler, context.clock)
    , m_layerFetch(*order.file.root, m_sources, *m_storage)
    , m_room(order.id, order.folder, context.space, context.clock)
    , m_meter(context.clock.now())
    , m_askedAt(order.askedAt)
{
    m_sources.add(order.sources);
    connectSources();
    connect(&m_layerFetch, &LayerFetch::fetched, this, &Download::onLayer);
    connect(&m_layerFetch, &LayerFetch::wrong, this, &Download::onWrongLayer);
    connect(&m_room, &RoomRequest::granted, this, &Download::onRoom);
    connect(&m_room, &RoomRequest::refused, this, &Download::holdForSpace);
    connect(m_storage.get(), &DownloadStorage::pieceFound, this, &Download::onFound);
    connect(m_storage.get(), &DownloadStorage::checked, this, &Download::onChecked);
    m_tick.setInterval(TickInterval);
    connect(&m_tick, &QTimer::timeout, this, &Download::tick);
}

Download::~Download() = default;

void Download::connectSources()
{
    connect(&m_sources, &DownloadSources::greeted, this, &Download::onGreeted);
    connect(&m_sources, &DownloadSources::lost, this, &Download::onLost);
    connect(&m_sources, &DownloadSources::pieceReceived, this, &Download::onPiece);
    connect(&m_feeder, &PieceFeeder::putOff, this, &Download::noteWait);
    connect(&m_sources, &DownloadSources::exhausted, this, &Download::endIfExhausted);
    connect(&m_sources, &DownloadSources::bytesArrived, this, [this](SourceId id, qint64 count) {
        const auto now = m_context.clock.now();
        const auto bytes = static_cast<std::uint64_t>(count);
        m_meter.add(bytes, now);
        m_scheduler.onBytes(id, bytes, now);
    });
}

std::unique_ptr<SourceChannel> Download::connectTo(const SourceRecord &source)
{
    return m_transports.connectTo(source,
                                  m_context.channel,
                                  m_context.clock,
                                  {m_rates.get(), &m_buffers});
}

void Download::start()
{
    m_storage->open(
        [this](const Result<DownloadStorage::Opened, Problem> &opened) { onOpened(opened); });
}

void Download::stop()
{
    if (m_stage != Stage::Opening && m_stage != Stage::Running)
        return;
    m_stage = Stage::Ending;
    m_tick.stop();
    disconnectAll();
    m_storage->close([this](const Result<KnownPieces, Problem> &known) {
        if (known)
            emit piecesKnown(*known);
        emit stopped();
    });
}

void Download::cancel()
{
    if (m_stage != Stage::Opening && m_stage != Stage::Running)
        return;
    m_storage->discard();
    m_problem = Problem{ProblemCode::Canceled, Operation::Download, m_file.path.toString(), {}};
    end(TransferState::Canceled);
}

void Download::addSources(const std::vector<SourceRecord> &sources)
{
    m_sources.add(sourcesOf(m_file, sources));
    noteWait();
}

void Download::onOpened(const Result<DownloadStorage::Opened, Problem> &opened)
{
    using Kind = DownloadStorage::Opened::Kind;
    if (m_stage != Stage::Opening)
        return;
    if (!opened)
        return onDiskProblem(opened.error());
    if (opened->kind == Kind::AlreadyThere) {
        m_path = opened->path;
        m_wasThere = true;
        return end(TransferState::Done);
    }
    m_stage = Stage::Running;
    m_tick.start();
    m_room.ask(m_file.size - std::min(m_file.size, opened->bytesOnDisk));
}

void Download::onRoom()
{
    if (m_stage != Stage::Running)
        return;
    if (!m_hasBegun)
        return begin();
    m_sources.open();
    m_feeder.feedAll();
}

void Download::holdForSpace()
{
    if (m_stage != Stage::Running)
        return;
    if (!m_context.isPatient) {
        return fail({ProblemCode::DiskFull,
                     Operation::Download,
                     m_file.path.toString(),
                     QStringLiteral("%1 bytes missing").arg(m_room.missing().value_or(0))});
    }
    disconnectAll();
    noteWait();
}

/// Looks at what is there, and for who has the rest.
void Download::begin()
{
    m_hasBegun = true;
    for (std::uint32_t i = 0; i < m_storage->layout().count(); ++i) {
        if (m_storage->isVerified(PieceIndex{i}))
            m_scheduler.onVerified(PieceIndex{i});
        else if (m_storage->isUnchecked(PieceIndex{i}))
            m_scheduler.hold(PieceIndex{i});
    }
    if (m_storage->layer())
        useLayer();
    if (m_stage != Stage::Running)
        return;
    m_sources.open();
    endIfExhausted();
}

void Download::useLayer()
{
    emit advanced();
    if (m_storage->uncheckedCount() > 0)
        m_storage->check();
    commitIfComplete();
}

void Download::onFound(PieceIndex piece)
{
    m_scheduler.onVerified(piece);
    emit advanced();
}

/// What was not found is to be fetched.
void Download::onChecked()
{
    for (std::uint32_t i = 0; i < m_storage->layout().count(); ++i)
        m_scheduler.release(PieceIndex{i});
    commitIfComplete();
    m_feeder.feedAll();
    endIfExhausted();
}

void Download::onGreeted(SourceId id)
{
    if (m_storage->layer())
        m_feeder.admit(id);
    else
        m_layerFetch.onGreeted(id);
}

void Download::onLost(SourceId id)
{
    m_feeder.drop(id);
    m_layerFetch.onLost(id);
    m_feeder.feedAll();
    noteWait();
}

void Download::onLayer()
{
    if (m_stage != Stage::Running)
        return;
    emit piecesKnown({m_storage->layer(), m_storage->verified(), {}});
    useLayer();
    for (const SourceId id : m_sources.connected())
        m_feeder.admit(id);
}

void Download::onWrongLayer(SourceId from)
{
    if (m_stage == Stage::Running)
        m_sources.ban(from, problemOf(from, ProblemCode::PieceMismatch, "wrong hashes"));
}

void Download::tick()
{
    m_room.tick();
    m_feeder.tick();
    noteWait();
}

void Download::onPiece(SourceId id, PieceIndex piece, const QByteArray &bytes)
{
    if (m_scheduler.onReceived(id, piece) == PieceScheduler::Arrival::Duplicate) {
        m_buffers.give(QByteArray{bytes});
    } else {
        m_storage->write(piece, bytes, [this, id, piece](DownloadStorage::Written written) {
            onWritten(id, piece, std::move(written));
        });
    }
    m_feeder.feed(id);
}

void Download::onWritten(SourceId id, PieceIndex piece, DownloadStorage::Written written)
{
    using Outcome = DownloadStorage::Written::Outcome;
    m_buffers.give(std::move(written.bytes));
    if (m_stage != Stage::Running)
        return;
    if (written.outcome == Outcome::Verified)
        return onVerified(id, piece);
    m_scheduler.onRejected(piece);
    if (written.outcome == Outcome::Failed)
        return onDiskProblem(*written.problem);
    m_sources.ban(id, problemOf(id, ProblemCode::PieceMismatch));
    m_feeder.feedAll();
}

void Download::onVerified(SourceId id, PieceIndex piece)
{
    const auto bytes = m_storage->layout().rangeOf(piece).length;
    m_scheduler.onVerified(piece);
    m_sources.forgive(id);
    m_meter.verified(id, bytes);
    m_room.written(bytes);
    emit advanced();
    commitIfComplete();
    m_feeder.feed(id);
    endIfExhausted();
}

void Download::onDiskProblem(const Problem &problem)
{
    if (problem.code != ProblemCode::DiskFull || m_stage == Stage::Opening)
        return fail(problem);
    // How much is missing the disk will say; at least the piece that did not fit.
    const auto needed = m_file.size - m_storage->verifiedBytes();
    m_room.deny(std::min(needed, m_storage->layout().pieceSize()), needed);
}

void Download::endIfExhausted()
{
    if (m_stage != Stage::Running || m_room.missing() || m_sources.isAnyHoped())
        return;
    // The last source may have gone right after its last byte: what came may be all there is.
    const bool isChecking = m_storage->layer() && m_storage->uncheckedCount() > 0;
    if (isChecking || m_scheduler.isAnyVerifying())
        return;
    noteWait();
    if (m_context.isPatient)
        emit sourcesWanted();
    else
        fail(m_sources.lastProblem().value_or(
            Problem{ProblemCode::NotFound, Operation::Download, m_file.path.toString(), {}}));
}

void Download::disconnectAll()
{
    for (const SourceId id : m_sources.connected())
        m_feeder.drop(id);
    m_sources.close();
    m_layerFetch.giveUp();
}

void Download::commitIfComplete()
{
    if (m_stage != Stage::Running || !m_scheduler.isComplete())
        return;
    m_stage = Stage::Committing;
    m_tick.stop();
    disconnectAll();
    m_storage->commit(
        [this](const Result<CommittedFile, Problem> &committed) { onCommitted(committed); });
}

void Download::onCommitted(const Result<CommittedFile, Problem> &committed)
{
    if (committed) {
        m_path = committed->path;
        m_result = m_storage->sharedFile(*committed);
        if (m_result)
            emit finished(*m_result);
        return end(TransferState::Done);
    }
    if (committed.error().code != ProblemCode::PieceMismatch)
        return fail(committed.error());
    goBackForBroken();
}

/// Somebody wrote to the unfinished file: what is broken is fetched again.
void Download::goBackForBroken()
{
    m_stage = Stage::Running;
    m_tick.start();
    emit damaged();
    for (std::uint32_t i = 0; i < m_storage->layout().count(); ++i) {
        if (!m_storage->isVerified(PieceIndex{i}))
            m_scheduler.onBroken(PieceIndex{i});
    }
    m_sources.open();
    endIfExhausted();
}

Problem Download::problemOf(SourceId id, ProblemCode code, const char *detail) const
{
    return {code,
            Operation::Download,
            m_sources.record(id).endpoint.toString(),
            QString::fromLatin1(detail)};
}

void Download::fail(const Problem &problem)
{
    m_problem = problem;
    m_stage = Stage::Ending;
    m_tick.stop();
    disconnectAll();
    if (m_storage->verifiedCount() == 0 && m_storage->uncheckedCount() == 0) {
        m_storage->discard();
        return end(TransferState::Failed);
    }
    m_storage->close([this](const Result<KnownPieces, Problem> &known) {
        if (known)
            emit piecesKnown(*known);
        end(TransferState::Failed);
    });
}

void Download::end(TransferState outcome)
{
    m_stage = Stage::Over;
    m_outcome = outcome;
    m_tick.stop();
    disconnectAll();
    m_room.release();
    m_wait.reset();
    m_elapsed = std::chrono::floor<std::chrono::milliseconds>(m_context.clock.now() - m_askedAt);
    emit over();
}

void Download::setRateLimit(std::uint64_t bytesPerSecond)
{
    m_rates->setLimit(bytesPerSecond);
}

std::optional<PartialFile> Download::partial() const
{
    const bool isPartial = m_stage == Stage::Running && m_storage->layer()
                           && m_storage->verifiedCount() > 0;
    if (!isPartial)
        return std::nullopt;
    return PartialFile{m_file,
                       m_storage->layout().pieceSize(),
                       m_storage->verified(),
                       m_storage->layer(),
                       m_storage->part()};
}

TransferSnapshot Download::snapshot() const
{
    const auto now = m_context.clock.now();
    TransferSnapshot snapshot;
    snapshot.id = m_id;
    snapshot.name = m_file.path.toString();
    snapshot.state = state();
    snapshot.wait = waitSince();
    snapshot.record = m_origin;
    snapshot.size = m_file.size;
    snapshot.verified = m_wasThere ? m_file.size : m_scheduler.verifiedBytes();
    snapshot.elapsed = m_stage == Stage::Over
                           ? m_elapsed
                           : std::chrono::floor<std::chrono::milliseconds>(now - m_askedAt);
    m_meter.measure(snapshot, now);
    snapshot.sources = m_meter.sourcesOf(m_sources, m_scheduler, now);
    for (TransferSource &source : snapshot.sources)
        m_transports.describe(source);
    snapshot.transport = m_transports.wish();
    snapshot.pieces = pieceMapOf(m_scheduler);
    snapshot.path = m_path;
    snapshot.wasThere = m_wasThere;
    snapshot.problem = m_problem;
    return snapshot;
}

TransferState Download::state() const
{
    switch (m_stage) {
    case Stage::Opening:
        return TransferState::Preparing;
    case Stage::Running:
        return runningState();
    case Stage::Ending:
        return TransferState::Paused;
    case Stage::Committing:
        return TransferState::Committing;
    case Stage::Over:
        break;
    }
    return m_outcome;
}

TransferState Download::runningState() const
{
    if (waitReason())
        return TransferState::Waiting;
    if (!m_hasBegun)
        return TransferState::Preparing;
    const auto connected = m_sources.connected();
    const bool isTransferring = std::any_of(connected.begin(), connected.end(), [this](auto id) {
        return m_scheduler.knows(id);
    });
    if (isTransferring)
        return TransferState::Transferring;
    if (m_storage->layer() && m_storage->uncheckedCount() > 0)
        return TransferState::Checking;
    return TransferState::Connecting;
}

std::optional<WaitReason> Download::waitReason() const
{
    using Kind = WaitReason::Kind;
    if (m_stage != Stage::Running)
        return std::nullopt;
    if (m_room.missing())
        return WaitReason{Kind::Space, *m_room.missing(), {}};
    const bool isChecking = m_storage->layer() && m_storage->uncheckedCount() > 0;
    if (!m_hasBegun || isChecking || m_scheduler.isComplete())
        return std::nullopt;
    if (const auto place = m_sources.placeInQueues())
        return WaitReason{Kind::Slot, *place, {}};
    if (!m_sources.isAnyReached())
        return WaitReason{Kind::NoSource, 0, {}};
    return std::nullopt;
}

/// What it waits for, and since when: now, unless that has been noted.
std::optional<WaitReason> Download::waitSince() const
{
    auto reason = waitReason();
    if (reason) {
        const bool isSame = m_wait && m_wait->kind == reason->kind;
        reason->since = isSame ? m_wait->since : m_context.clock.wallTime();
    }
    return reason;
}

void Download::noteWait()
{
    m_wait = waitSince();
}

} // namespace ft::engine
