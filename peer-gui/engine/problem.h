#pragma once

#include <QString>

#include <chrono>

namespace ft::engine {

/// What a person may be told went wrong. Programs go by the code; shell and window put it into
/// words.
enum class ProblemCode {
    // joining
    TrackerNotResolved, ///< the tracker's host name has no address
    TrackerUnreachable, ///< nothing answers at the tracker's address
    TrackerLost, ///< the connection to the tracker broke
    TrackerMisbehaved, ///< the tracker sent what the protocol does not know
    TrackerRefused, ///< the tracker declined; detail has its words
    NameTaken, ///< another peer uses this host name
    NothingToShare, ///< no file to share, so no tracker accepts this peer
    Banned, ///< the tracker's operator keeps this peer out
    NotJoined, ///< asked of a tracker this peer has not joined
    PortInUse, ///< the port to serve files on is taken
    CannotListen, ///< the address to serve files on cannot be used
    // sharing
    ShareUnreadable, ///< a share folder is missing or cannot be read
    FileNotFound, ///< the local file to publish does not exist
    FileUnreadable, ///< the local file cannot be read, or is no regular file
    NameInUse, ///< another file is shared under this name
    BadName, ///< not a name a shared file may have
    NotShared, ///< no file of this name is shared here
    NotAShareFolder, ///< none of the share folders has this path
    InShareFolder, ///< shared because of the folder it lies in, so it cannot be unpublished
    StateUnwritable, ///< the state folder cannot be written
    StateDamaged, ///< what the state folder remembers was damaged; detail is where it is kept now
    // finding
    NotFound, ///< the tracker knows no source of this name
    NoSuchPeer, ///< the tracker knows no peer of this name
    BadQuery, ///< the text of a search cannot be read; detail says what is wrong with it
    ExactNamesOnly, ///< this tracker knows exact names only, and something else is searched for
    NotInShare, ///< the peer asked shares no file of this name
    FileChanging, ///< the file is being written to where it lies, so it has no checksum yet
    NoSuchWish, ///< no wish has this number
    TooManyWishes, ///< the most that a peer may have
    // transferring
    NotVerifiable, ///< the record has no root, and not because its source is a classic peer
    SourceUnreachable, ///< nothing answers at the source's address
    SourceGone, ///< the source closed the connection in the middle
    SourceStalled, ///< the source sent nothing for too long
    SourceRefused, ///< the source declined; detail has its words
    NotAccepted, ///< the source serves accepted peers only, and does not count us among them
    SourceChanged, ///< the file is not there any more, or is not what its record says
    SourceMisbehaved, ///< the source sent what the protocol does not know, or not what was asked
    PieceMismatch, ///< bytes did not verify against the root
    AlreadyQueued, ///< the same content is being downloaded already
    PartInUse, ///< another program is downloading the same file into the same folder
    FolderEmpty, ///< the peer shares no file below this folder
    FilesFailed, ///< some files of a folder could not be fetched; detail says how many
    WrongRecord, ///< the file is right, but its record gives the MD5 of something else
    FolderUnwritable, ///< the download folder cannot be written
    DiskFull, ///< no room for the file
    DiskFailed, ///< reading or writing failed otherwise
    NotDamaged, ///< to repair, and no check has found it damaged
    HistoryUnusable, ///< the history cannot be read; detail says why
    FileUnwritable, ///< the file to write cannot be made there; detail says why
    Canceled, ///< by the user
};

/// What was being done when it went wrong.
enum class Operation {
    Join,
    Listen,
    Share,
    Publish,
    Unpublish,
    Search,
    ListPeers,
    Connect,
    Download,
    Commit,
    Queue,
    ListFolder,
    Wish,
    History,
    AskPeer, ///< about its share
    Check,
    Repair,
    Export, ///< of the history, into a file
    Open, ///< a file or folder of the user's, in another program
};

/// A typed error: a code for programs, what was attempted, on what, and the details a person needs.
struct Problem
{
    ProblemCode code = ProblemCode::DiskFailed;
    Operation during = Operation::Download;
    QString subject; ///< the file, folder, address or name concerned
    QString detail; ///< the system's or the other end's own words; may be empty
    std::chrono::seconds retryIn{0}; ///< after which asking again may help; 0 when nobody said

    bool operator==(const Problem &) const = default;
};

} // namespace ft::engine
