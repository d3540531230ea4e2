#include "peer-gui/engine/transfer/downloads.h"

#include "peer-gui/engine/transfer/sourcechoice.h"

#include <algorithm>
#include <iterator>

namespace ft::engine {

namespace {

/// Those that offer what the first one offers.
std::vector<SourceRecord> sameContent(const std::vector<SourceRecord> &sources)
{
    const FileRecord &wanted = sources.front().file;
    std::vector<SourceRecord> same;
    std::copy_if(sources.begin(),
                 sources.end(),
                 std::back_inserter(same),
                 [&](const SourceRecord &source) {
                     return source.file.root == wanted.root && source.file.size == wanted.size;
                 });
    return same;
}

/// Runs, but does nothing that takes a turn: it has nobody to get anything from, or no room.
bool isIdle(const TransferSnapshot &transfer)
{
    return transfer.state == TransferState::Waiting;
}

} // namespace

Downloads::Downloads(DownloadContext downloads, QueueContext queue, QObject *parent)
    : QObject(parent)
    , m_context(std::move(downloads))
    , m_queue(std::move(queue))
{
    m_reportTimer.setSingleShot(true);
    connect(&m_reportTimer, &QTimer::timeout, this, &Downloads::report);
}

Downloads::~Downloads() = default;

void Downloads::setMostActive(std::uint32_t downloads)
{
    m_mostActive = downloads;
    takeTurns();
}

void Downloads::restore(std::vector<QueueEntry> entries, bool goesOn)
{
    for (QueueEntry &entry : entries) {
        m_lastKey = std::max(m_lastKey, entry.transfer.key);
        m_lastPlace = std::max(m_lastPlace, entry.transfer.place);
        if (!goesOn) {
            m_dormant.push_back(std::move(entry));
            continue;
        }
        const TransferId id = m_queue.nextId();
        Item &item = add(id, entry.transfer.name);
        item.row = std::move(entry.transfer);
        item.known = std::move(entry.known).value_or(KnownPieces{});
        item.last.priority = item.row.priority;
        item.last.limit = item.row.limit;
        if (item.row.file) {
            item.isReady = true;
            describe(item);
        }
        if (item.row.failure)
            endItem(item, TransferState::Failed, *item.row.failure);
        else if (item.row.isPaused)
            item.last.state = TransferState::Paused;
        else if (!item.isReady)
            search(id);
        else
            item.last.state = TransferState::Queued;
    }
    takeTurns();
}

void Downloads::fetch(TransferId id, const QString &name)
{
    Item &item = add(id, name);
    place(item);
    item.row.name = name;
    search(id);
}

void Downloads::download(TransferId id, const std::vector<SourceRecord> &sources)
{
    if (sources.empty()) {
        endItem(add(id, {}),
                TransferState::Failed,
                {ProblemCode::NotFound, Operation::Download, {}, {}});
        return;
    }
    Item &item = add(id, sources.front().file.path.toString());
    place(item);
    item.row.name = item.last.name;
    if (sources.front().file.root)
        choose(id, sameContent(sources));
    else
        failItem(id, {ProblemCode::NotVerifiable, Operation::Download, item.last.name, {}});
}

Downloads::Item &Downloads::add(TransferId id, const QString &name)
{
    Item item;
    item.last.id = id;
    item.last.name = name;
    item.askedAt = m_context.clock.now();
    item.searchedAt = item.askedAt;
    markChanged();
    return m_items.emplace(id, std::move(item)).first->second;
}

void Downloads::place(Item &item)
{
    item.row.key = ++m_lastKey;
    item.row.place = ++m_lastPlace;
    item.row.folder = m_queue.folder;
    item.row.addedAt = m_context.clock.wallTime();
}

/// What the record says, for as long as no transfer says more.
void Downloads::describe(Item &item)
{
    const FileRecord &file = *item.row.file;
    item.last.name = file.path.toString();
    item.last.size = file.size;
    item.last.record = item.row.sources.empty() ? SourceRecord{file, {}, {}}
                                                : item.row.sources.front();
}

void Downloads::search(TransferId id)
{
    Item &item = m_items.at(id);
    if (item.isSearching)
        return;
    item.isSearching = true;
    item.searchedAt = m_context.clock.now();
    const QString name = item.row.file ? QString::fromUtf8(item.row.file->path.name())
                                       : item.row.name;
    m_queue.search(name,
                   [this, self = QPointer{this}, id](
                       const Result<std::vector<SourceRecord>, Problem> &found) {
                       if (self)
                           onSearched(id, found);
                   });
}

void Downloads::onSearched(TransferId id, const Result<std::vector<SourceRecord>, Problem> &found)
{
    const auto place = m_items.find(id);
    if (place == m_items.end())
        return;
    Item &item = place->second;
    item.isSearching = false;
    if (isOver(item.last.state))
        return;
    if (item.isReady) {
        if (found)
            addSources(item, *found);
        return;
    }
    if (item.row.isPaused)
        return;
    if (!found)
        return failItem(id, found.error());
    const auto sources = chooseSources(item.last.name, *found, m_queue.self, m_random);
    if (sources)
        choose(id, *sources);
    else
        failItem(id, sources.error());
}

void Downloads::addSources(Item &item, const std::vector<SourceRecord> &found)
{
    std::vector<SourceRecord> others;
    std::copy_if(found.begin(),
                 found.end(),
                 std::back_inserter(others),
                 [&](const SourceRecord &source) {
                     return source.host != m_queue.self && source.file.root == item.row.file->root
                            && source.file.size == item.row.file->size;
                 });
    if (others.empty())
        return;
    if (item.transfer)
        item.transfer->addSources(others);
    item.row.sources = std::move(others);
    remember(item);
}

void Downloads::choose(TransferId id, const std::vector<SourceRecord> &sources)
{
    Item &item = m_items.at(id);
    const FileRecord &file = sources.front().file;
    if (isQueued(file, id)) {
        return failItem(id,
                        {ProblemCode::AlreadyQueued, Operation::Queue, file.path.toString(), {}});
    }
    item.row.file = file;
    item.row.file->isPartial = false;
    item.row.sources = sources;
    item.isReady = true;
    adoptDormant(item);
    describe(item);
    item.last.state = TransferState::Queued;
    remember(item);
    takeTurns();
}

/// What an earlier run has of the same content is gone on with.
void Downloads::adoptDormant(Item &item)
{
    const auto same = std::find_if(m_dormant.begin(), m_dormant.end(), [&](const auto &entry) {
        return entry.transfer.file && entry.transfer.file->root == item.row.file->root
               && entry.transfer.folder == item.row.folder;
    });
    if (same == m_dormant.end())
        return;
    item.row.key = same->transfer.key;
    // The name under which its unfinished file lies there.
    item.row.file->path = same->transfer.file->path;
    item.known = std::move(same->known).value_or(KnownPieces{});
    m_dormant.erase(same);
}

bool Downloads::isQueued(const FileRecord &file, TransferId except) const
{
    return std::any_of(m_items.begin(), m_items.end(), [&](const auto &entry) {
        const Item &item = entry.second;
        return entry.first != except && item.row.file && item.row.file->root == file.root
               && !isOver(item.last.state);
    });
}

std::vector<TransferId> Downloads::inOrder() const
{
    std::vector<TransferId> ids;
    for (const auto &[id, item] : m_items)
        ids.push_back(id);
    std::stable_sort(ids.begin(), ids.end(), [this](TransferId a, TransferId b) {
        return m_items.at(a).row.place < m_items.at(b).row.place;
    });
    return ids;
}

void Downloads::takeTurns()
{
    if (m_isStopping)
        return;
    std::vector<turns::Candidate> candidates;
    for (const TransferId id : inOrder()) {
        const Item &item = m_items.at(id);
        if (!item.isReady || item.row.isPaused || item.isHalting || isOver(item.last.state))
            continue;
        candidates.push_back({id,
                              item.row.priority,
                              item.last.size,
                              item.transfer != nullptr,
                              item.transfer && isIdle(item.last)});
    }
    const auto verdict = turns::decide(std::move(candidates), m_mostActive);
    for (const TransferId id : verdict.toStop)
        halt(id);
    for (const TransferId id : verdict.toStart)
        run(id);
    std::uint64_t place = 0;
    for (const TransferId id : verdict.waiting)
        setWaiting(id, ++place);
}

void Downloads::setWaiting(TransferId id, std::uint64_t place)
{
    TransferSnapshot &last = m_items.at(id).last;
    const bool wasWaiting = last.wait && last.wait->kind == WaitReason::Kind::Turn;
    const auto since = wasWaiting ? last.wait->since : m_context.clock.wallTime();
    last.state = TransferState::Queued;
    last.wait = WaitReason{WaitReason::Kind::Turn, place, since};
    markChanged();
}

void Downloads::run(TransferId id)
{
    Item &item = m_items.at(id);
    auto download = std::make_unique<Download>(Download::Order{id,
                                                               *item.row.file,
                                                               item.row.folder,
                                                               item.row.sources,
                                                               item.known,
                                                               item.askedAt},
                                               m_context);
    connect(download.get(), &Download::advanced, this, [this, id] { onAdvanced(id); });
    connect(download.get(), &Download::piecesKnown, this, [this, id](const KnownPieces &pieces) {
        Item &known = m_items.at(id);
        known.known = pieces;
        if (m_queue.store)
            m_queue.store->putPieces(known.row.key, pieces);
    });
    connect(download.get(), &Transfer::finished, this, &Downloads::finished);
    connect(download.get(), &Transfer::sourcesWanted, this, [this, id] {
        if (m_context.clock.now() - m_items.at(id).searchedAt >= LeastSearchInterval)
            search(id);
    });
    connect(download.get(), &Transfer::over, this, [this, id] { onOver(id); });
    connect(download.get(), &Transfer::stopped, this, [this, id] { onStopped(id); });
    download->setRateLimit(item.row.limit);
    item.transfer = std::move(download);
    item.transfer->start();
    item.last = snapshotOf(item);
    if (item.row.sources.empty())
        search(id);
    markChanged();
}

void Downloads::halt(TransferId id)
{
    Item &item = m_items.at(id);
    if (!item.transfer || item.isHalting)
        return;
    item.isHalting = true;
    withdrawPartial(item);
    item.transfer->stop();
}

void Downloads::onStopped(TransferId id)
{
    Item &item = m_items.at(id);
    item.last = snapshotOf(item);
    item.last.state = item.row.isPaused ? TransferState::Paused : TransferState::Queued;
    item.last.rate = 0;
    item.last.eta.reset();
    item.last.wait.reset();
    item.isHalting = false;
    releaseTransfer(item);
    markChanged();
    endStopping();
    takeTurns();
}

void Downloads::onOver(TransferId id)
{
    Item &item = m_items.at(id);
    item.last = snapshotOf(item);
    item.isHalting = false;
    withdrawPartial(item);
    releaseTransfer(item);
    if (item.last.state == TransferState::Failed) {
        item.row.failure = item.last.problem;
        remember(item);
    } else {
        forget(item);
    }
    markChanged();
    endStopping();
    takeTurns();
}

void Downloads::releaseTransfer(Item &item)
{
    // Deleted later: the transfer is the one that called.
    item.transfer->disconnect(this);
    item.transfer.release()->deleteLater();
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
    }
}

