#include "common/console/report.h"

#include "common/console/safetext.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>
#include <QStringBuilder>
#include <QStringList>

#include <algorithm>

namespace ft::console {

namespace {

constexpr QStringView Gap = u"  ";

QString formattedDuration(qint64 seconds)
{
    constexpr qint64 Minute = 60;
    constexpr qint64 Hour = 60 * Minute;
    constexpr qint64 Day = 24 * Hour;
    if (seconds < Minute)
        return QStringLiteral("%1 s").arg(seconds);
    if (seconds < Hour)
        return QStringLiteral("%1 min %2 s").arg(seconds / Minute).arg(seconds % Minute);
    if (seconds < Day)
        return QStringLiteral("%1 h %2 min").arg(seconds / Hour).arg(seconds % Hour / Minute);
    return QStringLiteral("%1 d %2 h").arg(seconds / Day).arg(seconds % Day / Hour);
}

QString formattedNumber(const QJsonValue &value)
{
    const double number = value.toDouble();
    const bool isWhole = number == static_cast<double>(value.toInteger());
    return isWhole ? QString::number(value.toInteger()) : QString::number(number, 'f', 1);
}

bool isRightAligned(Kind kind)
{
    return kind == Kind::Number || kind == Kind::Bytes || kind == Kind::Duration;
}

using Cells = std::vector<QString>;

Cells cellsOf(const Report &report, const QJsonObject &row)
{
    Cells cells;
    for (const Column &column : report.columns)
        cells.push_back(formatted(row.value(column.key), column.kind));
    return cells;
}

Cells headingsOf(const Report &report)
{
    Cells cells;
    for (const Column &column : report.columns)
        cells.push_back(column.heading);
    return cells;
}

QString trimmedEnd(QString text)
{
    while (text.endsWith(u' '))
        text.chop(1);
    return text;
}

} // namespace

QString TableParts::add(const Report &report)
{
    std::vector<Cells> lines;
    if (m_widths.empty())
        lines.push_back(headingsOf(report));
    for (const QJsonObject &row : report.rows)
        lines.push_back(cellsOf(report, row));
    m_widths.resize(report.columns.size(), 0);
    for (const Cells &cells : lines) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            m_widths[i] = std::max(m_widths[i], cells[i].size());
    }
    QStringList text;
    for (const Cells &cells : lines) {
        QString line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const QString &cell = cells[i];
            line += isRightAligned(report.columns[i].kind) ? cell.rightJustified(m_widths[i])
                                                           : cell.leftJustified(m_widths[i]);
            line += Gap;
        }
        text << trimmedEnd(std::move(line));
    }
    return text.join(u'\n');
}

QString toTable(const Report &report)
{
    return report.rows.empty() ? report.nothing : TableParts{}.add(report);
}

QString toList(const Report &report)
{
    qsizetype width = 0;
    for (const Column &column : report.columns)
        width = std::max(width, column.heading.size());
    QStringList text;
    for (const QJsonObject &row : report.rows) {
        for (const Column &column : report.columns)
            text << QString{column.heading.leftJustified(width) % Gap
                            % formatted(row.value(column.key), column.kind)};
    }
    return text.join(u'\n');
}

QString toJsonLine(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument{object}.toJson(QJsonDocument::Compact));
}

QString toJsonLines(const Report &report)
{
    QStringList text;
    for (const QJsonObject &row : report.rows)
        text << toJsonLine(row);
    return text.join(u'\n');
}

QString formatted(const QJsonValue &value, Kind kind)
{
    if (value.isUndefined())
        return {};
    switch (kind) {
    case Kind::Text:
        return safeText(value.toString());
    case Kind::Number:
        return formattedNumber(value);
    case Kind::Bytes:
        return QLocale::c().formattedDataSize(value.toInteger());
    case Kind::Duration:
        return formattedDuration(value.toInteger());
    case Kind::Time:
        return QDateTime::fromSecsSinceEpoch(value.toInteger(), Qt::UTC)
            .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    case Kind::LocalTime:
        return QDateTime::fromString(value.toString(), Qt::ISODate)
            .toLocalTime()
            .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    }
    return {};
}

} // namespace ft::console
