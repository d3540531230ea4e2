#include "peer-gui/shell/transferreports.h"

#include "peer-gui/shell/wording.h"

#include <QDateTime>

#include <cmath>

namespace ft::shell {

using console::Column;
using console::Kind;
using console::Report;
using engine::TransferSource;
using engine::TransferState;
using engine::WaitReason;

namespace {

// Below 2^53 (protocol limit), so a JSON number holds it exactly.
qint64 number(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QString tokenOf(WaitReason::Kind kind)
{
    switch (kind) {
    case WaitReason::Kind::Turn:
        return QStringLiteral("turn");
    case WaitReason::Kind::NoSource:
        return QStringLiteral("no-source");
    case WaitReason::Kind::Space:
        return QStringLiteral("space");
    case WaitReason::Kind::Slot:
        return QStringLiteral("slot");
    }
    return {};
}

QString tokenOf(TransferSource::State state)
{
    switch (state) {
    case TransferSource::State::Idle:
        return QStringLiteral("idle");
    case TransferSource::State::Connecting:
        return QStringLiteral("connecting");
    case TransferSource::State::Active:
        return QStringLiteral("active");
    case TransferSource::State::Queued:
        return QStringLiteral("queued");
    case TransferSource::State::Dropped:
        return QStringLiteral("dropped");
    case TransferSource::State::Banned:
        return QStringLiteral("banned");
    }
    return {};
}

QString tokenOf(engine::UdpFallback fallback)
{
    switch (fallback) {
    case engine::UdpFallback::NotBuilt:
        return QStringLiteral("not-built");
    case engine::UdpFallback::TurnedOff:
        return QStringLiteral("turned-off");
    case engine::UdpFallback::Refused:
        return QStringLiteral("refused");
    case engine::UdpFallback::Blocked:
        return QStringLiteral("blocked");
    case engine::UdpFallback::Broken:
        return QStringLiteral("broken");
    }
    return {};
}

QJsonObject objectOf(const WaitReason &wait, const words::Formats &formats)
{
    const auto since = QDateTime::fromSecsSinceEpoch(wait.since.time_since_epoch().count(),
                                                     Qt::UTC);
    return {{QStringLiteral("kind"), tokenOf(wait.kind)},
            {QStringLiteral("amount"), number(wait.amount)},
            {QStringLiteral("since"), since.toString(Qt::ISODate)},
            {QStringLiteral("text"), words::waitText(wait, formats)}};
}

QJsonObject objectOf(const TransferSource &source)
{
    QJsonObject object{{QStringLiteral("endpoint"), source.endpoint.toString()},
                       {QStringLiteral("state"), tokenOf(source.state)},
                       {QStringLiteral("rate"), number(source.rate)},
                       {QStringLiteral("bytes"), number(source.bytes)},
                       {QStringLiteral("partial"), source.isPartial},
                       {QStringLiteral("transport"),
                        source.transport == Transport::Udp ? QStringLiteral("udp")
                                                           : QStringLiteral("tcp")}};
    if (source.fallback)
        object.insert(QStringLiteral("fallback"), tokenOf(*source.fallback));
    if (source.host)
        object.insert(QStringLiteral("host"), source.host->toString());
    if (source.place > 0)
        object.insert(QStringLiteral("place"), number(source.place));
    if (source.problem)
        object.insert(QStringLiteral("error"), codeFor(source.problem->code));
    return object;
}

Column column(const char *key, const char *heading, Kind kind = Kind::Text)
{
    return {QString::fromLatin1(key), QString::fromLatin1(heading), kind};
}

} // namespace

QString codeFor(TransferState state)
{
    switch (state) {
    case TransferState::Searching:
        return QStringLiteral("searching");
    case TransferState::Queued:
        return QStringLiteral("queued");
    case TransferState::Preparing:
        return QStringLiteral("preparing");
    case TransferState::Checking:
        return QStringLiteral("checking");
    case TransferState::Connecting:
        return QStringLiteral("connecting");
    case TransferState::Transferring:
        return QStringLiteral("transferring");
    case TransferState::Waiting:
        return QStringLiteral("waiting");
    case TransferState::Paused:
        return QStringLiteral("paused");
    case TransferState::Committing:
        return QStringLiteral("committing");
    case TransferState::Done:
        return QStringLiteral("done");
    case TransferState::Failed:
        return QStringLiteral("failed");
    case TransferState::Canceled:
        return QStringLiteral("canceled");
    }
    return {};
}

QJsonArray arrayOf(const std::vector<TransferSource> &sources)
{
    QJsonArray array;
    for (const TransferSource &source : sources)
        array.append(objectOf(source));
    return array;
}

QJsonObject detailsOf(const engine::TransferSnapshot &transfer, const words::Formats &formats)
{
    QJsonObject details{{QStringLiteral("status"), words::stateText(transfer, formats)},
                        {QStringLiteral("sources"), arrayOf(transfer.sources)},
                        {QStringLiteral("sourceCount"), words::sourcesText(transfer)},
                        {QStringLiteral("priority"), words::priorityText(transfer.priority)},
                        {QStringLiteral("limit"), number(transfer.limit)},
                        {QStringLiteral("received"), number(transfer.received)}};
    if (transfer.wait)
        details.insert(QStringLiteral("reason"), objectOf(*transfer.wait, formats));
    if (transfer.md5)
        details.insert(QStringLiteral("md5"), QString::fromLatin1(transfer.md5->hex()));
    if (transfer.md5Verdict == engine::Md5Verdict::WrongRecord)
        details.insert(QStringLiteral("record"), QStringLiteral("wrong"));
    if (transfer.eta)
        details.insert(QStringLiteral("eta"), qint64{transfer.eta->count()});
    return details;
}

Report sourcesReport(const engine::TransferSnapshot &transfer)
{
    Report report{{column("name", "SOURCE"),
                   column("endpoint", "ADDRESS"),
                   column("over", "OVER"),
                   column("status", "STATE"),
                   column("rate", "PER SECOND", Kind::Bytes),
                   column("bytes", "RECEIVED", Kind::Bytes),
                   column("share", "SHARE %", Kind::Number)},
                  {},
                  QStringLiteral("no sources")};
    for (const TransferSource &source : transfer.sources) {
        QJsonObject row = objectOf(source);
        row.insert(QStringLiteral("name"), words::nameOf(source));
        row.insert(QStringLiteral("over"), words::transportText(source));
        row.insert(QStringLiteral("status"), words::stateText(source));
        const double percent = words::shareOf(source, transfer) * 100;
        row.insert(QStringLiteral("share"), std::round(percent * 10) / 10);
        report.rows.push_back(row);
    }
    return report;
}

Report reportOf(const std::vector<engine::UploadSnapshot> &uploads)
{
    Report report{{column("name", "NAME"),
                   column("peer", "PEER"),
                   column("source", "ADDRESS"),
                   column("sent", "SENT", Kind::Bytes),
                   column("rate", "PER SECOND", Kind::Bytes),
                   column("status", "STATE")},
                  {},
                  QStringLiteral("nobody takes anything now")};
    for (const engine::UploadSnapshot &upload : uploads) {
        QJsonObject row{{QStringLiteral("id"), number(upload.id)},
                        {QStringLiteral("name"), upload.name},
                        {QStringLiteral("address"), upload.endpoint.address.toString()},
                        {QStringLiteral("port"), upload.endpoint.port},
                        {QStringLiteral("source"), upload.endpoint.toString()},
                        {QStringLiteral("sent"), number(upload.sent)},
                        {QStringLiteral("rate"), number(upload.rate)},
                        {QStringLiteral("place"), number(upload.place)},
                        {QStringLiteral("status"), words::stateText(upload)}};
        if (upload.peer)
            row.insert(QStringLiteral("peer"), upload.peer->toString());
        report.rows.push_back(row);
    }
    return report;
}

QJsonObject objectOf(const words::TransferCounts &counts)
{
    return {{QStringLiteral("event"), QStringLiteral("counts")},
            {QStringLiteral("active"), number(counts.active)},
            {QStringLiteral("waiting"), number(counts.waiting)},
            {QStringLiteral("paused"), number(counts.paused)},
            {QStringLiteral("done"), number(counts.done)},
            {QStringLiteral("failed"), number(counts.failed)},
            {QStringLiteral("canceled"), number(counts.canceled)}};
}

QJsonObject objectOf(const engine::TransferLimits &limits)
{
    return {{QStringLiteral("event"), QStringLiteral("limits")},
            {QStringLiteral("down"), number(limits.downloadRate)},
            {QStringLiteral("up"), number(limits.uploadRate)},
            {QStringLiteral("upload"), number(limits.ratePerUpload)},
            {QStringLiteral("slots"), number(limits.uploadSlots)},
            {QStringLiteral("downloads"), number(limits.downloads)}};
}

QString limitText(std::uint64_t bytesPerSecond)
{
    if (bytesPerSecond == 0)
        return QStringLiteral("no limit");
    // By powers of 1000, as limits are mostly typed.
    return QStringLiteral("%1/s").arg(
        QLocale::c().formattedDataSize(number(bytesPerSecond), 1, QLocale::DataSizeSIFormat));
}

QString limitsSentence(const engine::TransferLimits &limits)
{
    return QStringLiteral("down: %1, up: %2, each upload: %3, upload slots: %4, downloads at once: "
                          "%5")
        .arg(limitText(limits.downloadRate),
             limitText(limits.uploadRate),
             limitText(limits.ratePerUpload))
        .arg(limits.uploadSlots)
        .arg(limits.downloads);
}

} // namespace ft::shell