void Downloads::pause(TransferId id)
{
    Item &item = m_items.at(id);
    if (isOver(item.last.state) || item.row.isPaused)
        return;
    item.row.isPaused = true;
    remember(item);
    markChanged();
    if (item.transfer)
        return halt(id);
    item.last.state = TransferState::Paused;
    item.last.wait.reset();
    takeTurns();
}

void Downloads::resume(TransferId id)
{
    Item &item = m_items.at(id);
    if (!item.row.isPaused)
        return;
    item.row.isPaused = false;
    remember(item);
    markChanged();
    if (!item.isHalting)
        item.last.state = item.isReady ? TransferState::Queued : TransferState::Searching;
    if (!item.isReady)
        search(id);
    takeTurns();
}

void Downloads::cancel(TransferId id)
{
    Item &item = m_items.at(id);
    if (isOver(item.last.state))
        return;
    if (item.transfer && !item.isHalting)
        return item.transfer->cancel();
    if (item.isHalting) {
        item.isCanceled = true;
        return;
    }
    removeUnfinished(item);
    failItem(id, {ProblemCode::Canceled, Operation::Download, item.last.name, {}});
}

void Downloads::retry(TransferId id)
{
    Item &item = m_items.at(id);
    if (item.last.state != TransferState::Failed && item.last.state != TransferState::Canceled)
        return;
    const TransferSnapshot before = std::exchange(item.last, {});
    item.last.id = id;
    item.last.name = before.name;
    item.last.priority = item.row.priority;
    item.last.limit = item.row.limit;
    item.row.failure.reset();
    item.askedAt = m_context.clock.now();
    markChanged();
    if (!item.isReady)
        return search(id);
    describe(item);
    item.last.state = TransferState::Queued;
    remember(item);
    search(id);
    takeTurns();
}

