#pragma once

#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/servedlog.h"

#include <QString>

#include <chrono>
#include <variant>
#include <vector>

/// What the history keeps and is asked; values, safe in any thread.
namespace ft::engine {

enum class RequestDirection {
    Made, ///< by this peer
    Served, ///< by this peer, to others
};

enum class RequestOutcome {
    Running,
    Done,
    Failed,
    Canceled, ///< by the user
    Refused, ///< served: declined by this peer
    Interrupted, ///< the program, or a served connection, ended in the middle
};

/// Why a request came to nothing: of a made one a ProblemCode, of a served one a RefusalCode.
using RequestReason = std::variant<std::monostate, ProblemCode, protocol::RefusalCode>;

/// One request, made or served, of whatever kind.
struct HistoryEntry
{
    std::int64_t id = 0; ///< unique in the history; 0 before it is stored
    std::chrono::sys_seconds begun{}; ///< UTC
    RequestDirection direction = RequestDirection::Made;
    RequestKind kind = RequestKind::Download;
    QString subject; ///< path of the file, or folder with `/` at its end; text of the search
    std::optional<std::uint64_t> size; ///< bytes of the whole file
    std::optional<ContentHash> root;
    std::optional<Md5Sum> md5;
    std::optional<std::uint64_t> count; ///< records found, files of a folder
    QString peer; ///< host name of the other end; may be empty
    QString address; ///< its address, of a search the tracker's; may be empty
    std::uint16_t port = 0; ///< where it was asked; 0 of a served request
    Transport transport = Transport::Tcp;
    std::uint64_t bytes = 0; ///< payload that was carried
    std::chrono::milliseconds duration{}; ///< spent on it, without waiting for a turn
    RequestOutcome outcome = RequestOutcome::Running;
    RequestReason reason;
    QString detail; ///< the system's or the other end's own words; may be empty
    QString path; ///< where the finished file is, or was; may be empty

    bool operator==(const HistoryEntry &) const = default;
};

/// Bytes per second; 0 when nothing was carried.
[[nodiscard]] std::uint64_t meanRate(const HistoryEntry &entry);

/// How a request ends that failed for this: Canceled or Failed.
[[nodiscard]] RequestOutcome outcomeOf(const Problem &problem);

/// Where an entry stands in the history, newest first.
struct HistoryPlace
{
    std::chrono::sys_seconds begun{};
    std::int64_t id = 0;

    [[nodiscard]] static HistoryPlace of(const HistoryEntry &entry)
    {
        return {entry.begun, entry.id};
    }
    bool operator==(const HistoryPlace &) const = default;
};

/// In which order entries come; those that are alike in it come newest first.
struct HistoryOrder
{
    enum class Key { Begun, Kind, Subject, Peer, Size, Rate, Duration, Outcome, Path };

    Key key = Key::Begun;
    bool isAscending = false;

    bool operator==(const HistoryOrder &) const = default;
};

/// Which entries are wanted: those that meet everything that is said.
struct HistoryFilter
{
    static constexpr std::uint32_t MostEntries = 1'000; ///< in one answer

    std::optional<std::chrono::sys_seconds> since; ///< begun then or later
    std::optional<std::chrono::sys_seconds> until; ///< begun before then
    std::optional<RequestDirection> direction;
    std::vector<RequestKind> kinds; ///< any of them; empty for all
    std::vector<RequestOutcome> outcomes; ///< likewise
    QString peer; ///< host name, or address; empty for all
    QString text; ///< words that the subject holds, in any order; case and accents do not matter
    std::optional<ContentHash> root;
    std::uint32_t limit = MostEntries; ///< at most MostEntries
    HistoryOrder order;
    std::optional<HistoryPlace> before; ///< only what is older: the next page, newest first
    std::uint64_t skip = 0; ///< so many of the first ones: the next page in another order

    bool operator==(const HistoryFilter &) const = default;
};

/// One answer of the history.
struct HistoryPage
{
    std::vector<HistoryEntry> entries; ///< in the order that was asked for
    bool isMore = false; ///< others follow: ask again with `before` the last of these, or `skip`

    bool operator==(const HistoryPage &) const = default;
};

/// What others took of one file under one name.
struct ServedFile
{
    QString name; ///< path in the share, as it was asked for
    std::optional<ContentHash> root;
    std::uint64_t requests = 0; ///< that were not refused; ranges of one download are one
    std::uint64_t bytes = 0; ///< payload that was carried
    std::chrono::sys_seconds last{}; ///< the latest of them was begun then, UTC

    bool operator==(const ServedFile &) const = default;
};

/// A content that this peer has fetched at some time, whatever became of the file.
struct HadContent
{
    ContentHash root;
    std::chrono::sys_seconds at{}; ///< when it was complete, UTC
    QString path; ///< where it was put
    QString peer; ///< host name or address of a source; empty when not known

    bool operator==(const HadContent &) const = default;
};

/// Something about the history itself that a person should know.
struct HistoryNotice
{
    enum class Kind {
        SetAside, ///< it was damaged, and begins anew; path is where the damaged one is now
        FromLater, ///< a later version of the program wrote it: nothing is recorded in this run
        Unusable, ///< it cannot be read: nothing is recorded in this run
        Unwritable, ///< it cannot be written for now; tried again
        Lost, ///< entries could not be kept until it can be written again
    };

    Kind kind = Kind::Unusable;
    QString path;
    QString detail; ///< the system's own words

    bool operator==(const HistoryNotice &) const = default;
};

} // namespace ft::engine
