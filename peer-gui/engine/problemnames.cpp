#include "peer-gui/engine/problemnames.h"

#include "peer-gui/engine/names.h"

namespace ft::engine {

namespace {

using names::Name;

constexpr std::array Codes{
    Name<ProblemCode>{ProblemCode::TrackerNotResolved, QLatin1StringView{"tracker-not-resolved"}},
    Name<ProblemCode>{ProblemCode::TrackerUnreachable, QLatin1StringView{"tracker-unreachable"}},
    Name<ProblemCode>{ProblemCode::TrackerLost, QLatin1StringView{"tracker-lost"}},
    Name<ProblemCode>{ProblemCode::TrackerMisbehaved, QLatin1StringView{"tracker-misbehaved"}},
    Name<ProblemCode>{ProblemCode::TrackerRefused, QLatin1StringView{"tracker-refused"}},
    Name<ProblemCode>{ProblemCode::NameTaken, QLatin1StringView{"name-taken"}},
    Name<ProblemCode>{ProblemCode::NothingToShare, QLatin1StringView{"nothing-to-share"}},
    Name<ProblemCode>{ProblemCode::Banned, QLatin1StringView{"banned"}},
    Name<ProblemCode>{ProblemCode::NotJoined, QLatin1StringView{"not-joined"}},
    Name<ProblemCode>{ProblemCode::PortInUse, QLatin1StringView{"port-in-use"}},
    Name<ProblemCode>{ProblemCode::CannotListen, QLatin1StringView{"cannot-listen"}},
    Name<ProblemCode>{ProblemCode::ShareUnreadable, QLatin1StringView{"share-unreadable"}},
    Name<ProblemCode>{ProblemCode::FileNotFound, QLatin1StringView{"file-not-found"}},
    Name<ProblemCode>{ProblemCode::FileUnreadable, QLatin1StringView{"file-unreadable"}},
    Name<ProblemCode>{ProblemCode::NameInUse, QLatin1StringView{"name-in-use"}},
    Name<ProblemCode>{ProblemCode::BadName, QLatin1StringView{"bad-name"}},
    Name<ProblemCode>{ProblemCode::NotShared, QLatin1StringView{"not-shared"}},
    Name<ProblemCode>{ProblemCode::NotAShareFolder, QLatin1StringView{"not-a-share-folder"}},
    Name<ProblemCode>{ProblemCode::InShareFolder, QLatin1StringView{"in-share-folder"}},
    Name<ProblemCode>{ProblemCode::StateUnwritable, QLatin1StringView{"state-unwritable"}},
    Name<ProblemCode>{ProblemCode::StateDamaged, QLatin1StringView{"state-damaged"}},
    Name<ProblemCode>{ProblemCode::NotFound, QLatin1StringView{"not-found"}},
    Name<ProblemCode>{ProblemCode::NoSuchPeer, QLatin1StringView{"no-such-peer"}},
    Name<ProblemCode>{ProblemCode::BadQuery, QLatin1StringView{"bad-query"}},
    Name<ProblemCode>{ProblemCode::ExactNamesOnly, QLatin1StringView{"exact-names-only"}},
    Name<ProblemCode>{ProblemCode::NotInShare, QLatin1StringView{"not-in-share"}},
    Name<ProblemCode>{ProblemCode::FileChanging, QLatin1StringView{"file-changing"}},
    Name<ProblemCode>{ProblemCode::NoSuchWish, QLatin1StringView{"no-such-wish"}},
    Name<ProblemCode>{ProblemCode::TooManyWishes, QLatin1StringView{"too-many-wishes"}},
    Name<ProblemCode>{ProblemCode::NotVerifiable, QLatin1StringView{"not-verifiable"}},
    Name<ProblemCode>{ProblemCode::SourceUnreachable, QLatin1StringView{"source-unreachable"}},
    Name<ProblemCode>{ProblemCode::SourceGone, QLatin1StringView{"source-gone"}},
    Name<ProblemCode>{ProblemCode::SourceStalled, QLatin1StringView{"source-stalled"}},
    Name<ProblemCode>{ProblemCode::SourceRefused, QLatin1StringView{"source-refused"}},
    Name<ProblemCode>{ProblemCode::NotAccepted, QLatin1StringView{"not-accepted"}},
    Name<ProblemCode>{ProblemCode::SourceChanged, QLatin1StringView{"source-changed"}},
    Name<ProblemCode>{ProblemCode::SourceMisbehaved, QLatin1StringView{"source-misbehaved"}},
    Name<ProblemCode>{ProblemCode::PieceMismatch, QLatin1StringView{"piece-mismatch"}},
    Name<ProblemCode>{ProblemCode::AlreadyQueued, QLatin1StringView{"already-queued"}},
    Name<ProblemCode>{ProblemCode::PartInUse, QLatin1StringView{"part-in-use"}},
    Name<ProblemCode>{ProblemCode::FolderEmpty, QLatin1StringView{"folder-empty"}},
    Name<ProblemCode>{ProblemCode::FilesFailed, QLatin1StringView{"files-failed"}},
    Name<ProblemCode>{ProblemCode::WrongRecord, QLatin1StringView{"wrong-record"}},
    Name<ProblemCode>{ProblemCode::FolderUnwritable, QLatin1StringView{"folder-unwritable"}},
    Name<ProblemCode>{ProblemCode::DiskFull, QLatin1StringView{"disk-full"}},
    Name<ProblemCode>{ProblemCode::DiskFailed, QLatin1StringView{"disk-failed"}},
    Name<ProblemCode>{ProblemCode::NotDamaged, QLatin1StringView{"not-damaged"}},
    Name<ProblemCode>{ProblemCode::HistoryUnusable, QLatin1StringView{"history-unusable"}},
    Name<ProblemCode>{ProblemCode::FileUnwritable, QLatin1StringView{"file-unwritable"}},
    Name<ProblemCode>{ProblemCode::Canceled, QLatin1StringView{"canceled"}},
};

constexpr std::array Operations{
    Name<Operation>{Operation::Join, QLatin1StringView{"join"}},
    Name<Operation>{Operation::Listen, QLatin1StringView{"listen"}},
    Name<Operation>{Operation::Share, QLatin1StringView{"share"}},
    Name<Operation>{Operation::Publish, QLatin1StringView{"publish"}},
    Name<Operation>{Operation::Unpublish, QLatin1StringView{"unpublish"}},
    Name<Operation>{Operation::Search, QLatin1StringView{"search"}},
    Name<Operation>{Operation::ListPeers, QLatin1StringView{"list-peers"}},
    Name<Operation>{Operation::Connect, QLatin1StringView{"connect"}},
    Name<Operation>{Operation::Download, QLatin1StringView{"download"}},
    Name<Operation>{Operation::Commit, QLatin1StringView{"commit"}},
    Name<Operation>{Operation::Queue, QLatin1StringView{"queue"}},
    Name<Operation>{Operation::ListFolder, QLatin1StringView{"list-folder"}},
    Name<Operation>{Operation::Wish, QLatin1StringView{"wish"}},
    Name<Operation>{Operation::History, QLatin1StringView{"history"}},
    Name<Operation>{Operation::AskPeer, QLatin1StringView{"ask-peer"}},
    Name<Operation>{Operation::Check, QLatin1StringView{"check"}},
    Name<Operation>{Operation::Repair, QLatin1StringView{"repair"}},
    Name<Operation>{Operation::Export, QLatin1StringView{"export"}},
    Name<Operation>{Operation::Open, QLatin1StringView{"open"}},
};

} // namespace

QString toText(ProblemCode code)
{
    return names::textOf(Codes, code);
}

ProblemCode problemCodeFrom(const QString &text)
{
    return names::valueOf(Codes, text).value_or(ProblemCode::DiskFailed);
}

QString toText(Operation operation)
{
    return names::textOf(Operations, operation);
}

Operation operationFrom(const QString &text)
{
    return names::valueOf(Operations, text).value_or(Operation::Download);
}

} // namespace ft::engine
