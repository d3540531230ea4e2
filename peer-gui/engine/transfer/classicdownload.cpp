#include "peer-gui/engine/transfer/classicdownload.h"

#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/transfer/sourcechoice.h"

#include <QPointer>

namespace ft::engine {

namespace {

/// How often what no signal tells of is looked at: room on the disk, sources to be asked again.
constexpr std::chrono::milliseconds TickInterval{500};

/// So many bytes wait for the disk before the source has to wait.
constexpr std::uint64_t MostUnwritten = 2 * 1024 * 1024;

} // namespace

ClassicDownload::ClassicDownload(Download::Order order, const DownloadContext &context)
    : m_id(order.id)
    , m_origin(order.sources.empty() ? SourceRecord{order.file, {}, {}} : order.sources.front())
    , m_folder(order.folder)
    , m_wish(order.transport)
    , m_context(context)
    , m_rates(order.rates ? std::move(order.rates) : std::make_shared<RateGroup>(context.rates))
    , m_sources(context.retries, context.clock)
    , m_room(order.id, order.folder, context.space, context.clock)
    , m_meter(context.clock.now())
    , m_askedAt(order.askedAt)
{
    m_origin.file = order.file;
    m_sources.add(order.sources);
    connect(&m_room, &RoomRequest::granted, this, &ClassicDownload::onRoom);
    connect(&m_room, &RoomRequest::refused, this, &ClassicDownload::holdForSpace);
    m_tick.setInterval(TickInterval);
    connect(&m_tick, &QTimer::timeout, this, &ClassicDownload::tick);
}

ClassicDownload::~ClassicDownload()
{
    releaseSource();
}

void ClassicDownload::start()
{
    m_tick.start();
    m_room.ask(m_origin.file.size);
}

void ClassicDownload::stop()
{
    if (m_stage != Stage::Running)
        return;
    m_stage = Stage::Ending;
    m_tick.stop();
    discardPart([this] { emit stopped(); });
}

void ClassicDownload::cancel()
{
    if (m_stage != Stage::Running)
        return;
    if (m_part)
        discard(m_part);
    m_problem = Problem{ProblemCode::Canceled,
                        Operation::Download,
                        m_origin.file.path.toString(),
                        {}};
    end(TransferState::Canceled);
}

void ClassicDownload::addSources(const std::vector<SourceRecord> &sources)
{
    m_sources.add(sourcesOf(m_origin.file, sources));
    connectNext();
}

void ClassicDownload::setRateLimit(std::uint64_t bytesPerSecond)
{
    m_rates->setLimit(bytesPerSecond);
}

void ClassicDownload::onRoom()
{
    m_hasRoom = true;
    connectNext();
}

void ClassicDownload::holdForSpace()
{
    if (m_stage != Stage::Running)
        return;
    if (!m_context.isPatient) {
        return fail({ProblemCode::DiskFull,
                     Operation::Download,
                     m_origin.file.path.toString(),
                     QStringLiteral("%1 bytes missing").arg(m_room.missing().value_or(0))});
    }
    m_hasRoom = false;
    m_sources.letGo();
    discardPart([this] { noteWait(); });
}

void ClassicDownload::tick()
{
    m_room.tick();
    connectNext();
    noteWait();
}

/// Asks the next source once nothing is left of the try before.
void ClassicDownload::connectNext()
{
    if (m_stage != Stage::Running || !m_hasRoom || m_part || m_isRemoving)
        return;
    const auto source = m_sources.next();
    if (!source)
        return endIfExhausted();
    m_part = std::make_shared<ClassicPart>(m_origin.file, m_folder);
    m_source = std::make_unique<ClassicSource>(m_context.dial,
                                               *source,
                                               m_context.classic,
                                               *m_rates);
    connect(m_source.get(), &ClassicSource::begun, this, [this] {
        m_isComing = true;
        m_sources.begun();
    });
    connect(m_source.get(), &ClassicSource::arrived, this, &ClassicDownload::onArrived);
    connect(m_source.get(), &ClassicSource::done, this, &ClassicDownload::onArrivedAll);
    connect(m_source.get(), &ClassicSource::failed, this, &ClassicDownload::onFailed);
    m_source->start();
}

void ClassicDownload::onArrived(const QByteArray &bytes)
{
    const auto count = static_cast<std::uint64_t>(bytes.size());
    m_meter.add(count, m_context.clock.now());
    m_pending += bytes;
    m_unwritten += count;
    m_sources.received(m_written + m_unwritten);
    if (m_unwritten >= MostUnwritten)
        m_source->hold();
    if (!m_isWorking)
        writePending();
}

void ClassicDownload::onArrivedAll(bool isSpaceFirst)
{
    releaseSource();
    m_stage = Stage::Committing;
    m_tick.stop();
    writePending();
    if (isSpaceFirst) {
        m_meter.add(1, m_context.clock.now());
        m_sources.received(m_origin.file.size);
        onDisk([](ClassicPart &part) { return part.insertSpace(); },
               [this](const Result<void, Problem> &inserted) { onWritten(1, inserted); });
    }
    commit();
}

void ClassicDownload::onFailed(const Problem &problem)
{
    m_sources.failed(problem);
    discardPart([this] { connectNext(); });
}

void ClassicDownload::releaseSource()
{
    if (m_source)
        partWith(m_source, *this).abandon();
    m_isComing = false;
}

void ClassicDownload::endIfExhausted()
{
    if (m_sources.isAnyHoped())
        return;
    noteWait();
    if (m_context.isPatient)
        emit sourcesWanted();
    else
        fail(m_sources.lastProblem().value_or(Problem{
            ProblemCode::NotFound, Operation::Download, m_origin.file.path.toString(), {}}));
}

void ClassicDownload::onDisk(Work work, Done done)
{
    m_tasks.push_back({m_part, std::move(work), std::move(done)});
    workNext();
}

void ClassicDownload::workNext()
{
    if (m_isWorking || m_tasks.empty())
        return;
    const Task task = std::move(m_tasks.front());
    m_tasks.pop_front();
    m_isWorking = true;
    m_context.background.run(
        this,
        [part = task.part, work = task.work]() -> Result<void, Problem> {
            if (work)
                return work(*part);
            if (part)
                part->discard();
            return {};
        },
        [this, task](const Result<void, Problem> &result) { onWorked(task, result); });
}

void ClassicDownload::onWorked(const Task &task, const Result<void, Problem> &result)
{
    m_isWorking = false;
    const QPointer<ClassicDownload> self{this};
    // Of a try that has been given up, nobody wants to know how writing went.
    if (!task.work || task.part == m_part)
        task.done(result);
    if (self)
        workNext();
}

/// Leaves only what removes files.
void ClassicDownload::dropTasks()
{
    std::erase_if(m_tasks, [](const Task &task) { return static_cast<bool>(task.work); });
}

/// Whatever becomes of this object, and before what waits for the disk.
void ClassicDownload::discard(const std::shared_ptr<ClassicPart> &part)
{
    m_context.background.run(
        this,
        [part] {
            part->discard();
            return true;
        },
        [](bool) {});
}

void ClassicDownload::writePending()
{
    if (m_pending.isEmpty())
        return;
    const auto count = static_cast<std::uint64_t>(m_pending.size());
    onDisk([bytes = std::exchange(m_pending, {})](ClassicPart &part) { return part.append(bytes); },
           [this, count](const Result<void, Problem> &written) {
               m_unwritten -= count;
               onWritten(count, written);
           });
}

void ClassicDownload::onWritten(std::uint64_t bytes, const Result<void, Problem> &written)
{
    if (!written)
        return onDiskProblem(written.error());
    m_written += bytes;
    m_room.written(bytes);
    if (m_tasks.empty())
        writePending();
    if (m_source && m_unwritten < MostUnwritten)
        m_source->goOn();
}

void ClassicDownload::onDiskProblem(const Problem &problem)
{
    dropTasks();
    if (problem.code != ProblemCode::DiskFull)
        return fail(problem);
    // How much is missing the disk will say; at least what did not fit.
    m_stage = Stage::Running;
    m_tick.start();
    const auto needed = m_origin.file.size;
    m_room.deny(std::min(needed, MostUnwritten), needed);
}

/// Lets go of the source and removes what came of it; then calls back.
void ClassicDownload::discardPart(std::function<void()> done)
{
    releaseSource();
    dropTasks();
    m_pending.clear();
    m_unwritten = 0;
    m_written = 0;
    m_isRemoving = true;
    m_tasks.push_back({std::exchange(m_part, nullptr),
                       {},
                       [this, done = std::move(done)](const Result<void, Problem> &) {
                           m_isRemoving = false;
                           done();
                       }});
    workNext();
}

void ClassicDownload::commit()
{
    const auto arrived = std::make_shared<std::optional<ArrivedFile>>();
    onDisk(
        [arrived](ClassicPart &part) {
            return part.commit().map([&](ArrivedFile file) { arrived->emplace(std::move(file)); });
        },
        [this, arrived](const Result<void, Problem> &committed) {
            if (committed)
                onCommitted(**arrived);
            else
                onDiskProblem(committed.error());
        });
}

void ClassicDownload::onCommitted(const ArrivedFile &arrived)
{
    m_path = arrived.file.absolutePath;
    m_wasThere = arrived.wasThere;
    m_origin.file.root = arrived.file.record.root;
    m_md5 = arrived.file.record.md5;
    m_written = m_origin.file.size;
    const QPointer<ClassicDownload> self{this};
    if (!m_wasThere)
        emit finished(arrived.file);
    if (self)
        end(TransferState::Done);
}

void ClassicDownload::fail(const Problem &problem)
{
    m_problem = problem;
    m_stage = Stage::Ending;
    m_tick.stop();
    discardPart([this] { end(TransferState::Failed); });
}

void ClassicDownload::end(TransferState outcome)
{
    m_stage = Stage::Over;
    m_outcome = outcome;
    m_tick.stop();
    releaseSource();
    m_sources.letGo();
    for (const Task &task : std::exchange(m_tasks, {})) {
        if (!task.work && task.part)
            discard(task.part);
    }
    m_part.reset();
    m_room.release();
    m_wait.reset();
    m_elapsed = std::chrono::floor<std::chrono::milliseconds>(m_context.clock.now() - m_askedAt);
    emit over();
}

TransferSnapshot ClassicDownload::snapshot() const
{
    const auto now = m_context.clock.now();
    TransferSnapshot snapshot;
    snapshot.id = m_id;
    snapshot.name = m_origin.file.path.toString();
    snapshot.state = state();
    snapshot.wait = waitSince();
    snapshot.record = m_origin;
    snapshot.size = m_origin.file.size;
    snapshot.verified = m_written;
    snapshot.elapsed = m_stage == Stage::Over
                           ? m_elapsed
                           : std::chrono::floor<std::chrono::milliseconds>(now - m_askedAt);
    m_meter.measure(snapshot, now);
    snapshot.sources = m_sources.snapshot(snapshot.rate);
    snapshot.transport = m_wish;
    for (TransferSource &source : snapshot.sources) {
        if (m_wish == Transport::Udp)
            source.fallback = UdpFallback::Refused;
    }
    snapshot.path = m_path;
    snapshot.wasThere = m_wasThere;
    snapshot.isUnverified = true;
    snapshot.md5 = m_md5;
    if (m_stage == Stage::Over && m_outcome == TransferState::Done)
        snapshot.md5Verdict = m_md5 ? Md5Verdict::NotGiven : Md5Verdict::Unavailable;
    snapshot.problem = m_problem;
    return snapshot;
}

TransferState ClassicDownload::state() const
{
    switch (m_stage) {
    case Stage::Running:
        break;
    case Stage::Ending:
        return TransferState::Paused;
    case Stage::Committing:
        return TransferState::Committing;
    case Stage::Over:
        return m_outcome;
    }
    if (waitReason())
        return TransferState::Waiting;
    if (!m_hasRoom)
        return TransferState::Preparing;
    return m_isComing ? TransferState::Transferring : TransferState::Connecting;
}

std::optional<WaitReason> ClassicDownload::waitReason() const
{
    using Kind = WaitReason::Kind;
    if (m_stage != Stage::Running)
        return std::nullopt;
    if (m_room.missing())
        return WaitReason{Kind::Space, *m_room.missing(), {}};
    if (m_hasRoom && !m_sources.isAnyAsked())
        return WaitReason{Kind::NoSource, 0, {}};
    return std::nullopt;
}

/// What it waits for, and since when: now, unless that has been noted.
std::optional<WaitReason> ClassicDownload::waitSince() const
{
    auto reason = waitReason();
    if (reason) {
        const bool isSame = m_wait && m_wait->kind == reason->kind;
        reason->since = isSame ? m_wait->since : m_context.clock.wallTime();
    }
    return reason;
}

void ClassicDownload::noteWait()
{
    m_wait = waitSince();
}

} // namespace ft::engine
