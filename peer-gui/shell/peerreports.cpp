#include "peer-gui/shell/peerreports.h"

#include "peer-gui/shell/reports.h"

#include <QDateTime>

namespace ft::shell {

using console::Column;
using console::Kind;
using console::Report;
using engine::ChecksumMark;
using engine::ToldFile;

namespace {

Column column(const char *key, const char *heading, Kind kind = Kind::Text)
{
    return {QString::fromLatin1(key), QString::fromLatin1(heading), kind};
}

QString isoOf(std::chrono::sys_seconds time)
{
    return QDateTime::fromSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODate);
}

QJsonObject rowOf(const ToldFile &file)
{
    QJsonObject object = objectOf(file.record);
    if (file.mark)
        object.insert(QStringLiteral("state"), codeFor(*file.mark));
    if (file.toldBefore)
        object.insert(QStringLiteral("toldBefore"), isoOf(*file.toldBefore));
    return object;
}

std::vector<QJsonObject> rowsOf(const std::vector<ToldFile> &files)
{
    std::vector<QJsonObject> rows;
    for (const ToldFile &file : files)
        rows.push_back(rowOf(file));
    return rows;
}

} // namespace

QString codeFor(ChecksumMark mark)
{
    switch (mark) {
    case ChecksumMark::New:
        return QStringLiteral("new");
    case ChecksumMark::Same:
        return QStringLiteral("same");
    case ChecksumMark::Changed:
        return QStringLiteral("changed");
    case ChecksumMark::Gone:
        return QStringLiteral("gone");
    case ChecksumMark::Changing:
        break;
    }
    return QStringLiteral("changing");
}

Report indexReport(const std::vector<ToldFile> &files)
{
    return {{column("name", "NAME"),
             column("size", "BYTES", Kind::Number),
             column("modified", "MODIFIED", Kind::LocalTime),
             column("type", "TYPE")},
            rowsOf(files),
            QStringLiteral("no files")};
}

Report checksumReport(const std::vector<ToldFile> &files)
{
    return {{column("state", "STATE"),
             column("name", "NAME"),
             column("modified", "MODIFIED", Kind::LocalTime),
             column("md5", "MD5"),
             column("root", "ROOT")},
            rowsOf(files),
            QStringLiteral("no files")};
}

Report verifyReport(const ToldFile &file)
{
    Report report{{column("name", "NAME"),
                   column("size", "BYTES", Kind::Number),
                   column("modified", "MODIFIED", Kind::LocalTime),
                   column("md5", "MD5"),
                   column("root", "ROOT")},
                  {rowOf(file)},
                  {}};
    if (file.mark)
        report.columns.push_back(column("state", "STATE"));
    if (file.toldBefore)
        report.columns.push_back(column("toldBefore", "LAST ASKED", Kind::LocalTime));
    return report;
}

Report fileDownloadReport(const engine::TransferSnapshot &transfer)
{
    QJsonObject object = fetchedObject(transfer);
    if (transfer.md5)
        object.insert(QStringLiteral("md5"), QString::fromLatin1(transfer.md5->hex()));
    return {{column("name", "NAME"),
             column("size", "BYTES", Kind::Number),
             column("modified", "MODIFIED", Kind::LocalTime),
             column("md5", "MD5"),
             column("root", "ROOT"),
             column("path", "SAVED AS")},
            {object},
            {}};
}

} // namespace ft::shell
