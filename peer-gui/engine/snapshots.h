#pragma once

#include "common/base/strong.h"
#include "common/model/filerecord.h"
#include "common/model/transport.h"
#include "peer-gui/engine/problem.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

/// Values the engine hands out: what was true when they were made, safe to keep and to use in any
/// thread.
namespace ft::engine {

/// Which download of this engine, from 1.
using TransferId = Strong<struct TransferIdTag, std::uint32_t>;

enum class TransferState {
    Searching, ///< asking the tracker who has it
    Queued, ///< waits for its turn among the downloads
    Preparing, ///< looking at what is in the download folder already
    Checking, ///< verifying what an earlier run left of it
    Connecting, ///< to the sources, and fetching its hashes
    Transferring, ///< pieces arrive and are verified
    Waiting, ///< can do nothing at the moment, goes on by itself; `wait` says for what
    Paused, ///< by the user
    Committing, ///< making the finished file safe, and giving it its name
    Done,
    Failed,
    Canceled,
};

[[nodiscard]] constexpr bool isOver(TransferState state)
{
    return state >= TransferState::Done;
}

/// What a transfer waits for, and since when.
struct WaitReason
{
    enum class Kind {
        Turn, ///< other downloads go first; `amount` is its place among those that wait, from 1
        NoSource, ///< no peer that has it can be reached
        Space, ///< the disk is full; `amount` is the number of bytes missing
        Slot, ///< every source has given its upload slots to others; `amount` is the best place
              ///< in their queues, from 1
    };

    Kind kind = Kind::NoSource;
    std::uint64_t amount = 0;
    std::chrono::sys_seconds since{};

    bool operator==(const WaitReason &) const = default;
};

/// Why bytes that were to come over UDP come over TCP.
enum class UdpFallback {
    NotBuilt, ///< this program was built without UDP
    TurnedOff, ///< UDP is switched off here
    Refused, ///< the source offers no UDP
    Blocked, ///< UDP packets do not get through to the source
    Broken, ///< connections over UDP broke again and again
};

/// One source of a download.
struct TransferSource
{
    enum class State {
        Idle, ///< known, not asked at the moment
        Connecting,
        Active, ///< connected; asked, or ready to be
        Queued, ///< waits for an upload slot of the source
        Dropped, ///< failed; may be tried again later
        Banned, ///< sent what does not verify, and is not asked again for this download
    };

    Endpoint endpoint;
    std::optional<HostName> host;
    State state = State::Idle;
    bool isPartial = false; ///< has only part of the content itself
    std::uint64_t rate = 0; ///< bytes per second, smoothed
    std::uint64_t bytes = 0; ///< verified bytes that came from it
    std::uint32_t place = 0; ///< in the source's queue while Queued, from 1; 0 when unknown
    std::optional<Problem> problem; ///< why it was dropped or banned
    Transport transport = Transport::Tcp; ///< of its connection, or of the last it had
    std::optional<UdpFallback> fallback; ///< UDP was wished for

    bool operator==(const TransferSource &) const = default;
};

/// How far each stretch of a file is: the pieces in order, several to a cell in large files.
struct PieceMap
{
    enum class Cell : char { Missing, Active, Partial, Verified };

    static constexpr qsizetype MostCells = 512;

    QByteArray cells; ///< each one a Cell

