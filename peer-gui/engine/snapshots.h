#pragma once

#include "common/base/strong.h"
#include "common/model/filerecord.h"
#include "peer-gui/engine/problem.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

/// Values the engine hands out: what was true when they were made, safe to keep and to use in any
/// thread.
namespace ft::engine {

/// Which download of this engine, from 1.
using TransferId = Strong<struct TransferIdTag, std::uint32_t>;

enum class TransferState {
    Searching, ///< asking the tracker who has it
    Preparing, ///< looking at what is in the download folder already
    Connecting, ///< to the source, and fetching its hashes
    Transferring, ///< pieces arrive and are verified
    Committing, ///< making the finished file safe, and giving it its name
    Done,
    Failed,
    Canceled,
};

[[nodiscard]] constexpr bool isOver(TransferState state)
{
    return state >= TransferState::Done;
}

/// One download as it stands.
struct TransferSnapshot
{
    TransferId id;
    QString name; ///< as asked for until a record is chosen, then its path
    TransferState state = TransferState::Searching;
    std::optional<SourceRecord> record; ///< what is downloaded, and from where
    std::uint64_t size = 0; ///< bytes; 0 until a record is chosen
    std::uint64_t verified = 0; ///< bytes verified and written
    std::uint64_t rate = 0; ///< bytes per second, smoothed
    std::optional<std::chrono::seconds> eta; ///< until it is done at this rate
    std::chrono::milliseconds elapsed{}; ///< since it was asked for
    QString path; ///< of the finished file; empty before
    bool wasThere = false; ///< done without a transfer: the content was in the folder already
    std::optional<Problem> problem; ///< why it failed

    bool operator==(const TransferSnapshot &) const = default;
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

    bool operator==(const ShareSummary &) const = default;
};

/// One file of the own share.
struct SharedFileInfo
{
    FileRecord record;
    QString localPath;

    bool operator==(const SharedFileInfo &) const = default;
};

} // namespace ft::engine
