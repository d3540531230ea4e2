#include "tracker/log/logline.h"

#include "common/base/overloaded.h"
#include "common/console/safetext.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace ft::tracker {

namespace {

constexpr std::array<const char *, 4> Words{"error", "warning", "info", "debug"};
/// syslog(3): LOG_ERR, LOG_WARNING, LOG_INFO, LOG_DEBUG.
constexpr std::array Priorities{3, 4, 6, 7};
/// A value is cut here; nothing that is worth a line of a log is longer.
constexpr qsizetype MaxValue = 512;

QString timeText(std::chrono::sys_seconds time)
{
    return QDateTime::fromSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODate);
}

bool isBare(QChar c)
{
    return c.isLetterOrNumber() || QStringView{u"._-:/+%[]@"}.contains(c);
}

/// As it is when nobody can mistake it, else in quotes.
QString quoted(const QString &value)
{
    QString safe = console::safeText(value.left(MaxValue));
    if (!safe.isEmpty() && std::all_of(safe.cbegin(), safe.cend(), isBare))
        return safe;
    safe.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + safe + u'"';
}

QByteArray renderText(const LogLine &line)
{
    QString text = line.event;
    for (const auto &[name, value] : line.fields) {
        text += u' ' + name + u'=';
        text += std::visit(Overloaded{[](const QString &is) { return quoted(is); },
                                      [](std::uint64_t is) {
                                          return QString::number(is);
                                      }},
                           value);
    }
    return text.toUtf8() + '\n';
}

QByteArray renderJson(const LogLine &line, std::chrono::sys_seconds time)
{
    QJsonObject object{{QStringLiteral("time"), timeText(time)},
                       {QStringLiteral("level"), toWord(line.level)},
                       {QStringLiteral("event"), line.event}};
    for (const auto &[name, value] : line.fields) {
        object.insert(name,
                      std::visit(Overloaded{[](const QString &is) {
                                                return QJsonValue{
                                                    console::safeText(is.left(MaxValue))};
                                            },
                                            [](std::uint64_t is) {
                                                return QJsonValue{static_cast<qint64>(is)};
                                            }},
                                 value));
    }
    return QJsonDocument{object}.toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

std::optional<LogLevel> parseLogLevel(QStringView word)
{
    for (std::size_t i = 0; i < Words.size(); ++i) {
        if (word == QLatin1String{Words[i]})
            return static_cast<LogLevel>(i);
    }
    return std::nullopt;
}

QLatin1String toWord(LogLevel level)
{
    return QLatin1String{Words[static_cast<std::size_t>(level)]};
}

QByteArray render(const LogLine &line, LogFormat format, std::chrono::sys_seconds time)
{
    switch (format) {
    case LogFormat::Text:
        return timeText(time).toLatin1() + ' ' + toWord(line.level).latin1() + ' '
               + renderText(line);
    case LogFormat::Json:
        return renderJson(line, time);
    case LogFormat::Journal:
        return '<' + QByteArray::number(Priorities[static_cast<std::size_t>(line.level)]) + '>'
               + renderText(line);
    }
    return {};
}

} // namespace ft::tracker