void Downloads::setPriority(TransferId id, Priority priority)
{
    const auto found = m_items.find(id);
    if (found == m_items.end() || isOver(found->second.last.state))
        return;
    found->second.row.priority = priority;
    found->second.last.priority = priority;
    remember(found->second);
    markChanged();
    takeTurns();
}

void Downloads::setRateLimit(TransferId id, std::uint64_t bytesPerSecond)
{
    const auto found = m_items.find(id);
    if (found == m_items.end() || isOver(found->second.last.state))
        return;
    Item &item = found->second;
    item.row.limit = bytesPerSecond;
    item.last.limit = bytesPerSecond;
    if (item.transfer)
        item.transfer->setRateLimit(bytesPerSecond);
    remember(item);
    markChanged();
}

/// Among those that are not over, since nobody sees the order of the others.
void Downloads::move(TransferId id, TransferCommand command)
{
    auto order = inOrder();
    std::erase_if(order, [this](TransferId other) { return isOver(m_items.at(other).last.state); });
    const auto at = std::find(order.begin(), order.end(), id);
    if (at == order.end())
        return;
    std::vector<std::int64_t> places;
    for (const TransferId other : order)
        places.push_back(m_items.at(other).row.place);
    if (command == TransferCommand::MoveToTop)
        std::rotate(order.begin(), at, at + 1);
    else if (command == TransferCommand::MoveToBottom)
        std::rotate(at, at + 1, order.end());
    else if (command == TransferCommand::MoveUp && at != order.begin())
        std::iter_swap(at, at - 1);
    else if (command == TransferCommand::MoveDown && at + 1 != order.end())
        std::iter_swap(at, at + 1);
    for (std::size_t i = 0; i < order.size(); ++i) {
        Item &item = m_items.at(order[i]);
        if (std::exchange(item.row.place, places[i]) != places[i])
            remember(item);
    }
    markChanged();
    takeTurns();
}

