#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/transfer/storedtransfer.h"
#include "peer-gui/engine/transfer/transfer.h"
#include "peer-gui/engine/transfer/turns.h"

#include <map>
#include <memory>
#include <vector>

namespace ft::engine {

/// One item of the queue of downloads: what outlasts the engine, how it stands, and the transfer
/// while it runs. Engine thread only.
struct QueueItem
{
    StoredTransfer row;
    KnownPieces known;
    TransferSnapshot last; ///< while there is no transfer: all there is
    Clock::Instant askedAt;
    bool isRestored = false; ///< from an earlier run
    bool isReady = false; ///< its content, or folder, has been chosen: it may have its turn
    bool isHalting = false; ///< its transfer has been told to stop
    bool isCanceled = false; ///< while halting
    std::optional<Md5Sum> md5; ///< of what arrived, once computed
    Md5Verdict md5Verdict = Md5Verdict::Unknown;
    std::optional<Problem> wrongRecord; ///< of the first of a folder's large files that has one
    std::unique_ptr<Transfer> transfer; ///< while it runs

    /// Its transfer may be asked how it stands.
    [[nodiscard]] bool isRunning() const { return transfer && !isHalting; }
    /// Runs, but does nothing that takes a turn: it has nobody to get anything from, or no room.
    [[nodiscard]] bool isIdle() const;
    [[nodiscard]] bool wantsTurn() const;
    [[nodiscard]] turns::Candidate candidate() const;
    /// Whether both come down to the same download.
    [[nodiscard]] bool isSameAs(const QueueItem &other) const;

    /// How it stands, of one that has a transfer.
    [[nodiscard]] TransferSnapshot snapshot() const;

    /// What the record says, for as long as no transfer says more.
    void describe();
    /// Waits for its turn, and has this place among those that do.
    void setWaiting(std::uint64_t place, std::chrono::sys_seconds now);
    /// Has been stopped, by the user or for others.
    void setStopped();
    void setOver(TransferState state, const Problem &problem, Clock::Instant now);
    /// As if it had just been asked for.
    void startOver(Clock::Instant now);
    void setMd5(const std::optional<Md5Sum> &sum, Md5Verdict verdict, const FileRecord &record);

private:
    void addVerdict(TransferSnapshot &snapshot) const;
};

/// Those that are not over, in the order of their places: nobody sees that of the others.
[[nodiscard]] std::vector<TransferId> inOrder(const std::map<TransferId, QueueItem> &items);

} // namespace ft::engine
