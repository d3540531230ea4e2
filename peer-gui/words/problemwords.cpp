#include "peer-gui/words/problemwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace ft::words {

namespace {

using engine::ProblemCode;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::words::ProblemWords)
};

struct BriefWords
{
    ProblemCode code;
    bool isOfSource;
    const char *words;
};

// clang-format off
constexpr std::array Codes{
    BriefWords{ProblemCode::TrackerNotResolved, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the tracker's name has no address")},
    BriefWords{ProblemCode::TrackerUnreachable, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "no tracker answers")},
    BriefWords{ProblemCode::TrackerLost, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the tracker is lost")},
    BriefWords{ProblemCode::TrackerMisbehaved, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the tracker does not speak as one")},
    BriefWords{ProblemCode::TrackerRefused, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the tracker declined")},
    BriefWords{ProblemCode::NameTaken, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "another peer has this name")},
    BriefWords{ProblemCode::NothingToShare, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "nothing is shared")},
    BriefWords{ProblemCode::Banned, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the tracker keeps this peer out")},
    BriefWords{ProblemCode::NotJoined, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "no tracker is joined")},
    BriefWords{ProblemCode::PortInUse, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the port is in use")},
    BriefWords{ProblemCode::CannotListen, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "files cannot be served at this address")},
    BriefWords{ProblemCode::ShareUnreadable, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the share folder cannot be read")},
    BriefWords{ProblemCode::FileNotFound, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "there is no such file")},
    BriefWords{ProblemCode::FileUnreadable, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the file cannot be read")},
    BriefWords{ProblemCode::NameInUse, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "another file has this name")},
    BriefWords{ProblemCode::BadName, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "no shared file may be named so")},
    BriefWords{ProblemCode::NotShared, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "no such file is shared")},
    BriefWords{ProblemCode::NotAShareFolder, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "it is no share folder")},
    BriefWords{ProblemCode::InShareFolder, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "it lies in a share folder")},
    BriefWords{ProblemCode::StateUnwritable, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the state folder cannot be written")},
    BriefWords{ProblemCode::StateDamaged, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "what was remembered is damaged")},
    BriefWords{ProblemCode::NotFound, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "nobody online shares it")},
    BriefWords{ProblemCode::NoSuchPeer, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "no such peer is online")},
    BriefWords{ProblemCode::BadQuery, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "this cannot be searched for")},
    BriefWords{ProblemCode::ExactNamesOnly, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "this tracker knows exact names only")},
    BriefWords{ProblemCode::NotInShare, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "that peer shares no such file")},
    BriefWords{ProblemCode::FileChanging, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "it is being written to")},
    BriefWords{ProblemCode::NoSuchWish, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "there is no such wish")},
    BriefWords{ProblemCode::TooManyWishes, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "there are too many wishes")},
    BriefWords{ProblemCode::NotVerifiable, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "it could not be verified")},
    BriefWords{ProblemCode::SourceUnreachable, true, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "does not answer")},
    BriefWords{ProblemCode::SourceGone, true, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "left in the middle")},
    BriefWords{ProblemCode::SourceStalled, true, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "stopped sending")},
    BriefWords{ProblemCode::SourceRefused, true, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "declined")},
    BriefWords{ProblemCode::NotAccepted, true, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "does not accept this peer")},
    BriefWords{ProblemCode::SourceChanged, true, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "does not have it as announced any more")},
    BriefWords{ProblemCode::SourceMisbehaved, true, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "sent something other than was asked for")},
    BriefWords{ProblemCode::PieceMismatch, true, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "sent data that does not verify")},
    BriefWords{ProblemCode::AlreadyQueued, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "it is being downloaded already")},
    BriefWords{ProblemCode::PartInUse, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "another program downloads it to the same place")},
    BriefWords{ProblemCode::FolderEmpty, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "nothing is shared in that folder")},
    BriefWords{ProblemCode::FilesFailed, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "some files could not be fetched")},
    BriefWords{ProblemCode::WrongRecord, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "its record gives another MD5")},
    BriefWords{ProblemCode::FolderUnwritable, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the download folder cannot be written")},
    BriefWords{ProblemCode::DiskFull, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "no room on the disk")},
    BriefWords{ProblemCode::DiskFailed, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the disk failed")},
    BriefWords{ProblemCode::NotDamaged, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "it is not damaged")},
    BriefWords{ProblemCode::HistoryUnusable, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the history cannot be read")},
    BriefWords{ProblemCode::FileUnwritable, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "the file cannot be written there")},
    BriefWords{ProblemCode::Canceled, false, QT_TRANSLATE_NOOP("ft::words::ProblemWords", "canceled")},
};
// clang-format on

const BriefWords &entryOf(ProblemCode code)
{
    const auto *const found = std::find_if(Codes.begin(), Codes.end(), [code](const auto &entry) {
        return entry.code == code;
    });
    Q_ASSERT_X(found != Codes.end(), "entryOf", "a problem without words");
    return found == Codes.end() ? Codes.front() : *found;
}

} // namespace

QString briefly(const engine::Problem &problem)
{
    QString words = Words::tr(entryOf(problem.code).words);
    if (problem.detail.isEmpty())
        return words;
    return Words::tr("%1 (%2)", "what happened, and a detail").arg(words, problem.detail);
}

bool isOfSource(ProblemCode code)
{
    return entryOf(code).isOfSource;
}

} // namespace ft::words
