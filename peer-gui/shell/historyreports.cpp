#include "peer-gui/shell/historyreports.h"

#include "common/base/overloaded.h"
#include "peer-gui/engine/history/historynames.h"
#include "peer-gui/words/formats.h"
#include "peer-gui/words/problemwords.h"

#include <QJsonArray>
#include <QStringBuilder>

namespace ft::shell {

using engine::HistoryEntry;
using engine::HistoryNotice;
using engine::RequestDirection;
using engine::RequestKind;
using engine::RequestOutcome;

namespace {

// Sizes stay below 2^53 (protocol limit), so a JSON number holds them exactly.
qint64 number(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QString kindText(const HistoryEntry &entry)
{
    const bool isUpload = entry.kind == RequestKind::Download
                          && entry.direction == RequestDirection::Served;
    return isUpload ? QStringLiteral("upload") : toText(entry.kind);
}

/// A question about a whole share names no part of it.
QString subjectText(const HistoryEntry &entry)
{
    const bool isWhole = entry.subject.isEmpty() && entry.kind != RequestKind::Search;
    return isWhole ? QStringLiteral("(everything)") : entry.subject;
}

QString peerText(const HistoryEntry &entry)
{
    if (!entry.peer.isEmpty() || entry.address.isEmpty())
        return entry.peer;
    if (entry.port == 0)
        return entry.address;
    const QHostAddress address{entry.address};
    return address.isNull() ? HostPort{entry.address, entry.port}.toString()
                            : Endpoint{address, entry.port}.toString();
}

QString tookText(std::chrono::milliseconds duration)
{
    constexpr std::chrono::seconds Short{10};
    if (duration >= Short)
        return words::durationText(std::chrono::floor<std::chrono::seconds>(duration));
    const double seconds = std::chrono::duration<double>{duration}.count();
    return QString::number(seconds, 'f', 1) % u" s";
}

QString foundText(const HistoryEntry &entry)
{
    const bool isListing = entry.kind != RequestKind::Download && entry.count
                           && entry.outcome == RequestOutcome::Done;
    return isListing ? QStringLiteral("done: %1 found").arg(*entry.count) : toText(entry.outcome);
}

console::Column column(const char *key, const char *heading, console::Kind kind)
{
    return {QString::fromLatin1(key), QString::fromLatin1(heading), kind};
}

} // namespace

QString outcomeText(const HistoryEntry &entry)
{
    const QString outcome = foundText(entry);
    const QString times = entry.outcome == RequestOutcome::Refused && entry.count.value_or(1) > 1
                              ? QStringLiteral(" (%1 times)").arg(*entry.count)
                              : QString{};
    return std::visit(
        Overloaded{[&](std::monostate) { return outcome; },
                   [&](engine::ProblemCode code) -> QString {
                       return outcome % u": " % words::briefly({code, {}, {}, entry.detail});
                   },
                   [&](protocol::RefusalCode) -> QString {
                       return outcome % u": " % toText(entry.reason) % times;
                   }},
        entry.reason);
}

console::Report reportOf(const std::vector<HistoryEntry> &entries)
{
    using console::Kind;
    console::Report report{{column("time", "TIME (UTC)", Kind::Time),
                            column("direction", "DIRECTION", Kind::Text),
                            column("kind", "KIND", Kind::Text),
                            column("name", "WHAT", Kind::Text),
                            column("peer", "PEER", Kind::Text),
                            column("size", "SIZE", Kind::Bytes),
                            column("took", "TOOK", Kind::Text),
                            column("rate", "PER SECOND", Kind::Bytes),
                            column("outcome", "OUTCOME", Kind::Text)},
                           {},
                           QStringLiteral("nothing in the history")};
    for (const HistoryEntry &entry : entries) {
        QJsonObject row{{QStringLiteral("time"), qint64{entry.begun.time_since_epoch().count()}},
                        {QStringLiteral("direction"), toText(entry.direction)},
                        {QStringLiteral("kind"), kindText(entry)},
                        {QStringLiteral("name"), subjectText(entry)},
                        {QStringLiteral("peer"), peerText(entry)},
                        {QStringLiteral("took"), tookText(entry.duration)},
                        {QStringLiteral("outcome"), outcomeText(entry)}};
        if (entry.size)
            row.insert(QStringLiteral("size"), number(*entry.size));
        if (const auto rate = engine::meanRate(entry); rate > 0)
            row.insert(QStringLiteral("rate"), number(rate));
        report.rows.push_back(row);
    }
    return report;
}

QString wordsFor(const HistoryNotice &notice)
{
    const QString detail = notice.detail.isEmpty() ? QString{} : u" (" % notice.detail % u')';
    switch (notice.kind) {
    case HistoryNotice::Kind::SetAside:
        return u"the history was damaged" % detail % u"; it is set aside as " % notice.path
               % u" and begins anew";
    case HistoryNotice::Kind::FromLater:
        return u"the history " % notice.path % u" is of a later version of this program" % detail
               % u"; it is left as it is, and nothing is recorded in this run";
    case HistoryNotice::Kind::Unusable:
        return u"the history " % notice.path % u" cannot be used" % detail
               % u"; nothing is recorded in this run, check the state folder given with --state";
    case HistoryNotice::Kind::Unwritable:
        return u"the history " % notice.path % u" cannot be written" % detail
               % u"; it is tried again";
    case HistoryNotice::Kind::Lost:
        return u"the history " % notice.path % u" could not be written for too long" % detail
               % u"; some of what happens is not recorded";
    }
    return {};
}

} // namespace ft::shell
