#include "peer-gui/engine/transfer/folderdownload.h"

#include "common/hash/merkle.h"

#include <QPointer>
#include <QStringBuilder>

#include <algorithm>

namespace ft::engine {

namespace {

// Looking for files that are there already reads those of the right size: in small steps, so that
// fetching begins meanwhile.
constexpr std::size_t FilesPerLook = 128;
constexpr std::uint64_t BytesPerLook = 64ULL * 1024 * 1024;

/// The name of the folder here: as the peer calls it, or the peer itself for its whole share.
QString localName(const FolderRequest &request)
{
    if (request.folder)
        return QString::fromUtf8(request.folder->name());
    return request.host ? request.host->toString() : request.endpoint.toString();
}

LargeFiles::Make maker(const FolderContext &context,
                       const FolderRequest &request,
                       const std::shared_ptr<RateGroup> &rates)
{
    return [make = context.makeFile, request, rates](const FolderTree::File &file,
                                                     const QString &folder) {
        return make({file.record, request.endpoint, request.host}, folder, rates);
    };
}

} // namespace

FolderDownload::FolderDownload(TransferId id,
                               FolderRequest request,
                               FolderContext context,
                               Clock::Instant askedAt)
    : m_id(id)
    , m_request(std::move(request))
    , m_context(std::move(context))
    , m_rates(std::make_shared<RateGroup>(m_context.rates))
    , m_listing(m_request.folder)
    , m_tree(m_context.downloads, localName(m_request))
    , m_source(m_request.endpoint,
               m_context.dial,
               m_context.channel,
               Backoff{QRandomGenerator::securelySeeded(), m_context.firstRetry},
               m_rates)
    , m_small(m_tree, m_source, m_context.background)
    , m_large(m_tree, m_context.background, maker(m_context, m_request, m_rates))
    , m_rate(m_context.clock.now())
    , m_askedAt(askedAt)
{
    connectSource();
    connectFiles(m_small);
    connectFiles(m_large);
    connect(&m_small, &SmallFiles::diskFull, this, &FolderDownload::onDiskFull);
    connect(&m_small, &SmallFiles::recordWrong, this, &FolderDownload::onRecordWrong);
    connect(&m_small, &SmallFiles::resumed, this, [this] { m_wait.reset(); });
    connect(&m_large, &LargeFiles::sourcesWanted, this, &Transfer::sourcesWanted);
}

FolderDownload::~FolderDownload() = default;

void FolderDownload::connectSource()
{
    connect(&m_source, &FolderSource::listed, this, &FolderDownload::takeLine);
    connect(&m_source, &FolderSource::unreached, this, &FolderDownload::onUnreached);
    connect(&m_source, &FolderSource::failed, this, &FolderDownload::fail);
    connect(&m_source, &FolderSource::bytesArrived, this, [this](qint64 count) {
        if (m_wait && m_wait->kind == WaitReason::Kind::NoSource)
            m_wait.reset();
        m_received += static_cast<std::uint64_t>(count);
        m_rate.add(static_cast<std::uint64_t>(count), m_context.clock.now());
    });
}

template <typename Files>
void FolderDownload::connectFiles(Files &files)
{
    connect(&files, &Files::fileDone, this, &FolderDownload::countDone);
    connect(&files, &Files::fileFailed, this, &FolderDownload::onFileFailed);
    connect(&files, &Files::finished, this, &FolderDownload::announce);
    connect(&files, &Files::progressed, this, [this] {
        if (m_ending != Ending::None)
            settle();
        else
            pump();
    });
}

void FolderDownload::start()
{
    m_context.background.run(
        this,
        [tree = m_tree] { return tree.prepare(); },
        [this](const Result<void, Problem> &prepared) {
            if (isEnding())
                return;
            if (!prepared)
                return fail(prepared.error());
            m_state = TransferState::Connecting;
            pump();
        });
}

void FolderDownload::stop()
{
    if (!isEnding())
        beginEnding(Ending::Stop);
}

void FolderDownload::cancel()
{
    if (isOver(m_state) || m_ending == Ending::Cancel || m_ending == Ending::Fail)
        return;
    m_problem = Problem{ProblemCode::Canceled, Operation::Download, name(), {}};
    beginEnding(Ending::Cancel);
}

void FolderDownload::addSources(const std::vector<SourceRecord> &sources)
{
    const auto same = std::find_if(sources.begin(), sources.end(), [&](const auto &source) {
        return source.host && source.host == m_request.host;
    });
    if (same == sources.end() || isEnding())
        return;
    m_request.endpoint = same->endpoint;
    m_large.addSources({*same});
    m_source.moveTo(same->endpoint);
}

void FolderDownload::setRateLimit(std::uint64_t bytesPerSecond)
{
    m_limit = bytesPerSecond;
    m_rates->setLimit(m_limit);
}

/// Whatever can go on, does.
void FolderDownload::pump()
{
    if (isEnding())
        return;
    requestPage();
    lookForListed();
    endIfAllDone();
}

void FolderDownload::requestPage()
{
    const auto ahead = m_listed.size() + m_small.waiting() + m_large.waiting();
    if (m_isListing || m_listing.isOver() || ahead >= FilesAhead)
        return;
    m_isListing = true;
    m_source.requestList(m_listing.request());
}

void FolderDownload::takeLine(const protocol::Files &line)
{
    m_wasReached = true;
    m_wait.reset();
    m_state = TransferState::Transferring;
    if (!m_listing.take(line)) {
        return fail({ProblemCode::SourceMisbehaved,
                     Operation::ListFolder,
                     m_request.endpoint.toString(),
                     QStringLiteral("files that were not asked for, or not in order")});
    }
    m_isListing = line.continues;
    for (const SourceRecord &source : line.records) {
        if (m_listing.isBelow(source.file.path))
            takeRecord(source.file);
    }
    pump();
}

void FolderDownload::takeRecord(const FileRecord &record)
{
    ++m_files;
    m_bytes += record.size;
    const auto place = m_listing.below(record.path);
    if (place && record.root)
        return m_listed.push_back({record, *place});
    const auto code = place ? ProblemCode::NotVerifiable : ProblemCode::BadName;
    onFileFailed({code, Operation::Download, record.path.toString(), {}});
}

/// Finds out which of the listed files are there already, some at a time.
void FolderDownload::lookForListed()
{
    if (m_isLooking || m_listed.empty())
        return;
    std::vector<File> files;
    std::uint64_t bytes = 0;
    while (!m_listed.empty() && files.size() < FilesPerLook && bytes < BytesPerLook) {
        bytes += m_listed.front().record.size;
        files.push_back(std::move(m_listed.front()));
        m_listed.pop_front();
    }
    m_isLooking = true;
    m_context.background.run(
        this,
        [tree = m_tree, files] {
            std::vector<Result<QString, Problem>> found;
            found.reserve(files.size());
            for (const File &file : files)
                found.push_back(tree.existing(file));
            return found;
        },
        [this, files](const std::vector<Result<QString, Problem>> &found) {
            if (!isEnding())
                onLookedFor(files, found);
        });
}

void FolderDownload::onLookedFor(const std::vector<File> &files,
                                 const std::vector<Result<QString, Problem>> &found)
{
    m_isLooking = false;
    const QPointer self{this};
    for (std::size_t i = 0; i < files.size() && self && !isEnding(); ++i) {
        if (!found[i])
            onFileFailed(found[i].error());
        else if (!found[i]->isEmpty())
            countDone(files[i].record);
        else if (files[i].record.size <= hash::MinPieceSize)
            m_small.add(files[i]);
        else
            m_large.add(files[i]);
    }
    if (self)
        pump();
}

void FolderDownload::countDone(const FileRecord &file)
{
    ++m_filesDone;
    m_bytesDone += file.size;
}

void FolderDownload::onFileFailed(const Problem &problem)
{
    ++m_filesFailed;
    if (!m_fileProblem)
        m_fileProblem = problem;
    // Nothing else has a place either.
    if (problem.code == ProblemCode::FolderUnwritable && problem.subject == m_context.downloads)
        fail(problem);
}

/// Tells of a new file, named by its path in the download folder.
void FolderDownload::announce(SharedFile file)
{
    const auto path = SharedPath::fromString(
        file.absolutePath.sliced(m_context.downloads.size() + 1));
    // A number may have made the path too long to be shared.
    if (!path)
        return;
    file.record.path = *path;
    // As the file system took it.
    file.record.modified = file.stamp.modified();
    emit finished(file);
}

void FolderDownload::onUnreached(const Problem &problem, int tries)
{
    if (tries < TriesBeforeWaiting)
        return;
    if (!m_context.isPatient || (!m_wasReached && !m_request.isKnown))
        return fail(problem);
    waitFor(WaitReason::Kind::NoSource, 0);
    emit sourcesWanted();
}

void FolderDownload::onDiskFull(std::uint64_t bytes)
{
    if (m_context.isPatient)
        return waitFor(WaitReason::Kind::Space, bytes);
    fail({ProblemCode::DiskFull,
          Operation::Download,
          name(),
          QStringLiteral("%1 bytes missing").arg(bytes)});
}

void FolderDownload::onRecordWrong(const SharedPath &path)
{
    m_isAnyRecordWrong = true;
    if (!m_fileProblem)
        m_fileProblem = Problem{ProblemCode::WrongRecord, Operation::Download, path.toString(), {}};
}

void FolderDownload::waitFor(WaitReason::Kind kind, std::uint64_t amount)
{
    const bool isSame = m_wait && m_wait->kind == kind;
    m_wait = WaitReason{kind, amount, isSame ? m_wait->since : m_context.clock.wallTime()};
}

void FolderDownload::endIfAllDone()
{
    if (!m_listing.isOver() || m_isLooking || !m_listed.empty() || !m_small.isIdle()
        || m_large.waiting() > 0 || m_large.isRunning()) {
        return;
    }
    if (m_files == 0)
        return fail({ProblemCode::FolderEmpty, Operation::ListFolder, name(), {}});
    if (m_filesFailed == 0)
        return end(TransferState::Done);
    fail({ProblemCode::FilesFailed,
          Operation::Download,
          name(),
          QStringLiteral("%1 of %2").arg(m_filesFailed).arg(m_files)});
}

void FolderDownload::fail(const Problem &problem)
{
    if (isEnding())
        return;
    m_problem = problem;
    beginEnding(Ending::Fail);
}

void FolderDownload::beginEnding(Ending ending)
{
    m_ending = ending;
    m_source.close();
    m_small.stop();
    m_listed.clear();
    if (ending == Ending::Cancel)
        m_large.cancel();
    else
        m_large.stop();
    settle();
}

/// Ends as soon as nothing is under way any more.
void FolderDownload::settle()
{
    if (m_small.isStoring() || m_large.isRunning() || isOver(m_state))
        return;
    if (m_ending == Ending::Stop)
        emit stopped();
    else
        end(m_ending == Ending::Cancel ? TransferState::Canceled : TransferState::Failed);
}

void FolderDownload::end(TransferState state)
{
    m_state = state;
    m_wait.reset();
    m_elapsed = std::chrono::floor<std::chrono::milliseconds>(m_context.clock.now() - m_askedAt);
    m_source.close();
    emit over();
}

bool FolderDownload::isEnding() const
{
    return m_ending != Ending::None || isOver(m_state);
}

QString FolderDownload::name() const
{
    return (m_request.folder ? m_request.folder->toString() : localName(m_request)) % u'/';
}

TransferSnapshot FolderDownload::snapshot() const
{
    const auto now = m_context.clock.now();
    TransferSnapshot snapshot;
    snapshot.id = m_id;
    snapshot.name = name();
    snapshot.state = m_wait ? TransferState::Waiting : m_state;
    snapshot.wait = m_wait;
    snapshot.limit = m_limit;
    snapshot.size = m_bytes;
    snapshot.verified = m_bytesDone;
    snapshot.received = m_received + m_large.received();
    snapshot.elapsed = isOver(m_state)
                           ? m_elapsed
                           : std::chrono::floor<std::chrono::milliseconds>(now - m_askedAt);
    snapshot.sources = {source()};
    snapshot.rate = snapshot.sources.front().rate;
    addLargeFiles(snapshot);
    if (snapshot.rate > 0 && m_listing.isOver())
        snapshot.eta = std::chrono::seconds{(snapshot.size - snapshot.verified) / snapshot.rate};
    snapshot.files = m_files;
    snapshot.filesDone = m_filesDone;
    snapshot.filesFailed = m_filesFailed;
    snapshot.fileProblem = m_fileProblem;
    if (isOver(m_state) && m_filesDone > 0)
        snapshot.path = m_tree.path();
    if (m_isAnyRecordWrong)
        snapshot.md5Verdict = Md5Verdict::WrongRecord;
    snapshot.wasThere = m_state == TransferState::Done && snapshot.received == 0;
    snapshot.problem = m_problem;
    return snapshot;
}

TransferSource FolderDownload::source() const
{
    TransferSource source;
    source.endpoint = m_request.endpoint;
    source.host = m_request.host;
    source.state = m_source.isConnected() ? TransferSource::State::Active
                                          : TransferSource::State::Connecting;
    if (!isOver(m_state))
        source.rate = m_rate.bytesPerSecond(m_context.clock.now());
    source.bytes = m_received;
    return source;
}

void FolderDownload::addLargeFiles(TransferSnapshot &snapshot) const
{
    for (const TransferSnapshot &file : m_large.snapshots()) {
        snapshot.verified += file.verified;
        snapshot.received += file.received;
        snapshot.rate += file.rate;
    }
}

} // namespace ft::engine
