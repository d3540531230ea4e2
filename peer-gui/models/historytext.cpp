#include "peer-gui/models/historytext.h"

#include "common/base/overloaded.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/words/problemwords.h"

#include <QCoreApplication>

#include <array>

namespace ft::models {

namespace {

using engine::HistoryEntry;
using engine::HistoryNotice;
using engine::RequestDirection;
using engine::RequestKind;
using engine::RequestOutcome;
using protocol::RefusalCode;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::HistoryText)
};

struct RefusalWords
{
    RefusalCode code;
    const char *words;
};

// clang-format off
constexpr std::array Refusals{
    RefusalWords{RefusalCode::NameTaken, QT_TRANSLATE_NOOP("ft::models::HistoryText", "its name is in use")},
    RefusalWords{RefusalCode::NothingShared, QT_TRANSLATE_NOOP("ft::models::HistoryText", "the peer shares nothing")},
    RefusalWords{RefusalCode::NotAccepted, QT_TRANSLATE_NOOP("ft::models::HistoryText", "the tracker does not know the peer")},
    RefusalWords{RefusalCode::NoSuchFile, QT_TRANSLATE_NOOP("ft::models::HistoryText", "no such file is shared")},
    RefusalWords{RefusalCode::Changed, QT_TRANSLATE_NOOP("ft::models::HistoryText", "the file has changed since it was announced")},
    RefusalWords{RefusalCode::BadRange, QT_TRANSLATE_NOOP("ft::models::HistoryText", "the file has no such part")},
    RefusalWords{RefusalCode::NoHashes, QT_TRANSLATE_NOOP("ft::models::HistoryText", "its checksums were not known yet")},
    RefusalWords{RefusalCode::Unreadable, QT_TRANSLATE_NOOP("ft::models::HistoryText", "the file cannot be read")},
    RefusalWords{RefusalCode::NotYet, QT_TRANSLATE_NOOP("ft::models::HistoryText", "that part of the file had not arrived here yet")},
    RefusalWords{RefusalCode::NoUdp, QT_TRANSLATE_NOOP("ft::models::HistoryText", "UDP was not available")},
    RefusalWords{RefusalCode::Busy, QT_TRANSLATE_NOOP("ft::models::HistoryText", "too much was asked for at once")},
    RefusalWords{RefusalCode::ShuttingDown, QT_TRANSLATE_NOOP("ft::models::HistoryText", "FileTracker was about to end")},
    RefusalWords{RefusalCode::Banned, QT_TRANSLATE_NOOP("ft::models::HistoryText", "the tracker keeps the peer out")},
    RefusalWords{RefusalCode::BadQuery, QT_TRANSLATE_NOOP("ft::models::HistoryText", "the request could not be understood")},
    RefusalWords{RefusalCode::Other, QT_TRANSLATE_NOOP("ft::models::HistoryText", "for a reason of its own")},
};
// clang-format on

constexpr bool areInOrder()
{
    for (std::size_t i = 0; i < Refusals.size(); ++i) {
        if (static_cast<std::size_t>(Refusals[i].code) != i)
            return false;
    }
    return Refusals.size() == protocol::RefusalCodeCount;
}
static_assert(areInOrder(), "every refusal has its words, at its own place");

QString countText(std::uint64_t count, const QLocale &locale)
{
    return locale.toString(static_cast<qulonglong>(count));
}

QString problemText(engine::ProblemCode code, const HistoryEntry &entry)
{
    const QString what = shown(words::briefly({code, {}, {}, entry.detail}));
    if (!words::isOfSource(code))
        return what;
    const QString peer = describePeer(entry);
    return Words::tr("%1 %2", "a peer, and what it did")
        .arg(peer.isEmpty() ? Words::tr("the source") : peer, what);
}

QString reasonText(const HistoryEntry &entry)
{
    return std::visit(Overloaded{[](std::monostate) { return QString{}; },
                                 [&](engine::ProblemCode code) { return problemText(code, entry); },
                                 [](RefusalCode code) {
                                     return Words::tr(
                                         Refusals.at(static_cast<std::size_t>(code)).words);
                                 }},
                      entry.reason);
}

/// What is worth to know of an outcome beside why it is so.
QString remarkText(const HistoryEntry &entry)
{
    const bool isListing = entry.kind != RequestKind::Download;
    if (entry.outcome == RequestOutcome::Done && isListing && entry.count)
        return Words::tr("%1 found", "files or records").arg(countText(*entry.count, {}));
    if (entry.outcome != RequestOutcome::Interrupted)
        return {};
    return entry.direction == RequestDirection::Made
               ? Words::tr("FileTracker ended before it was over")
               : Words::tr("the peer left before it had everything");
}

