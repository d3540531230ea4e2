#pragma once

#include "peer-gui/engine/problem.h"

#include <cstdint>
#include <optional>
#include <vector>

/// What of a peer's surroundings works, and what does not. Values, for any thread.
namespace ft::engine {

/// One thing that was looked at.
struct ConnectivityCheck
{
    enum class Subject {
        TrackerName, ///< has an address
        TrackerPort, ///< answers there
        Acceptance, ///< the tracker has accepted this peer
        OwnPort, ///< files are served
        Reachability, ///< others reach that port
        OtherPeers, ///< answer
        Udp, ///< gets through to them
        DownloadFolder, ///< can be written, and has room
        StateFolder, ///< can be written
        ShareFolders, ///< can be read
        Clock, ///< is not far off
    };
    static constexpr std::size_t SubjectCount = 11;

    enum class State { Running, Works, Fails, Unknown };

    /// Why it fails or cannot be told, beside `problem`; or what is special where it works.
    enum class Reason {
        None,
        NoTracker, ///< this peer works without one
        NotJoined, ///< and only the tracker could tell
        NameUnknown, ///< the tracker's name has no address
        IsAddress, ///< the tracker is given by its address: there is no name
        NotToldYet, ///< the tracker has not tried yet
        Unreachable, ///< the tracker has tried
        BehindRouter, ///< the same, and others see another address than this machine has
        NobodyElse, ///< no other peer is online
        NoAnswer, ///< none of the peers asked
        NotOffered, ///< no peer that answered offers UDP
        SwitchedOff, ///< UDP is, here
        NotBuilt, ///< this program has no UDP
        Blocked, ///< UDP packets do not get through
        NotAFolder, ///< something else has this name
        NotWritable,
        NotReadable,
        NearlyFull, ///< `amount` bytes are free
        NothingKept, ///< this peer remembers nothing
        NothingShared,
        ClockBehind, ///< this program was made later than the clock says it is
        TimedOut, ///< no word in time
        Stopped, ///< nobody wanted to know any more
    };

    Subject subject = Subject::TrackerName;
    State state = State::Running;
    Reason reason = Reason::None;
    QString place; ///< the name, address or folder concerned; may be empty
    std::uint64_t amount = 0; ///< peers that answered, bytes free, or files shared
    std::uint64_t outOf = 0; ///< peers asked
    std::optional<std::chrono::microseconds> time; ///< that an answer took
    std::optional<Problem> problem;

    bool operator==(const ConnectivityCheck &) const = default;
};

/// All of them, in the order of Subject, as far as they are known.
struct ConnectivityReport
{
    std::vector<ConnectivityCheck> checks;
    bool isOver = false; ///< nothing is Running any more

    bool operator==(const ConnectivityReport &) const = default;
};

} // namespace ft::engine
