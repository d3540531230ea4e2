#include "tracker/console/filereports.h"

namespace ft::tracker {

using console::Column;
using console::Kind;
using console::Report;

namespace {

std::vector<Column> fileColumns()
{
    return {{QStringLiteral("path"), QStringLiteral("PATH")},
            {QStringLiteral("type"), QStringLiteral("TYPE")},
            {QStringLiteral("size"), QStringLiteral("SIZE"), Kind::Bytes},
            {QStringLiteral("modified"), QStringLiteral("MODIFIED"), Kind::Time}};
}

QJsonObject toJson(const FileRecord &file)
{
    QJsonObject object{{QStringLiteral("path"), file.path.toString()},
                       {QStringLiteral("type"), QString::fromUtf8(file.type)},
                       {QStringLiteral("size"), static_cast<qint64>(file.size)},
                       {QStringLiteral("modified"),
                        static_cast<qint64>(file.modified.time_since_epoch().count())}};
    if (file.root)
        object.insert(QStringLiteral("root"), QString::fromLatin1(file.root->hex()));
    if (file.md5)
        object.insert(QStringLiteral("md5"), QString::fromLatin1(file.md5->hex()));
    if (file.isPartial)
        object.insert(QStringLiteral("partial"), true);
    return object;
}

QJsonObject toJson(const SourceRecord &record)
{
    QJsonObject object = toJson(record.file);
    object.insert(QStringLiteral("peer"), record.host ? record.host->toString() : QString{});
    object.insert(QStringLiteral("address"), record.endpoint.address.toString());
    object.insert(QStringLiteral("port"), record.endpoint.port);
    return object;
}

} // namespace

Report filesReport(const std::vector<FileRecord> &files, const QString &nothing)
{
    Report report{fileColumns(), {}, nothing};
    for (const FileRecord &file : files)
        report.rows.push_back(toJson(file));
    return report;
}

Report recordsReport(const std::vector<SourceRecord> &records, const QString &nothing)
{
    auto columns = fileColumns();
    columns.push_back({QStringLiteral("peer"), QStringLiteral("PEER")});
    columns.push_back({QStringLiteral("address"), QStringLiteral("ADDRESS")});
    columns.push_back({QStringLiteral("port"), QStringLiteral("PORT"), Kind::Number});
    Report report{std::move(columns), {}, nothing};
    for (const SourceRecord &record : records)
        report.rows.push_back(toJson(record));
    return report;
}

} // namespace ft::tracker
