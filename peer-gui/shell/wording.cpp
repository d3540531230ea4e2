#include "peer-gui/shell/wording.h"

#include <QStringBuilder>

#include <array>
#include <cstring>

namespace ft::shell {

using engine::Problem;
using engine::ProblemCode;
using engine::ShareNotice;

namespace {

/// %1 stands for the subject, %2 for the detail in brackets or nothing.
struct ProblemWords
{
    ProblemCode code;
    const char *token;
    const char *words;
};

constexpr std::array Words{
    ProblemWords{ProblemCode::TrackerNotResolved,
                 "tracker-not-resolved",
                 "the tracker %1 is not known%2; check the host name given with --tracker"},
    ProblemWords{ProblemCode::TrackerUnreachable,
                 "tracker-unreachable",
                 "no tracker answers at %1%2; check the address and that ft-tracker runs there"},
    ProblemWords{ProblemCode::TrackerLost,
                 "tracker-lost",
                 "the connection to the tracker %1 broke%2; it is tried again"},
    ProblemWords{ProblemCode::TrackerMisbehaved,
                 "tracker-misbehaved",
                 "%1 does not answer as a tracker does%2; check that the port is a tracker's"},
    ProblemWords{ProblemCode::TrackerRefused, "tracker-refused", "the tracker %1 refused%2"},
    ProblemWords{ProblemCode::NameTaken,
                 "name-taken",
                 "the tracker %1 has a peer of this name already%2; choose another with --name"},
    ProblemWords{ProblemCode::NothingToShare,
                 "nothing-to-share",
                 "there is no file to share, and the tracker %1 accepts only peers that share%2; "
                 "share a folder with --share DIR or publish a file"},
    ProblemWords{ProblemCode::Banned,
                 "banned",
                 "the tracker %1 keeps this peer out%2; ask whoever runs it"},
    ProblemWords{
        ProblemCode::NotJoined,
        "not-joined",
        "this peer has not joined a tracker%2, so there is nobody to ask; name one with --tracker "
        "HOST:PORT, or wait until it is joined"},
    ProblemWords{ProblemCode::PortInUse,
                 "port-in-use",
                 "cannot serve files on %1: the port is in use; choose another with --port"},
    ProblemWords{
        ProblemCode::CannotListen,
        "cannot-listen",
        "cannot serve files on %1%2; choose another address or port with --listen and --port"},
    ProblemWords{ProblemCode::ShareUnreadable,
                 "share-unreadable",
                 "cannot share the folder %1%2; check that it exists and can be read"},
    ProblemWords{ProblemCode::FileNotFound,
                 "file-not-found",
                 "there is no file %1 to publish; check the path"},
    ProblemWords{
        ProblemCode::FileUnreadable,
        "file-unreadable",
        "cannot publish %1: it is not a regular file that can be read; check its permissions"},
    ProblemWords{ProblemCode::NameInUse,
                 "name-in-use",
                 "another file is shared as %1 already; choose another name"},
    ProblemWords{ProblemCode::BadName,
                 "bad-name",
                 "%1 is not a name a shared file may have: it is a path below the share, without . "
                 "or .. and "
                 "control characters"},
    ProblemWords{ProblemCode::NotShared,
                 "not-shared",
                 "no file is published as %1; `shares` lists what is"},
    ProblemWords{ProblemCode::NotAShareFolder,
                 "not-a-share-folder",
                 "%1 is none of the share folders; `folders` lists them"},
    ProblemWords{
        ProblemCode::InShareFolder,
        "in-share-folder",
        "%1 is shared because of the folder it lies in; move it out of the folder to take it back"},
    ProblemWords{ProblemCode::StateUnwritable,
                 "state-unwritable",
                 "cannot write the state folder %1%2; choose another with --state"},
    ProblemWords{ProblemCode::StateDamaged,
                 "state-damaged",
                 "%1 was damaged and begins anew; what could not be read is kept%2"},
    ProblemWords{ProblemCode::NotFound,
                 "not-found",
                 "not found: no other peer shares %1 now; check the name with search"},
    ProblemWords{ProblemCode::NoSuchPeer,
                 "no-such-peer",
                 "the tracker knows no peer %1; `peers` lists them"},
    ProblemWords{ProblemCode::BadQuery,
                 "bad-query",
                 "\"%1\" cannot be searched for%2; `help` tells how to write a search"},
    ProblemWords{ProblemCode::ExactNamesOnly,
                 "exact-names-only",
                 "this tracker finds files by their exact names only, and \"%1\" asks for more%2; "
                 "leave filters out"},
    ProblemWords{ProblemCode::NotInShare,
                 "not-in-share",
                 "that peer shares no file %1%2; `IndexGet PEER longlist` lists what it shares"},
    ProblemWords{
        ProblemCode::FileChanging,
        "file-changing",
        "%1 is being written to where it lies, so it has no checksum yet%2; ask again when "
        "it is finished"},
    ProblemWords{ProblemCode::NoSuchWish,
                 "no-such-wish",
                 "there is no wish %1%2; `wish list` lists them"},
    ProblemWords{ProblemCode::TooManyWishes,
                 "too-many-wishes",
                 "there is no room for the wish \"%1\"%2; remove another one with `wish remove`"},
    ProblemWords{ProblemCode::NotVerifiable,
                 "not-verifiable",
                 "%1 is offered only by peers that give no root, so it cannot be verified"},
    ProblemWords{
        ProblemCode::SourceUnreachable,
        "source-unreachable",
        "the source %1 does not answer%2; it may be behind a firewall or gone, try again later"},
    ProblemWords{
        ProblemCode::SourceGone,
        "source-gone",
        "the source %1 closed the connection before the file was complete%2; fetch it again to try "
        "another source"},
    ProblemWords{ProblemCode::SourceStalled,
                 "source-stalled",
                 "the source %1 stopped sending%2; fetch it again later"},
    ProblemWords{ProblemCode::SourceRefused,
                 "source-refused",
                 "the source %1 refused%2; try again later"},
    ProblemWords{ProblemCode::NotAccepted,
                 "not-accepted",
                 "the source %1 does not serve this peer%2; join the same tracker, or ask for "
                 "--allow there"},
    ProblemWords{
        ProblemCode::SourceChanged,
        "source-changed",
        "the file at the source %1 is gone or has changed since it was announced%2; search for it "
        "again"},
    ProblemWords{ProblemCode::SourceMisbehaved,
                 "source-misbehaved",
                 "the source %1 does not answer as a peer does%2; try another source"},
    ProblemWords{
        ProblemCode::PieceMismatch,
        "piece-mismatch",
        "the source %1 sent bytes that are not those of the file%2; nothing was kept, try another "
        "source"},
    ProblemWords{ProblemCode::AlreadyQueued,
                 "already-queued",
                 "%1 is being downloaded already%2; `downloads` lists it"},
    ProblemWords{
        ProblemCode::PartInUse,
        "part-in-use",
        "another program is downloading the same file to %1%2; let it finish, or choose another "
        "folder with --downloads"},
    ProblemWords{ProblemCode::FolderEmpty,
                 "folder-empty",
                 "that peer shares nothing below %1%2; check the name of the folder"},
    ProblemWords{
        ProblemCode::FilesFailed,
        "files-failed",
        "some files of %1 could not be fetched%2; fetch it again: the files that are there are not "
        "fetched twice"},
    ProblemWords{ProblemCode::WrongRecord,
                 "wrong-record",
                 "the record of %1 gives another MD5 than the file has%2; the file itself is "
                 "right, its root "
                 "was verified"},
    ProblemWords{
        ProblemCode::FolderUnwritable,
        "folder-unwritable",
        "cannot write to the download folder %1%2; check its permissions or choose another with "
        "--downloads"},
    ProblemWords{ProblemCode::DiskFull,
                 "disk-full",
                 "no room on the disk for %1%2; free some space and fetch it again"},
    ProblemWords{ProblemCode::DiskFailed,
                 "disk-failed",
                 "cannot write %1%2; check the disk and fetch it again"},
    ProblemWords{ProblemCode::NotDamaged,
                 "not-damaged",
                 "%1 is not known to be damaged%2; `check` reads a file again and tells"},
    ProblemWords{ProblemCode::HistoryUnusable,
                 "history-unusable",
                 "the history %1 cannot be read%2; check the state folder given with --state"},
    ProblemWords{ProblemCode::FileUnwritable,
                 "file-unwritable",
                 "cannot write %1%2; choose another folder, or check its permissions"},
    ProblemWords{ProblemCode::Canceled, "canceled", "%1 was canceled%2"},
};

const ProblemWords &entryOf(ProblemCode code)
{
    for (const ProblemWords &entry : Words) {
        if (entry.code == code)
            return entry;
    }
    Q_ASSERT_X(false, "entryOf", "a problem without words");
    return Words.front();
}

constexpr std::array NoticeWords{
    std::pair{ShareNotice::Kind::FolderMissing,
              "the share folder %1 does not exist; check the path given with --share"},
    std::pair{ShareNotice::Kind::FolderUnreadable,
              "the folder %1 cannot be read%2; check its permissions"},
    std::pair{ShareNotice::Kind::NotAFolder,
              "%1 is not a folder; share the folder that holds it, or publish the file"},
    std::pair{ShareNotice::Kind::FolderBack, "the share folder %1 is there again"},
    std::pair{ShareNotice::Kind::FolderReplaced,
              "another folder or disk is at %1 now; what it holds is shared"},
    std::pair{ShareNotice::Kind::FolderRemote,
              "the folder %1 is on a network or FUSE file system, where others can change it "
              "unseen; it is looked through once a minute"},
    std::pair{ShareNotice::Kind::WatchesExhausted,
              "there are not enough watches for all folders below %1, so it is looked through once "
              "a minute; raise fs.inotify.max_user_watches with sysctl"},
    std::pair{ShareNotice::Kind::WatchingImpossible,
              "the share folders cannot be watched, so they are looked through once a minute; "
              "raise fs.inotify.max_user_instances with sysctl%1"},
    std::pair{ShareNotice::Kind::FolderNested,
              "the share folder %1 lies in another share folder; it is shared once"},
    std::pair{ShareNotice::Kind::NameRejected,
              "%1 is not shared: its name cannot be used on every platform; rename it"},
    std::pair{ShareNotice::Kind::SymlinkOutside,
              "%1 is not shared: it leads out of the share folder"},
    std::pair{ShareNotice::Kind::SymlinkBroken, "%1 is not shared: it leads nowhere"},
    std::pair{ShareNotice::Kind::SymlinkLoop,
              "%1 is not shared: it leads back to a folder above it"},
    std::pair{ShareNotice::Kind::NotRegularFile, "%1 is not shared: it is no regular file"},
    std::pair{ShareNotice::Kind::FileUnreadable, "%1 is not shared: it cannot be read%2"},
    std::pair{ShareNotice::Kind::FileVanished, "%1 is not shared: it went away"},
    std::pair{ShareNotice::Kind::FileKeepsChanging,
              "%1 is not shared: it is being written to all the time"},
    std::pair{ShareNotice::Kind::StoreDamaged,
              "the list of published files was damaged; it is kept as %1"},
    std::pair{ShareNotice::Kind::StoreUnwritable,
              "the list of published files cannot be saved in %1%2; check --state"},
    std::pair{
        ShareNotice::Kind::CacheDamaged,
        "what was known of hashed files was damaged and is kept as %1; they are hashed again"},
    std::pair{
        ShareNotice::Kind::CacheUnusable,
        "the hashes of files cannot be kept in %1, so the next start hashes them again; check "
        "--state"},
};

/// Puts the subject for %1 and the detail for %2, where the pattern has them; what they hold is not
/// looked at.
QString filled(const char *pattern, const QString &subject, const QString &detail)
{
    QString text;
    for (const char *at = pattern; *at != '\0'; ++at) {
        if (at[0] == '%' && (at[1] == '1' || at[1] == '2'))
            text += *++at == '1' ? subject : detail;
        else
            text += QLatin1Char{*at};
    }
    return text;
}

} // namespace

QString wordsFor(const Problem &problem)
{
    const QString detail = problem.detail.isEmpty() ? QString{}
                                                    : QString{u" (" % problem.detail % u')'};
    return filled(entryOf(problem.code).words, problem.subject, detail);
}

QString codeFor(ProblemCode code)
{
    return QString::fromLatin1(entryOf(code).token);
}

QString wordsFor(const ShareNotice &notice)
{
    const QString detail = notice.systemError == 0
                               ? QString{}
                               : QString{u" ("
                                         % QString::fromLocal8Bit(std::strerror(notice.systemError))
                                         % u')'};
    for (const auto &[kind, words] : NoticeWords) {
        if (kind == notice.kind)
            return filled(words, notice.path, detail);
    }
    Q_ASSERT_X(false, "wordsFor", "a notice without words");
    return {};
}

} // namespace ft::shell
