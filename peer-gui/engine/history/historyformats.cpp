#include "peer-gui/engine/history/historyformats.h"

#include "peer-gui/engine/history/historynames.h"

#include <QDateTime>
#include <QStringBuilder>

#include <algorithm>
#include <array>

namespace ft::engine {

namespace {

constexpr std::array Keys{
    "time",  "direction", "kind",    "name",   "size",      "root",  "md5",
    "count", "peer",      "address", "port",   "transport", "bytes", "seconds",
    "rate",  "outcome",   "reason",  "detail", "path",
};

// Sizes stay below 2^53 (protocol limit), so a JSON number holds them exactly.
qint64 number(std::uint64_t value)
{
    return static_cast<qint64>(value);
}

QString isoText(std::chrono::sys_seconds time)
{
    return QDateTime::fromSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODate);
}

/// Names come from the network, and some would run in the spreadsheet that opens the file.
QString harmless(const QString &text)
{
    constexpr QStringView Triggers = u"=+-@\t\r";
    const bool isFormula = !text.isEmpty() && Triggers.contains(text.front());
    return isFormula ? u'\'' % text : text;
}

QString csvField(const QJsonValue &value)
{
    QString text = value.isDouble() ? QString::number(value.toDouble(), 'g', 15)
                                    : harmless(value.toString());
    const bool isPlain = std::none_of(text.begin(), text.end(), [](QChar c) {
        return c == u',' || c == u'"' || c == u'\r' || c == u'\n';
    });
    return isPlain ? text : u'"' % text.replace(u'"', QStringLiteral("\"\"")) % u'"';
}

/// RFC 4180 wants both; the line feed is the writer's.
QString csvLineOf(const QStringList &fields)
{
    return fields.join(u',') % u'\r';
}

} // namespace

QJsonObject objectOf(const HistoryEntry &entry)
{
    QJsonObject object{
        {QStringLiteral("time"), isoText(entry.begun)},
        {QStringLiteral("direction"), toText(entry.direction)},
        {QStringLiteral("kind"), toText(entry.kind)},
        {QStringLiteral("name"), entry.subject},
        {QStringLiteral("transport"), toText(entry.transport)},
        {QStringLiteral("bytes"), number(entry.bytes)},
        {QStringLiteral("seconds"), std::chrono::duration<double>{entry.duration}.count()},
        {QStringLiteral("rate"), number(meanRate(entry))},
        {QStringLiteral("outcome"), toText(entry.outcome)},
    };
    const auto insertText = [&object](const char *key, const QString &text) {
        if (!text.isEmpty())
            object.insert(QLatin1StringView{key}, text);
    };
    if (entry.size)
        object.insert(QStringLiteral("size"), number(*entry.size));
    if (entry.count)
        object.insert(QStringLiteral("count"), number(*entry.count));
    if (entry.port != 0)
        object.insert(QStringLiteral("port"), entry.port);
    insertText("root", entry.root ? QString::fromLatin1(entry.root->hex()) : QString{});
    insertText("md5", entry.md5 ? QString::fromLatin1(entry.md5->hex()) : QString{});
    insertText("peer", entry.peer);
    insertText("address", entry.address);
    insertText("reason", toText(entry.reason));
    insertText("detail", entry.detail);
    insertText("path", entry.path);
    return object;
}

QString csvHeader()
{
    QStringList names;
    for (const char *key : Keys)
        names << QString::fromLatin1(key);
    return csvLineOf(names);
}

QString csvLine(const HistoryEntry &entry)
{
    const QJsonObject object = objectOf(entry);
    QStringList fields;
    for (const char *key : Keys)
        fields << csvField(object.value(QLatin1StringView{key}));
    return csvLineOf(fields);
}

} // namespace ft::engine