QString servedText(RequestKind kind)
{
    switch (kind) {
    case RequestKind::Search:
        return Words::tr("Search by a peer");
    case RequestKind::IndexGet:
        return Words::tr("List of my share");
    case RequestKind::FileHash:
        return Words::tr("Checksums of my share");
    case RequestKind::Browse:
        return Words::tr("Look at my share", "by another peer");
    case RequestKind::Download:
        return Words::tr("Upload");
    }
    return {};
}

QString madeText(RequestKind kind)
{
    switch (kind) {
    case RequestKind::Search:
        return Words::tr("Search");
    case RequestKind::IndexGet:
        return Words::tr("List of a share");
    case RequestKind::FileHash:
        return Words::tr("Checksums of a share");
    case RequestKind::Browse:
        return Words::tr("Look at a share");
    case RequestKind::Download:
        return Words::tr("Download");
    }
    return {};
}

} // namespace

QString describeKind(RequestDirection direction, RequestKind kind)
{
    return direction == RequestDirection::Made ? madeText(kind) : servedText(kind);
}

QString describeSubject(const HistoryEntry &entry)
{
    if (entry.subject.isEmpty() && entry.kind != RequestKind::Search)
        return Words::tr("(the whole share)");
    return shown(entry.subject);
}

QString describePeer(const HistoryEntry &entry)
{
    return entry.peer.isEmpty() ? describeAddress(entry) : shown(entry.peer);
}

QString describeAddress(const HistoryEntry &entry)
{
    if (entry.address.isEmpty() || entry.port == 0)
        return shown(entry.address);
    const QHostAddress address{entry.address};
    return shown(address.isNull() ? HostPort{entry.address, entry.port}.toString()
                                  : Endpoint{address, entry.port}.toString());
}

QString describeDuration(std::chrono::milliseconds duration, const QLocale &locale)
{
    constexpr std::chrono::seconds Short{10};
    if (duration >= Short)
        return formatDuration(std::chrono::floor<std::chrono::seconds>(duration));
    const double seconds = std::chrono::duration<double>{duration}.count();
    return Words::tr("%1 s", "seconds").arg(locale.toString(seconds, 'f', 1));
}

QString describeOutcome(RequestOutcome outcome)
{
    switch (outcome) {
    case RequestOutcome::Running:
        return Words::tr("Running");
    case RequestOutcome::Done:
        return Words::tr("Done");
    case RequestOutcome::Failed:
        return Words::tr("Failed");
    case RequestOutcome::Canceled:
        return Words::tr("Canceled");
    case RequestOutcome::Refused:
        return Words::tr("Refused");
    case RequestOutcome::Interrupted:
        return Words::tr("Interrupted");
    }
    return {};
}

QString describeOutcome(const HistoryEntry &entry)
{
    const QString outcome = describeOutcome(entry.outcome);
    // That it was canceled is all there is to say.
    const bool hasReason = entry.outcome != RequestOutcome::Canceled;
    QString reason = hasReason ? reasonText(entry) : QString{};
    if (reason.isEmpty())
        reason = remarkText(entry);
    if (entry.outcome == RequestOutcome::Refused && entry.count.value_or(1) > 1)
        reason = Words::tr("%1 (%2 times)", "why something was refused, and how often")
                     .arg(reason, countText(*entry.count, {}));
    return reason.isEmpty() ? outcome
                            : Words::tr("%1: %2", "an outcome and its reason").arg(outcome, reason);
}

QString formatEntryCount(std::uint64_t entries, const QLocale &locale)
{
    if (entries == 1)
        return Words::tr("1 entry", "of the history");
    return Words::tr("%1 entries", "of the history").arg(countText(entries, locale));
}

QString describe(const HistoryNotice &notice)
{
    const QString path = shown(notice.path);
    switch (notice.kind) {
    case HistoryNotice::Kind::SetAside:
        return Words::tr("The history was damaged. It is kept as %1, and a new one begins.")
            .arg(path);
    case HistoryNotice::Kind::FromLater:
        return Words::tr("The history %1 was written by a later version of FileTracker. It is left "
                         "as it is, and nothing is recorded until that version runs again.")
            .arg(path);
    case HistoryNotice::Kind::Unusable:
        return Words::tr("The history %1 cannot be used (%2), so nothing is recorded. Check the "
                         "permissions of its folder, then start FileTracker again.")
            .arg(path, shown(notice.detail));
    case HistoryNotice::Kind::Unwritable:
        return Words::tr("The history %1 cannot be written for now (%2). It is tried again.")
            .arg(path, shown(notice.detail));
    case HistoryNotice::Kind::Lost:
        return Words::tr("The history %1 could not be written for too long: some of what happened "
                         "is missing in it. Make room on the disk.")
            .arg(path);
    }
    return {};
}

} // namespace ft::models