void Downloads::failItem(TransferId id, const Problem &problem)
{
    Item &item = m_items.at(id);
    const bool isCanceled = problem.code == ProblemCode::Canceled;
    endItem(item, isCanceled ? TransferState::Canceled : TransferState::Failed, problem);
    if (isCanceled || problem.code == ProblemCode::AlreadyQueued) {
        forget(item);
    } else {
        item.row.failure = problem;
        remember(item);
    }
    takeTurns();
}

void Downloads::endItem(Item &item, TransferState state, const Problem &problem)
{
    item.last.state = state;
    item.last.problem = problem;
    item.last.wait.reset();
    item.last.elapsed = std::chrono::floor<std::chrono::milliseconds>(m_context.clock.now()
                                                                      - item.askedAt);
    markChanged();
}

/// Of a download that does not run.
void Downloads::removeUnfinished(const Item &item) const
{
    if (!item.row.file)
        return;
    const DownloadTarget target{item.row.folder,
                                QString::fromUtf8(item.row.file->path.name()),
                                *item.row.file->root};
    m_context.background.run(
        const_cast<Downloads *>(this),
        [path = target.partPath(), size = item.row.file->size] {
            // Not if another program has it open.
            if (auto part = PartFile::open(path, size))
                (*part)->discard();
            return true;
        },
        [](bool) {});
}

