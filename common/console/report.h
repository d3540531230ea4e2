#pragma once

#include <QJsonObject>
#include <QString>

#include <vector>

namespace ft::console {

/// How people read a value that JSON has as it is.
enum class Kind {
    Text,
    Number,
    Bytes, ///< JSON: bytes; people: 12.3 MiB
    Duration, ///< JSON: seconds; people: 2 d 3 h
    Time, ///< JSON: seconds since 1970; people: UTC date and time
    LocalTime, ///< JSON: ISO 8601, UTC; people: local date and time
};

/// One property of the things a command lists.
struct Column
{
    QString key; ///< in JSON
    QString heading; ///< for people
    Kind kind = Kind::Text;
};

/// What a command lists: a table for people, or one JSON object per row for programs.
struct Report
{
    std::vector<Column> columns;
    std::vector<QJsonObject> rows;
    QString nothing; ///< for people, when there are no rows
};

/// A table that comes in parts: headings before the first one, columns never narrower than before.
class TableParts final
{
public:
    /// The rows of a report in aligned columns; every text in it is safe for a terminal.
    [[nodiscard]] QString add(const Report &report);

private:
    std::vector<qsizetype> m_widths; ///< empty before the first part
};

/// Headings and rows in aligned columns; every text in it is safe for a terminal.
[[nodiscard]] QString toTable(const Report &report);
/// The rows of a report with one, as `heading  value` lines.
[[nodiscard]] QString toList(const Report &report);
/// One object per line; nothing for a report without rows.
[[nodiscard]] QString toJsonLines(const Report &report);
[[nodiscard]] QString toJsonLine(const QJsonObject &object);

/// A value as people read it.
[[nodiscard]] QString formatted(const QJsonValue &value, Kind kind);

} // namespace ft::console
