#include "peer-gui/shell/reports.h"

#include "peer-gui/engine/transfer/sourcechoice.h"
#include "peer-gui/shell/transferreports.h"
#include "peer-gui/shell/wording.h"

#include <QDateTime>

#include <algorithm>

namespace ft::shell {

using console::Column;
using console::Kind;
using console::Report;

namespace {

// Sizes stay below 2^53 (protocol limit), so a JSON number holds them exactly.
qint64 number(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

Column column(const char *key, const char *heading, Kind kind = Kind::Text)
{
    return {QString::fromLatin1(key), QString::fromLatin1(heading), kind};
}

QString isoText(std::chrono::sys_seconds time)
{
    return QDateTime::fromSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODate);
}

std::vector<Column> fileColumns()
{
    return {column("name", "NAME"),
            column("type", "TYPE"),
            column("size", "SIZE", Kind::Bytes),
            column("modified", "MODIFIED (UTC)")};
}

} // namespace

Report reportOf(const std::vector<SourceRecord> &records,
                const std::vector<engine::HadContent> &had)
{
    Report report{fileColumns(), {}, QStringLiteral("nothing found")};
    report.columns.push_back(column("peer", "PEER"));
    report.columns.push_back(column("source", "SOURCE"));
    if (std::any_of(records.begin(), records.end(), engine::isPlain))
        report.columns.push_back(column("note", "NOTE"));
    if (!had.empty())
        report.columns.push_back(column("had", "HAD (UTC)"));
    for (const SourceRecord &record : records) {
        QJsonObject row = objectOf(record);
        const auto known = std::find_if(had.begin(), had.end(), [&](const auto &content) {
            return content.root == record.file.root;
        });
        if (known != had.end()) {
            row.insert(QStringLiteral("had"), isoText(known->at));
            row.insert(QStringLiteral("hadPath"), known->path);
        }
        report.rows.push_back(row);
    }
    return report;
}

Report reportOf(const std::vector<protocol::PeerRecord> &peers)
{
    Report report{{column("name", "NAME"),
                   column("source", "ADDRESS"),
                   column("files", "FILES", Kind::Number),
                   column("bytes", "SIZE", Kind::Bytes),
                   column("reachable", "REACHABLE"),
                   column("roundTrip", "MILLISECONDS", Kind::Number)},
                  {},
                  QStringLiteral("no peers")};
    for (const protocol::PeerRecord &peer : peers) {
        QJsonObject row{{QStringLiteral("address"), peer.endpoint.address.toString()},
                        {QStringLiteral("port"), peer.endpoint.port},
                        {QStringLiteral("source"), peer.endpoint.toString()},
                        {QStringLiteral("files"), number(peer.files)},
                        {QStringLiteral("bytes"), number(peer.bytes)}};
        if (peer.name)
            row.insert(QStringLiteral("name"), peer.name->toString());
        if (peer.isReachable)
            row.insert(QStringLiteral("reachable"),
                       *peer.isReachable ? QStringLiteral("yes") : QStringLiteral("no"));
        if (peer.roundTrip)
            row.insert(QStringLiteral("roundTrip"),
                       std::chrono::duration<double, std::milli>{*peer.roundTrip}.count());
        report.rows.push_back(row);
    }
    return report;
}

Report reportOf(const std::vector<engine::Wish> &wishes)
{
    Report report{{column("id", "ID", Kind::Number),
                   column("text", "WISH"),
                   column("found", "FOUND", Kind::Number),
                   column("error", "PROBLEM")},
                  {},
                  QStringLiteral("no wishes")};
    for (const engine::Wish &wish : wishes) {
        QJsonObject row{{QStringLiteral("id"), number(wish.id.value())},
                        {QStringLiteral("text"), wish.text},
                        {QStringLiteral("found"), number(wish.found)}};
        if (wish.problem)
            row.insert(QStringLiteral("error"), codeFor(wish.problem->code));
        report.rows.push_back(row);
    }
    return report;
}

Report reportOf(const std::vector<engine::SharedFileInfo> &shares)
{
    Report report{fileColumns(), {}, QStringLiteral("nothing is shared")};
    report.columns.push_back(column("path", "FILE"));
    const bool isAnyDamaged = std::any_of(shares.begin(), shares.end(), [](const auto &share) {
        return share.isDamaged;
    });
    if (isAnyDamaged)
        report.columns.push_back(column("state", "STATE"));
    for (const engine::SharedFileInfo &share : shares) {
        QJsonObject row = objectOf(share.record);
        row.insert(QStringLiteral("path"), share.localPath);
        if (share.isDamaged)
            row.insert(QStringLiteral("state"), QStringLiteral("damaged"));
        report.rows.push_back(row);
    }
    return report;
}

Report reportOf(const std::vector<engine::TransferSnapshot> &transfers,
                const words::Formats &formats)
{
    Report report{{column("id", "ID", Kind::Number),
                   column("name", "NAME"),
                   column("status", "STATE"),
                   column("verified", "VERIFIED", Kind::Bytes),
                   column("size", "SIZE", Kind::Bytes),
                   column("rate", "PER SECOND", Kind::Bytes),
                   column("eta", "TIME LEFT", Kind::Duration),
                   column("sourceCount", "SOURCES")},
                  {},
                  QStringLiteral("no downloads")};
    for (const engine::TransferSnapshot &transfer : transfers) {
        QJsonObject row{{QStringLiteral("id"), number(transfer.id.value())},
                        {QStringLiteral("name"), transfer.name},
                        {QStringLiteral("state"), codeFor(transfer.state)},
                        {QStringLiteral("verified"), number(transfer.verified)},
                        {QStringLiteral("size"), number(transfer.size)},
                        {QStringLiteral("rate"), number(transfer.rate)}};
        if (transfer.files > 0) {
            row.insert(QStringLiteral("files"), number(transfer.files));
            row.insert(QStringLiteral("filesDone"), number(transfer.filesDone));
            row.insert(QStringLiteral("filesFailed"), number(transfer.filesFailed));
        }
        if (transfer.problem)
            row.insert(QStringLiteral("error"), codeFor(transfer.problem->code));
        const QJsonObject details = detailsOf(transfer, formats);
        for (auto detail = details.begin(); detail != details.end(); ++detail)
            row.insert(detail.key(), detail.value());
        report.rows.push_back(row);
    }
    return report;
}

QJsonObject objectOf(const FileRecord &file)
{
    QJsonObject object{{QStringLiteral("name"), file.path.toString()},
                       {QStringLiteral("type"), QString::fromUtf8(file.type)},
                       {QStringLiteral("size"), number(file.size)},
                       {QStringLiteral("modified"), isoText(file.modified)}};
    if (file.root)
        object.insert(QStringLiteral("root"), QString::fromLatin1(file.root->hex()));
    if (file.md5)
        object.insert(QStringLiteral("md5"), QString::fromLatin1(file.md5->hex()));
    return object;
}

QJsonObject objectOf(const SourceRecord &record)
{
    QJsonObject object = objectOf(record.file);
    if (record.host)
        object.insert(QStringLiteral("peer"), record.host->toString());
    object.insert(QStringLiteral("address"), record.endpoint.address.toString());
    object.insert(QStringLiteral("port"), record.endpoint.port);
    object.insert(QStringLiteral("source"), record.endpoint.toString());
    if (engine::isPlain(record))
        object.insert(QStringLiteral("note"), QStringLiteral("plain"));
    return object;
}

QJsonObject fetchedObject(const engine::TransferSnapshot &transfer)
{
    const auto seconds = std::chrono::duration<double>(transfer.elapsed).count();
    QJsonObject object = objectOf(transfer.record->file);
    object.insert(QStringLiteral("event"), QStringLiteral("fetched"));
    object.insert(QStringLiteral("path"), transfer.path);
    object.insert(QStringLiteral("already"), transfer.wasThere);
    object.insert(QStringLiteral("verified"), !transfer.isUnverified);
    object.insert(QStringLiteral("seconds"), seconds);
    object.insert(QStringLiteral("received"), number(transfer.received));
    object.insert(QStringLiteral("sources"), arrayOf(transfer.sources));
    if (seconds > 0 && !transfer.wasThere)
        object.insert(QStringLiteral("rate"), static_cast<double>(transfer.size) / seconds);
    return object;
}

QString fetchedSentence(const engine::TransferSnapshot &transfer)
{
    const auto pattern = transfer.wasThere
                             ? QStringLiteral("already there: %1 -> %2 (%3 bytes, %4)")
                             : QStringLiteral("fetched %1 -> %2 (%3 bytes, %4)");
    const auto &file = transfer.record->file;
    const QString known = transfer.isUnverified ? unverifiedText()
                                                : u"root " + QString::fromLatin1(file.root->hex());
    return pattern.arg(file.path.toString(), transfer.path, QString::number(transfer.size), known);
}

QString unverifiedText()
{
    return QStringLiteral("not verified: the source gives no checksum");
}

QJsonObject fetchedFolderObject(const engine::TransferSnapshot &transfer)
{
    const auto seconds = std::chrono::duration<double>(transfer.elapsed).count();
    return {{QStringLiteral("event"), QStringLiteral("fetched-folder")},
            {QStringLiteral("name"), transfer.name},
            {QStringLiteral("path"), transfer.path},
            {QStringLiteral("files"), number(transfer.filesDone)},
            {QStringLiteral("failed"), number(transfer.filesFailed)},
            {QStringLiteral("bytes"), number(transfer.verified)},
            {QStringLiteral("received"), number(transfer.received)},
            {QStringLiteral("seconds"), seconds}};
}

QString fetchedFolderSentence(const engine::TransferSnapshot &transfer)
{
    const auto pattern = transfer.wasThere
                             ? QStringLiteral("already there: %1 -> %2 (%3 files, %4 bytes%5)")
                             : QStringLiteral("fetched %1 -> %2 (%3 files, %4 bytes%5)");
    const QString failed = transfer.filesFailed == 0
                               ? QString{}
                               : QStringLiteral(", %1 failed").arg(transfer.filesFailed);
    return pattern.arg(transfer.name,
                       transfer.path,
                       QString::number(transfer.filesDone),
                       QString::number(transfer.verified),
                       failed);
}

} // namespace ft::shell
