#include "peer-gui/models/problemtext.h"

#include "peer-gui/models/formatting.h"

#include <QCoreApplication>

#include <array>

namespace ft::models {

namespace {

using engine::Operation;
using engine::Problem;
using engine::ProblemCode;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::ProblemText)
};

struct CodeWords
{
    ProblemCode code;
    const char *what; ///< %1 is the subject; the detail follows in brackets before the full stop
    const char *advice;
};

struct OperationWords
{
    Operation operation;
    const char *title;
};

// clang-format off
constexpr std::array Codes{
    CodeWords{ProblemCode::TrackerNotResolved,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The name of the tracker %1 has no address"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Check its spelling and your network.")},
    CodeWords{ProblemCode::TrackerUnreachable,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Nothing answers at the tracker %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Check the address, and that the tracker is running.")},
    CodeWords{ProblemCode::TrackerLost,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The connection to the tracker %1 broke"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "It is joined again by itself as soon as it answers.")},
    CodeWords{ProblemCode::TrackerMisbehaved,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "What answers at %1 does not speak as a tracker does"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Check address and port, and that both programs are up to date.")},
    CodeWords{ProblemCode::TrackerRefused,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The tracker %1 declined"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Ask whoever runs the tracker.")},
    CodeWords{ProblemCode::NameTaken,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Another peer at the tracker %1 uses this peer's name"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Choose another name with --name.")},
    CodeWords{ProblemCode::NothingToShare,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Nothing is shared, and the tracker %1 accepts only peers that share at least one file"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Publish a file under My share; the tracker is then joined by itself.")},
    CodeWords{ProblemCode::Banned,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The tracker %1 keeps this peer out"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Ask whoever runs the tracker.")},
    CodeWords{ProblemCode::NotJoined,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "This peer has not joined a tracker, and only a tracker knows who has what"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Wait until it is joined, or start with --tracker HOST:PORT.")},
    CodeWords{ProblemCode::PortInUse,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Another program uses %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "End that program, or start with another --port; 0 takes a free one.")},
    CodeWords{ProblemCode::CannotListen,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Files cannot be served at %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Start with --listen and an address of this machine, and a --port of 1024 or more.")},
    CodeWords{ProblemCode::ShareUnreadable,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The share folder %1 is missing or cannot be read"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Check that it exists and that you may read it.")},
    CodeWords{ProblemCode::FileNotFound,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "There is no file %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "It may have been moved; choose it again.")},
    CodeWords{ProblemCode::FileUnreadable,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "%1 cannot be read, or is a folder or device"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Choose a file that you may read. A whole folder is shared with --share.")},
    CodeWords{ProblemCode::NameInUse,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Another file is shared under the name %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Choose another name, or stop sharing that file first.")},
    CodeWords{ProblemCode::BadName,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "A shared file cannot be named \"%1\""),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Use a plain file name without special characters.")},
    CodeWords{ProblemCode::NotShared,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "No file named %1 is shared"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "It may be gone already.")},
    CodeWords{ProblemCode::NotAShareFolder,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "%1 is none of the share folders"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Only the folders given as share folders can be taken out and in.")},
    CodeWords{ProblemCode::InShareFolder,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "%1 is shared because it lies in a share folder"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Move the file out of that folder to stop sharing it.")},
    CodeWords{ProblemCode::StateUnwritable,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The folder %1, where this program remembers things, cannot be written"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Check that you may write there, or start with another --state.")},
    CodeWords{ProblemCode::StateDamaged,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "%1 was damaged and begins anew"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "What could not be read is kept beside it.")},
    CodeWords{ProblemCode::NotFound,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Nobody online shares %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Check the name, or try again later.")},
    CodeWords{ProblemCode::NoSuchPeer,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "No peer named %1 is online"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Check the name, or try again later.")},
    CodeWords{ProblemCode::BadQuery,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "“%1” cannot be searched for"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Correct the search and try again.")},
    CodeWords{ProblemCode::ExactNamesOnly,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "This tracker finds files by their exact names only"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Leave filters out and type the whole name of the file.")},
    CodeWords{ProblemCode::NotInShare,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "That peer shares no file %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Look at what it shares.")},
    CodeWords{ProblemCode::FileChanging,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "%1 is being written to where it lies, so it has no checksum yet"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Ask again when it is finished.")},
    CodeWords{ProblemCode::NoSuchWish,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "There is no wish %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "It may be gone already.")},
    CodeWords{ProblemCode::TooManyWishes,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "There is no room for the wish “%1”"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Remove another wish first.")},
    CodeWords{ProblemCode::NotVerifiable,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "What arrives of %1 could not be verified: its source is an older program that gives no checksum"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Choose a record of another peer.")},
    CodeWords{ProblemCode::SourceUnreachable,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Nothing answers at the source %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "That peer may have left or be behind a firewall; choose another source or try again later.")},
    CodeWords{ProblemCode::SourceGone,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The source %1 left in the middle"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Choose another source, or try again when it is back.")},
    CodeWords{ProblemCode::SourceStalled,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The source %1 stopped sending"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Try again, or choose another source.")},
    CodeWords{ProblemCode::SourceRefused,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The source %1 declined"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Try again later, or choose another source.")},
    CodeWords{ProblemCode::NotAccepted,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The source %1 serves only peers that its tracker accepted, and does not know this one"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Join the same tracker, or ask that peer to allow your address.")},
    CodeWords{ProblemCode::SourceChanged,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The file at the source %1 is gone, or is not what was announced"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Search again and choose a current record.")},
    CodeWords{ProblemCode::SourceMisbehaved,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The source %1 sent something other than what was asked for"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Choose another source.")},
    CodeWords{ProblemCode::PieceMismatch,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The source %1 sent damaged data, which was thrown away"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Choose another source.")},
    CodeWords{ProblemCode::AlreadyQueued,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "%1 is being downloaded already"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Look for it among the transfers.")},
    CodeWords{ProblemCode::PartInUse,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Another program is downloading the same file to %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Let it finish, or choose another download folder.")},
    CodeWords{ProblemCode::FolderEmpty,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "That peer shares nothing below %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Check the name of the folder.")},
    CodeWords{ProblemCode::FilesFailed,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Some files of %1 could not be fetched"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Try again: the files that are there are not fetched twice.")},
    CodeWords{ProblemCode::WrongRecord,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The record of %1 gives another MD5 than the file has"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The file itself is right: it was verified against its root.")},
    CodeWords{ProblemCode::FolderUnwritable,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The download folder cannot be written: %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Check that you may write there, or start with another --downloads.")},
    CodeWords{ProblemCode::DiskFull,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The disk has no room for %1"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Make room, then try again.")},
    CodeWords{ProblemCode::DiskFailed,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Reading or writing %1 failed"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Check the disk, then try again.")},
    CodeWords{ProblemCode::NotDamaged,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "%1 is not known to be damaged"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Check it first.")},
    CodeWords{ProblemCode::HistoryUnusable,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "The history %1 cannot be read"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Check the permissions of the folder and the disk.")},
    CodeWords{ProblemCode::FileUnwritable,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "%1 cannot be written"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Choose another folder, or check that you may write there.")},
    CodeWords{ProblemCode::Canceled,
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Canceled"),
        QT_TRANSLATE_NOOP("ft::models::ProblemText", "Start it again whenever you like.")},
};

constexpr std::array Operations{
    OperationWords{Operation::Join, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not join the tracker")},
    OperationWords{Operation::Listen, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not start serving files")},
    OperationWords{Operation::Share, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not share")},
    OperationWords{Operation::Publish, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not publish")},
    OperationWords{Operation::Unpublish, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not stop sharing")},
    OperationWords{Operation::Search, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not search")},
    OperationWords{Operation::ListPeers, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not list the peers")},
    OperationWords{Operation::Connect, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not reach the source")},
    OperationWords{Operation::Download, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not download")},
    OperationWords{Operation::Commit, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not save the finished file")},
    OperationWords{Operation::Queue, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not add the download")},
    OperationWords{Operation::ListFolder, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not list the folder")},
    OperationWords{Operation::Wish, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not keep the wish")},
    OperationWords{Operation::History, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not read the history")},
    OperationWords{Operation::AskPeer, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not look at the share")},
    OperationWords{Operation::Check, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not check the share")},
    OperationWords{Operation::Repair, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not repair the file")},
    OperationWords{Operation::Export, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not export the history")},
    OperationWords{Operation::Open, QT_TRANSLATE_NOOP("ft::models::ProblemText", "Could not open it")},
};
// clang-format on

constexpr bool areInOrder()
{
    for (std::size_t i = 0; i < Codes.size(); ++i) {
        if (static_cast<std::size_t>(Codes[i].code) != i)
            return false;
    }
    for (std::size_t i = 0; i < Operations.size(); ++i) {
        if (static_cast<std::size_t>(Operations[i].operation) != i)
            return false;
    }
    return true;
}
static_assert(areInOrder(), "every code and operation has its words, at its own place");

QString filled(const QString &text, const QString &subject)
{
    return text.contains(u"%1") ? text.arg(subject) : text;
}

} // namespace

QString ProblemText::line() const
{
    return title % u": " % what % u' ' % advice;
}

ProblemText describe(const Problem &problem)
{
    const CodeWords &words = Codes.at(static_cast<std::size_t>(problem.code));
    const OperationWords &during = Operations.at(static_cast<std::size_t>(problem.during));
    QString what = filled(Words::tr(words.what), shown(problem.subject));
    if (!problem.detail.isEmpty())
        what = Words::tr("%1 (%2)", "what happened, and a detail").arg(what, shown(problem.detail));
    return {Words::tr(during.title), what % u'.', Words::tr(words.advice)};
}

} // namespace ft::models