void Downloads::remember(Item &item)
{
    if (m_queue.store && item.row.key > 0 && item.row.file)
        m_queue.store->put(item.row);
}

void Downloads::forget(Item &item)
{
    if (m_queue.store && item.row.key > 0)
        m_queue.store->remove(item.row.key);
    item.known = {};
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
    if (m_queue.store)
        m_queue.store->flush([done = std::exchange(m_whenStopped, nullptr)](
                                 const QueueStore::Flushed &) { done(); });
    else
        std::exchange(m_whenStopped, nullptr)();
}

std::optional<PartialFile> Downloads::find(const ContentHash &root) const
{
    for (const auto &[id, item] : m_items) {
        const auto *const download = dynamic_cast<const Download *>(item.transfer.get());
        if (download && download->file().root == root)
            return download->partial();
    }
    return std::nullopt;
}

std::vector<FileRecord> Downloads::partialRecords() const
{
    std::vector<FileRecord> records;
    for (const auto &[id, item] : m_items) {
        if (item.isPartialOffered)
            records.push_back(partialRecordOf(item));
    }
    return records;
}

FileRecord Downloads::partialRecordOf(const Item &item)
{
    FileRecord record = *item.row.file;
    // Where it will lie once it is whole.
    if (const auto name = SharedPath::parse(record.path.name()))
        record.path = *name;
    record.isPartial = true;
    record.md5.reset();
    return record;
}

void Downloads::onAdvanced(TransferId id)
{
    Item &item = m_items.at(id);
    const auto *const download = dynamic_cast<const Download *>(item.transfer.get());
    if (item.isPartialOffered || item.isHalting || !download || !download->partial())
        return;
    item.isPartialOffered = true;
    emit partialOffered(partialRecordOf(item));
}

void Downloads::withdrawPartial(Item &item)
{
    if (std::exchange(item.isPartialOffered, false))
        emit partialWithdrawn(partialRecordOf(item).path);
}

TransferSnapshot Downloads::snapshotOf(const Item &item) const
{
    TransferSnapshot snapshot = item.transfer->snapshot();
    snapshot.id = item.last.id;
    snapshot.priority = item.row.priority;
    snapshot.limit = item.row.limit;
    return snapshot;
}

std::vector<TransferSnapshot> Downloads::snapshots() const
{
    std::vector<TransferSnapshot> all;
    all.reserve(m_items.size());
    for (const auto &[id, item] : m_items)
        all.push_back(item.transfer && !item.isHalting ? snapshotOf(item) : item.last);
    return all;
}

/// Others may have come by the content since, or be nearer to having it.
void Downloads::searchForMore()
{
    const auto now = m_context.clock.now();
    for (const auto &[id, item] : m_items) {
        if (!item.transfer || item.isHalting || item.isSearching
            || now - item.searchedAt < m_queue.searchInterval)
            continue;
        search(id);
        return;
    }
}

void Downloads::markChanged()
{
    const auto since = m_context.clock.now() - m_lastReport;
    const auto wait = since >= ReportInterval
                          ? std::chrono::milliseconds{0}
                          : std::chrono::ceil<std::chrono::milliseconds>(ReportInterval - since);
    if (!m_reportTimer.isActive() || m_reportTimer.remainingTimeAsDuration() > wait)
        m_reportTimer.start(wait);
}

void Downloads::report()
{
    m_lastReport = m_context.clock.now();
    std::vector<TransferSnapshot> changes;
    bool isAnyRunning = false;
    bool isTurnFree = false;
    for (auto &[id, item] : m_items) {
        if (item.transfer && !item.isHalting) {
            const bool wasIdle = isIdle(item.last);
            item.last = snapshotOf(item);
            isTurnFree = isTurnFree || wasIdle != isIdle(item.last);
        }
        isAnyRunning = isAnyRunning || item.transfer;
        auto &reported = m_reported[id];
        if (reported == item.last)
            continue;
        reported = item.last;
        changes.push_back(item.last);
    }
    if (isAnyRunning)
        m_reportTimer.start(ReportInterval);
    if (!changes.empty())
        emit changed(changes);
    if (isTurnFree)
        takeTurns();
    searchForMore();
}

} // namespace ft::engine
