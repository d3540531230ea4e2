#include "peer-gui/engine/transfer/queueitem.h"

#include "peer-gui/engine/transfer/sourcechoice.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace ft::engine {

bool QueueItem::isIdle() const
{
    return transfer && last.state == TransferState::Waiting;
}

bool QueueItem::wantsTurn() const
{
    return isReady && !row.isPaused && !isHalting && !isOver(last.state);
}

turns::Candidate QueueItem::candidate() const
{
    // A folder takes a turn whatever is in it: nobody knows before it is listed.
    const auto size = row.isFolder ? std::numeric_limits<std::uint64_t>::max() : last.size;
    return {last.id, row.priority, size, transfer != nullptr, isIdle()};
}

bool QueueItem::isSameAs(const QueueItem &other) const
{
    if (row.isFolder || other.row.isFolder) {
        return row.isFolder == other.row.isFolder && row.peer == other.row.peer
               && row.name == other.row.name;
    }
    return row.file && other.row.file && isSameContent(*row.file, *other.row.file);
}

TransferSnapshot QueueItem::snapshot() const
{
    TransferSnapshot snapshot = transfer->snapshot();
    snapshot.id = last.id;
    snapshot.priority = row.priority;
    snapshot.limit = row.limit;
    snapshot.transport = row.transport;
    snapshot.added = row.addedAt;
    addVerdict(snapshot);
    return snapshot;
}

void QueueItem::describe()
{
    last.priority = row.priority;
    last.limit = row.limit;
    last.transport = row.transport;
    last.added = row.addedAt;
    if (!row.file)
        return;
    last.name = row.file->path.toString();
    last.size = row.file->size;
    last.isUnverified = !row.file->root;
    last.record = row.sources.empty() ? SourceRecord{*row.file, {}, {}} : row.sources.front();
}

void QueueItem::setWaiting(std::uint64_t place, std::chrono::sys_seconds now)
{
    const bool wasWaiting = last.wait && last.wait->kind == WaitReason::Kind::Turn;
    last.state = TransferState::Queued;
    last.wait = WaitReason{WaitReason::Kind::Turn, place, wasWaiting ? last.wait->since : now};
}

void QueueItem::setStopped()
{
    last.state = row.isPaused ? TransferState::Paused
                 : isReady    ? TransferState::Queued
                              : TransferState::Searching;
    last.rate = 0;
    last.eta.reset();
    last.wait.reset();
}

void QueueItem::setOver(TransferState state, const Problem &problem, Clock::Instant now)
{
    last.state = state;
    last.problem = problem;
    last.wait.reset();
    last.elapsed = std::chrono::floor<std::chrono::milliseconds>(now - askedAt);
}

void QueueItem::startOver(Clock::Instant now)
{
    const auto before = std::exchange(last, {});
    last.id = before.id;
    last.name = before.name;
    row.failure.reset();
    md5.reset();
    md5Verdict = Md5Verdict::Unknown;
    wrongRecord.reset();
    askedAt = now;
    describe();
    setStopped();
}

void QueueItem::setMd5(const std::optional<Md5Sum> &sum,
                       Md5Verdict verdict,
                       const FileRecord &record)
{
    if (!row.isFolder) {
        md5 = sum;
        md5Verdict = verdict;
    } else if (verdict == Md5Verdict::WrongRecord) {
        md5Verdict = verdict;
        wrongRecord = Problem{ProblemCode::WrongRecord,
                              Operation::Download,
                              record.path.toString(),
                              {}};
    }
    addVerdict(last);
}

void QueueItem::addVerdict(TransferSnapshot &snapshot) const
{
    if (md5)
        snapshot.md5 = md5;
    if (md5Verdict != Md5Verdict::Unknown)
        snapshot.md5Verdict = md5Verdict;
    if (wrongRecord && !snapshot.fileProblem)
        snapshot.fileProblem = wrongRecord;
}

std::vector<TransferId> inOrder(const std::map<TransferId, QueueItem> &items)
{
    std::vector<TransferId> ids;
    for (const auto &[id, item] : items) {
        if (!isOver(item.last.state))
            ids.push_back(id);
    }
    std::stable_sort(ids.begin(), ids.end(), [&](TransferId a, TransferId b) {
        return items.at(a).row.place < items.at(b).row.place;
    });
    return ids;
}

} // namespace ft::engine
