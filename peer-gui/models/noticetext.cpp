#include "peer-gui/models/noticetext.h"

#include "peer-gui/models/formatting.h"

#include <QCoreApplication>

#include <array>
#include <system_error>

namespace ft::models {

namespace {

using engine::ShareNotice;
using Kind = ShareNotice::Kind;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::NoticeText)
};

struct KindWords
{
    Kind kind;
    const char *text; ///< %1 is the path
};

struct FaultWords
{
    PathFault fault;
    const char *text;
};

// clang-format off
constexpr std::array Kinds{
    KindWords{Kind::FolderMissing, QT_TRANSLATE_NOOP("ft::models::NoticeText", "The share folder %1 does not exist")},
    KindWords{Kind::FolderUnreadable, QT_TRANSLATE_NOOP("ft::models::NoticeText", "The folder %1 cannot be read, so what is in it is not shared")},
    KindWords{Kind::NotAFolder, QT_TRANSLATE_NOOP("ft::models::NoticeText", "%1 is given as a share folder but is none")},
    KindWords{Kind::FolderBack, QT_TRANSLATE_NOOP("ft::models::NoticeText", "The share folder %1 is there again")},
    KindWords{Kind::FolderReplaced, QT_TRANSLATE_NOOP("ft::models::NoticeText", "Another folder or disk is at %1 now; what it holds is shared")},
    KindWords{Kind::FolderRemote, QT_TRANSLATE_NOOP("ft::models::NoticeText", "The folder %1 is on a network or FUSE file system, where others can change it unseen; it is looked through once a minute")},
    KindWords{Kind::WatchesExhausted, QT_TRANSLATE_NOOP("ft::models::NoticeText", "There are not enough watches for all folders below %1, so it is looked through once a minute; raise fs.inotify.max_user_watches")},
    KindWords{Kind::WatchingImpossible, QT_TRANSLATE_NOOP("ft::models::NoticeText", "The share folders cannot be watched, so they are looked through once a minute; raise fs.inotify.max_user_instances%1")},
    KindWords{Kind::FolderNested, QT_TRANSLATE_NOOP("ft::models::NoticeText", "The share folder %1 lies in another one; it is shared once")},
    KindWords{Kind::NameRejected, QT_TRANSLATE_NOOP("ft::models::NoticeText", "%1 is not shared because of its name")},
    KindWords{Kind::SymlinkOutside, QT_TRANSLATE_NOOP("ft::models::NoticeText", "%1 is a link that leads out of the share folder; it is not followed")},
    KindWords{Kind::SymlinkBroken, QT_TRANSLATE_NOOP("ft::models::NoticeText", "%1 is a link that leads nowhere")},
    KindWords{Kind::SymlinkLoop, QT_TRANSLATE_NOOP("ft::models::NoticeText", "%1 is a link to a folder it lies in; it is not followed")},
    KindWords{Kind::NotRegularFile, QT_TRANSLATE_NOOP("ft::models::NoticeText", "%1 is not shared because it is a device, pipe or socket")},
    KindWords{Kind::FileUnreadable, QT_TRANSLATE_NOOP("ft::models::NoticeText", "%1 is not shared because it cannot be read")},
    KindWords{Kind::FileVanished, QT_TRANSLATE_NOOP("ft::models::NoticeText", "%1 is not shared: it went away while it was being taken up")},
    KindWords{Kind::FileKeepsChanging, QT_TRANSLATE_NOOP("ft::models::NoticeText", "%1 is not shared because it is being written to all the time")},
    KindWords{Kind::StoreDamaged, QT_TRANSLATE_NOOP("ft::models::NoticeText", "The list of published files was damaged; the old one is kept as %1. Publish again what is missing")},
    KindWords{Kind::StoreUnwritable, QT_TRANSLATE_NOOP("ft::models::NoticeText", "The list of published files cannot be saved to %1, so it will be forgotten")},
    KindWords{Kind::SwitchesUnwritable, QT_TRANSLATE_NOOP("ft::models::NoticeText", "Which folders are off cannot be saved in %1, so it holds for this run only")},
    KindWords{Kind::CacheDamaged, QT_TRANSLATE_NOOP("ft::models::NoticeText", "What was known of hashed files was damaged; it is kept as %1, and the files are hashed again")},
    KindWords{Kind::CacheUnusable, QT_TRANSLATE_NOOP("ft::models::NoticeText", "The hashes of files cannot be kept in %1, so the next start hashes them again")},
};

constexpr std::array Faults{
    FaultWords{PathFault::Empty, QT_TRANSLATE_NOOP("ft::models::NoticeText", "it is empty")},
    FaultWords{PathFault::TooLong, QT_TRANSLATE_NOOP("ft::models::NoticeText", "it is too long")},
    FaultWords{PathFault::BadUtf8, QT_TRANSLATE_NOOP("ft::models::NoticeText", "it is not valid UTF-8")},
    FaultWords{PathFault::Absolute, QT_TRANSLATE_NOOP("ft::models::NoticeText", "it begins at the root of a disk")},
    FaultWords{PathFault::EmptyComponent, QT_TRANSLATE_NOOP("ft::models::NoticeText", "it has a folder without a name")},
    FaultWords{PathFault::DotComponent, QT_TRANSLATE_NOOP("ft::models::NoticeText", "it has a . or .. in it")},
    FaultWords{PathFault::ControlCharacter, QT_TRANSLATE_NOOP("ft::models::NoticeText", "it has invisible characters")},
    FaultWords{PathFault::ForeignSeparator, QT_TRANSLATE_NOOP("ft::models::NoticeText", "it has a backslash")},
    FaultWords{PathFault::ReservedName, QT_TRANSLATE_NOOP("ft::models::NoticeText", "some systems keep it for a device")},
};
// clang-format on

constexpr bool areInOrder()
{
    for (std::size_t i = 0; i < Kinds.size(); ++i) {
        if (static_cast<std::size_t>(Kinds[i].kind) != i)
            return false;
    }
    for (std::size_t i = 0; i < Faults.size(); ++i) {
        if (static_cast<std::size_t>(Faults[i].fault) != i)
            return false;
    }
    return true;
}
static_assert(areInOrder(), "every kind and fault has its words, at its own place");

QString reasonOf(const ShareNotice &notice)
{
    if (notice.fault)
        return describe(*notice.fault);
    if (notice.systemError != 0) {
        const auto message = std::system_category().message(notice.systemError);
        return QString::fromLocal8Bit(message.c_str());
    }
    return {};
}

} // namespace

QString describe(PathFault fault)
{
    return Words::tr(Faults.at(static_cast<std::size_t>(fault)).text);
}

QString describe(const ShareNotice &notice)
{
    const KindWords &words = Kinds.at(static_cast<std::size_t>(notice.kind));
    const QString text = Words::tr(words.text).arg(shown(notice.path));
    const QString reason = reasonOf(notice);
    if (reason.isEmpty())
        return text % u'.';
    return Words::tr("%1 (%2).", "what is not shared, and why").arg(text, reason);
}

} // namespace ft::models