    bool operator==(const PieceMap &) const = default;
};

/// What a comparison with the MD5 of the record says about the record: the file itself has been
/// verified against its root.
enum class Md5Verdict {
    Unknown, ///< not computed (yet)
    NotGiven, ///< computed, but the record has none to compare with
    Matches,
    WrongRecord, ///< the record's MD5 is not that of the content with the record's root
    Unavailable, ///< could not be computed: the file cannot be read, or this machine forbids MD5
};

enum class Priority { Low, Normal, High };

/// What a user may ask of one transfer.
enum class TransferCommand {
    Pause,
    Resume,
    Cancel,
    Retry, ///< of one that failed or was canceled
    MoveToTop, ///< of the queue
    MoveUp,
    MoveDown,
    MoveToBottom,
    Forget, ///< of one that is over: later runs do not show it any more
};

/// One download as it stands.
struct TransferSnapshot
{
    TransferId id;
    QString name; ///< as asked for until a record is chosen, then its path
    TransferState state = TransferState::Searching;
    std::optional<WaitReason> wait; ///< while Queued or Waiting
    Priority priority = Priority::Normal;
    std::uint64_t limit = 0; ///< bytes per second it may take; 0 for no limit of its own
    std::optional<SourceRecord> record; ///< what is downloaded, and who offered it first
    std::uint64_t size = 0; ///< bytes; 0 until a record is chosen
    std::uint64_t verified = 0; ///< bytes verified and written; when isUnverified, written
    std::uint64_t received = 0; ///< payload bytes that arrived since the engine started
    std::uint64_t rate = 0; ///< bytes per second, smoothed
    std::optional<std::chrono::seconds> eta; ///< until it is done at this rate
    std::chrono::milliseconds elapsed{}; ///< since it was asked for, or since the engine started
    std::chrono::sys_seconds added{}; ///< when it was asked for, in whichever run
    std::vector<TransferSource> sources;
    PieceMap pieces;
    std::uint32_t files = 0; ///< of a folder; 0 for a single file
    std::uint32_t filesDone = 0; ///< of a folder: in place
    std::uint32_t filesFailed = 0; ///< of a folder
    std::optional<Problem> fileProblem; ///< of a folder: why the first of these failed
    QString path; ///< of the finished file or folder; empty before
    bool isUnverified = false; ///< its record has no root: only the size of what came is checked
    bool wasThere = false; ///< done without a transfer: the content was in the folder already
    std::optional<Md5Sum> md5; ///< of the finished file, once computed
    Md5Verdict md5Verdict = Md5Verdict::Unknown;
    std::optional<Problem> problem; ///< why it failed
    Transport transport = Transport::Tcp; ///< as wished for; each source has its own

    bool operator==(const TransferSnapshot &) const = default;
};

/// One peer that takes something from this one.
struct UploadSnapshot
{
    std::uint32_t id = 0; ///< unique in this run of the engine
    QString name; ///< path of the shared file it asked for last
    std::optional<HostName> peer;
    Endpoint endpoint;
    std::uint64_t sent = 0; ///< payload bytes
    std::uint64_t rate = 0; ///< bytes per second, smoothed
    std::uint32_t place = 0; ///< among those that wait for an upload slot, from 1; 0 when served
    bool isOver = false; ///< gone; this is the last report of it
    Transport transport = Transport::Tcp;

    bool operator==(const UploadSnapshot &) const = default;
};

/// Limits a user may change while the engine runs. 0 bytes per second is no limit.
struct TransferLimits
{
    std::uint32_t downloads = 3; ///< active at once; small files pass beside
    std::uint32_t uploadSlots = 8; ///< peers served at once; small files pass beside
    std::uint64_t downloadRate = 0; ///< bytes per second, of all downloads together
    std::uint64_t uploadRate = 0; ///< bytes per second, of all uploads together
    std::uint64_t ratePerUpload = 0; ///< bytes per second, of each upload

    bool operator==(const TransferLimits &) const = default;
};

/// The own share in numbers.
struct ShareSummary
{
    std::uint64_t files = 0; ///< offered now
    std::uint64_t bytes = 0;
    std::uint64_t filesFound = 0; ///< of the running scan, hashed or not
    std::uint64_t bytesHashed = 0;
    std::uint64_t bytesToHash = 0; ///< in all, hashed ones included
    bool isSettled = false; ///< everything found is hashed, or failed
    std::uint64_t rate = 0; ///< bytes hashed per second, over the last seconds
    std::optional<std::chrono::seconds> eta; ///< until all is hashed, at this rate
    bool isPaused = false; ///< hashing is held

    bool operator==(const ShareSummary &) const = default;
};

/// One file of the own share.
struct SharedFileInfo
{
    FileRecord record;
    QString localPath;
    bool isDamaged = false; ///< gone bad on the disk: known, and not offered
    bool isHashing = false; ///< found, and offered as soon as its root is computed; it has none yet

    bool operator==(const SharedFileInfo &) const = default;
};

/// A list of these that nobody copies: it may be long.
using SharedFileList = std::shared_ptr<const std::vector<SharedFileInfo>>;

} // namespace ft::engine
