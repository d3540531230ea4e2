#include "peer-gui/engine/transfer/downloads.h"

#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/transfer/sourcechoice.h"

#include <algorithm>

namespace ft::engine {

Downloads::Downloads(DownloadContext downloads, QueueContext queue, QObject *parent)
    : QObject(parent)
    , m_queue(std::move(queue))
    , m_factory(std::move(downloads),
                m_queue.nextId,
                [this](Download &download, TransferId id) {
                    if (m_records)
                        m_records->watch(download, id);
                })
    , m_finder(m_factory.context(), m_queue)
    , m_book(m_queue.store)
    , m_reports(m_factory.context().clock, [this](TransferId id) { return look(id); })
    , m_isRestored(m_queue.store == nullptr)
{
    connect(&m_reports, &TransferReports::changed, this, &Downloads::changed);
    connect(&m_reports, &TransferReports::looked, this, [this] {
        if (m_isTurnFree)
            takeTurns();
        findMore();
    });
    connectFinder();
    if (!m_queue.md5)
        return;
    m_records.emplace(*m_queue.md5);
    connect(&*m_records,
            &RecordCheck::checked,
            this,
            [this](TransferId id,
                   const std::optional<Md5Sum> &sum,
                   Md5Verdict verdict,
                   const FileRecord &record) {
                m_items.at(id).setMd5(sum, verdict, record);
                m_reports.mark(id);
            });
    connect(&*m_records, &RecordCheck::completed, this, &Downloads::completed);
    connect(this, &Downloads::finished, &*m_records, &RecordCheck::announced);
}

Downloads::~Downloads() = default;

void Downloads::setName(const HostName &name)
{
    m_queue.self = name;
    m_factory.setName(name);
}

void Downloads::setMostActive(std::uint32_t downloads)
{
    m_mostActive = downloads;
    takeTurns();
}

void Downloads::restore(std::vector<QueueEntry> entries, bool goesOn)
{
    m_isRestored = true;
    for (QueueEntry &entry : entries) {
        m_book.takeUp(entry.transfer);
        if (goesOn)
            takeUp(std::move(entry));
        else
            m_book.keepDormant(std::move(entry));
    }
    for (const auto &call : std::exchange(m_whenRestored, {}))
        call();
    takeTurns();
}

void Downloads::takeUp(QueueEntry entry)
{
    const TransferId id = m_queue.nextId();
    QueueItem &item = add(id, entry.transfer.name);
    item.row = std::move(entry.transfer);
    item.known = std::move(entry.known).value_or(KnownPieces{});
    item.isRestored = true;
    item.isReady = item.row.file || (item.row.isFolder && !item.row.sources.empty());
    item.describe();
    item.setStopped();
    if (item.row.failure)
        item.setOver(TransferState::Failed, *item.row.failure, item.askedAt);
    else if (!item.row.isPaused && !item.isReady)
        find(id);
}

void Downloads::fetch(TransferId id, const QString &name)
{
    add(id, name);
    whenRestored([this, id] {
        enter(id);
        find(id);
    });
}

void Downloads::fetchFrom(TransferId id,
                          const QString &peer,
                          const QString &name,
                          Transport transport,
                          const QString &folder)
{
    QueueItem &item = add(id, name, transport);
    item.row.peer = peer;
    item.row.folder = folder;
    whenRestored([this, id] {
        enter(id);
        find(id);
    });
}

void Downloads::download(TransferId id,
                         const std::vector<SourceRecord> &sources,
                         Transport transport,
                         const QString &folder)
{
    if (sources.empty()) {
        add(id, {});
        return failItem(id, {ProblemCode::NotFound, Operation::Download, {}, {}});
    }
    add(id, sources.front().file.path.toString(), transport).row.folder = folder;
    whenRestored([this, id, same = sourcesOf(sources.front().file, sources)] {
        enter(id);
        onFound(id, same);
    });
}

QueueItem &Downloads::add(TransferId id, const QString &name, Transport transport)
{
    QueueItem item;
    item.row.transport = transport;
    item.last.transport = transport;
    item.last.id = id;
    item.last.name = name;
    item.askedAt = m_factory.context().clock.now();
    item.row.addedAt = m_factory.context().clock.wallTime();
    item.last.added = item.row.addedAt;
    m_finder.add(id);
    m_reports.mark(id);
    return m_items.emplace(id, std::move(item)).first->second;
}

void Downloads::whenRestored(std::function<void()> call)
{
    if (m_isRestored)
        call();
    else
        m_whenRestored.push_back(std::move(call));
}

void Downloads::enter(TransferId id)
{
    QueueItem &item = m_items.at(id);
    m_book.enter(item.row);
    item.row.name = item.last.name;
    if (item.row.folder.isEmpty())
        item.row.folder = m_queue.folder;
}

void Downloads::find(TransferId id)
{
    const QueueItem &item = m_items.at(id);
    if (!m_isRestored || item.row.isPaused || isOver(item.last.state))
        return;
    if (item.isReady)
        m_finder.findMore(id, item.row);
    else
        m_finder.find(id, item.row);
}

void Downloads::connectFinder()
{
    connect(&m_finder, &SourceFinder::found, this, &Downloads::onFound);
    connect(&m_finder, &SourceFinder::folderFound, this, &Downloads::onFolderFound);
    connect(&m_finder, &SourceFinder::more, this, &Downloads::onMore);
    connect(&m_finder, &SourceFinder::failed, this, [this](TransferId id, const Problem &problem) {
        const QueueItem &item = m_items.at(id);
        if (!isOver(item.last.state) && !item.row.isPaused)
            failItem(id, problem);
    });
}

void Downloads::onFolderFound(TransferId id, const PeerAddress &peer)
{
    QueueItem &item = m_items.at(id);
    item.row.isFolder = true;
    item.row.sources = {folderSource(peer, item.row)};
    makeReady(item);
}

void Downloads::onFound(TransferId id, const std::vector<SourceRecord> &sources)
{
    QueueItem &item = m_items.at(id);
    if (isOver(item.last.state) || item.row.isPaused)
        return;
    const FileRecord &file = sources.front().file;
    if (!file.root && !isPlain(sources.front())) {
        return failItem(
            id, {ProblemCode::NotVerifiable, Operation::Download, file.path.toString(), {}});
    }
    // From whomever: it is known by its content now.
    item.row.peer.clear();
    item.row.file = file;
    item.row.file->isPartial = false;
    item.row.sources = sources;
    makeReady(item);
}

void Downloads::onMore(TransferId id, const std::vector<SourceRecord> &sources)
{
    QueueItem &item = m_items.at(id);
    if (isOver(item.last.state))
        return;
    if (item.transfer)
        item.transfer->addSources(sources);
    item.row.sources = sources;
    m_book.remember(item);
}

/// Others may have come by the content since, or be nearer to having it.
void Downloads::findMore()
{
    for (const auto &[id, item] : m_items) {
        if (item.isRunning() && !item.row.isFolder && m_finder.isDue(id, m_queue.searchInterval))
            return m_finder.findMore(id, item.row);
    }
}

void Downloads::makeReady(QueueItem &item)
{
    const TransferId id = item.last.id;
    if (const QueueItem *const same = findSame(item)) {
        // Whatever its name: one download, and more to get it from.
        onMore(same->last.id, item.row.sources);
        const auto name = item.row.file ? item.row.file->path.toString() : item.row.name;
        return failItem(id, {ProblemCode::AlreadyQueued, Operation::Queue, name, {}});
    }
    item.isReady = true;
    item.isRestored = m_book.adoptDormant(item);
    item.describe();
    item.setStopped();
    m_book.remember(item);
    mark(item);
    takeTurns();
}

const QueueItem *Downloads::findSame(const QueueItem &item) const
{
    const auto same = std::find_if(m_items.begin(), m_items.end(), [&](const auto &entry) {
        const QueueItem &other = entry.second;
        return &other != &item && !isOver(other.last.state) && item.isSameAs(other);
    });
    return same == m_items.end() ? nullptr : &same->second;
}

void Downloads::takeTurns()
{
    if (m_isStopping)
        return;
    m_isTurnFree = false;
    std::vector<turns::Candidate> candidates;
    for (const TransferId id : inOrder(m_items)) {
        const QueueItem &item = m_items.at(id);
        if (item.wantsTurn())
            candidates.push_back(item.candidate());
    }
    const auto verdict = turns::decide(std::move(candidates), m_mostActive);
    for (const TransferId id : verdict.toStop)
        halt(id);
    for (const TransferId id : verdict.toStart)
        run(id);
    std::uint64_t place = 0;
    for (const TransferId id : verdict.waiting) {
        m_items.at(id).setWaiting(++place, m_factory.context().clock.wallTime());
        m_reports.mark(id);
    }
}

void Downloads::run(TransferId id)
{
    QueueItem &item = m_items.at(id);
    item.transfer = make(item);
    auto *const transfer = item.transfer.get();
    connect(transfer, &Transfer::finished, this, &Downloads::finished);
    connect(transfer, &Transfer::sourcesWanted, this, [this, id] {
        if (m_finder.isDue(id, SourceFinder::LeastInterval))
            find(id);
    });
    connect(transfer, &Transfer::over, this, [this, id] { onOver(id); });
    connect(transfer, &Transfer::stopped, this, [this, id] { onStopped(id); });
    transfer->setRateLimit(item.row.limit);
    transfer->start();
    item.last = item.snapshot();
    if (item.row.sources.empty())
        find(id);
    m_reports.setRunning(id, true);
}

std::unique_ptr<Transfer> Downloads::make(const QueueItem &item)
{
    if (item.row.isFolder)
        return m_factory.makeFolder(item);
    if (!item.row.file->root)
        return m_factory.makeClassic(item);
    auto made = m_factory.makeFile(item);
    Download *const download = made.get();
    connect(download, &Download::advanced, this, [this, download] {
        m_offers.onAdvanced(*download);
    });
    connect(download,
            &Download::piecesKnown,
            this,
            [this, id = item.last.id](const KnownPieces &pieces) {
                QueueItem &known = m_items.at(id);
                known.known = pieces;
                m_book.rememberPieces(known);
            });
    return made;
}

void Downloads::halt(TransferId id)
{
    QueueItem &item = m_items.at(id);
    if (!item.transfer || item.isHalting)
        return;
    item.isHalting = true;
    m_offers.withdraw(item.transfer.get());
    item.transfer->stop();
}

void Downloads::onStopped(TransferId id)
{
    QueueItem &item = m_items.at(id);
    item.last = item.snapshot();
    item.setStopped();
    item.isHalting = false;
    releaseTransfer(item);
    if (std::exchange(item.isCanceled, false))
        cancel(id);
    endStopping();
    takeTurns();
}

void Downloads::onOver(TransferId id)
{
    QueueItem &item = m_items.at(id);
    item.last = item.snapshot();
    item.isHalting = false;
    m_offers.withdraw(item.transfer.get());
    releaseTransfer(item);
    if (item.last.state == TransferState::Failed) {
        item.row.failure = item.last.problem;
        m_book.remember(item);
    } else {
        m_book.forget(item);
        item.known = {};
    }
    endStopping();
    takeTurns();
}

void Downloads::releaseTransfer(QueueItem &item)
{
    partWith(item.transfer, *this);
    m_reports.setRunning(item.last.id, false);
}

void Downloads::control(TransferId id, TransferCommand command)
{
    if (!m_items.contains(id))
        return;
    switch (command) {
    case TransferCommand::Pause:
        return pause(id);
    case TransferCommand::Resume:
        return resume(id);
    case TransferCommand::Cancel:
        return cancel(id);
    case TransferCommand::Retry:
        return retry(id);
    case TransferCommand::MoveToTop:
    case TransferCommand::MoveUp:
    case TransferCommand::MoveDown:
    case TransferCommand::MoveToBottom:
        return move(id, command);
    case TransferCommand::Forget:
        return forget(id);
    }
}

void Downloads::pause(TransferId id)
{
    QueueItem &item = m_items.at(id);
    if (isOver(item.last.state) || item.row.isPaused)
        return;
    item.row.isPaused = true;
    m_book.remember(item);
    mark(item);
    m_finder.giveUp(id);
    if (item.transfer)
        return halt(id);
    item.setStopped();
    takeTurns();
}

void Downloads::resume(TransferId id)
{
    QueueItem &item = m_items.at(id);
    if (!item.row.isPaused)
        return;
    item.row.isPaused = false;
    m_book.remember(item);
    mark(item);
    if (!item.isHalting)
        item.setStopped();
    if (!item.isReady)
        find(id);
    takeTurns();
}

void Downloads::cancel(TransferId id)
{
    QueueItem &item = m_items.at(id);
    if (isOver(item.last.state))
        return;
    if (item.transfer && !item.isHalting)
        return item.transfer->cancel();
    if (item.isHalting) {
        item.isCanceled = true;
        return;
    }
    m_finder.giveUp(id);
    removeUnfinished(item);
    failItem(id, {ProblemCode::Canceled, Operation::Download, item.last.name, {}});
}

void Downloads::retry(TransferId id)
{
    QueueItem &item = m_items.at(id);
    if (item.last.state != TransferState::Failed && item.last.state != TransferState::Canceled)
        return;
    item.startOver(m_factory.context().clock.now());
    m_book.remember(item);
    m_reports.tellAgain(id);
    find(id);
    takeTurns();
}

void Downloads::forget(TransferId id)
{
    const QueueItem &item = m_items.at(id);
    if (isOver(item.last.state))
        m_book.forget(item);
}

void Downloads::setPriority(TransferId id, Priority priority)
{
    const auto found = m_items.find(id);
    if (found == m_items.end() || isOver(found->second.last.state))
        return;
    found->second.row.priority = priority;
    found->second.last.priority = priority;
    m_book.remember(found->second);
    m_reports.mark(id);
    takeTurns();
}

void Downloads::setRateLimit(TransferId id, std::uint64_t bytesPerSecond)
{
    const auto found = m_items.find(id);
    if (found == m_items.end() || isOver(found->second.last.state))
        return;
    QueueItem &item = found->second;
    item.row.limit = bytesPerSecond;
    item.last.limit = bytesPerSecond;
    if (item.transfer)
        item.transfer->setRateLimit(bytesPerSecond);
    m_book.remember(item);
    mark(item);
}

void Downloads::move(TransferId id, TransferCommand command)
{
    m_book.move(m_items, id, command);
    takeTurns();
}

void Downloads::failItem(TransferId id, const Problem &problem)
{
    QueueItem &item = m_items.at(id);
    const bool isCanceled = problem.code == ProblemCode::Canceled;
    item.setOver(isCanceled ? TransferState::Canceled : TransferState::Failed,
                 problem,
                 m_factory.context().clock.now());
    mark(item);
    if (isCanceled || problem.code == ProblemCode::AlreadyQueued) {
        m_book.forget(item);
    } else {
        item.row.failure = problem;
        m_book.remember(item);
    }
    takeTurns();
}

void Downloads::removeUnfinished(const QueueItem &item)
{
    const auto discard = [row = item.row] {
        discardUnfinished(*row.file, row.folder);
        return true;
    };
    if (item.row.file)
        m_factory.context().background.run(this, discard, [](bool) {});
}

void Downloads::stop(std::function<void()> done)
{
    m_isStopping = true;
    m_whenStopped = std::move(done);
    std::vector<TransferId> running;
    for (const auto &[id, item] : m_items) {
        if (item.transfer)
            running.push_back(id);
    }
    for (const TransferId id : running)
        halt(id);
    endStopping();
}

void Downloads::endStopping()
{
    if (!m_isStopping || !m_whenStopped)
        return;
    const bool isAnyRunning = std::any_of(m_items.begin(), m_items.end(), [](const auto &entry) {
        return entry.second.transfer != nullptr;
    });
    if (isAnyRunning)
        return;
    m_book.flush(std::exchange(m_whenStopped, nullptr));
}

std::vector<TransferSnapshot> Downloads::snapshots() const
{
    std::vector<TransferSnapshot> all;
    all.reserve(m_items.size());
    for (const auto &[id, item] : m_items)
        all.push_back(item.isRunning() ? item.snapshot() : item.last);
    return all;
}

TransferSnapshot Downloads::look(TransferId id)
{
    QueueItem &item = m_items.at(id);
    if (item.isRunning()) {
        const bool wasIdle = item.isIdle();
        item.last = item.snapshot();
        m_isTurnFree = m_isTurnFree || wasIdle != item.isIdle();
    }
    return item.last;
}

} // namespace ft::engine
