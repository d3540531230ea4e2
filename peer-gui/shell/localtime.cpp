#include "peer-gui/shell/localtime.h"

#include <QDateTime>
#include <QRegularExpression>

namespace ft::shell {

namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

enum class End { First, Last };

/// A date or a moment as it is written, before it is known which end of it is meant.
struct Written
{
    QDate date;
    std::optional<QTime> time;
    bool hasSeconds = false;
    std::optional<int> offset; ///< seconds east of UTC; none: local time
};

/// The groups: DD, MM, YY or YYYY; YYYY, MM, DD; HH, MM, SS; Z, or the sign, HH and MM of an
/// offset.
const QRegularExpression &pattern()
{
    static const QRegularExpression expression{
        QStringLiteral(R"(^(?:(\d\d)/(\d\d)/(\d\d(?:\d\d)?)|(\d{4})-(\d\d)-(\d\d)))"
                       R"((?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:(Z)|([+-])(\d\d):?(\d\d))?)?$)")};
    return expression;
}

QDate dateFrom(const QRegularExpressionMatch &match)
{
    if (match.hasCaptured(4))
        return {match.captured(4).toInt(), match.captured(5).toInt(), match.captured(6).toInt()};
    constexpr int FirstYear = 70;
    int year = match.captured(3).toInt();
    if (match.captured(3).size() == 2)
        year += year < FirstYear ? 2000 : 1900;
    return {year, match.captured(2).toInt(), match.captured(1).toInt()};
}

std::optional<int> offsetFrom(const QRegularExpressionMatch &match)
{
    if (match.hasCaptured(10))
        return 0;
    if (!match.hasCaptured(11))
        return std::nullopt;
    const int minutes = match.captured(12).toInt() * 60 + match.captured(13).toInt();
    return (match.captured(11) == u"-" ? -60 : 60) * minutes;
}

std::optional<Written> writtenFrom(const QString &text)
{
    const auto match = pattern().match(text);
    if (!match.hasMatch())
        return std::nullopt;
    Written written{dateFrom(match), std::nullopt, match.hasCaptured(9), offsetFrom(match)};
    if (match.hasCaptured(7))
        written.time = QTime{match.captured(7).toInt(),
                             match.captured(8).toInt(),
                             match.captured(9).toInt()};
    const bool isTime = !written.time || written.time->isValid();
    return written.date.isValid() && isTime ? std::optional{written} : std::nullopt;
}

/// When clocks are put back an hour is there twice: the first for a start, the second for an end.
qint64 inLocalTime(const QDate &date, const QTime &time, End end)
{
    constexpr qint64 Hour = 3'600;
    const QDateTime moment{date, time};
    const qint64 other = moment.toSecsSinceEpoch() + (end == End::First ? -Hour : Hour);
    const auto again = QDateTime::fromSecsSinceEpoch(other);
    return again.date() == date && again.time() == time ? other : moment.toSecsSinceEpoch();
}

sys_seconds momentOf(const Written &written, End end)
{
    QTime time = written.time.value_or(end == End::First ? QTime{0, 0} : QTime{23, 59, 59});
    if (written.time && !written.hasSeconds && end == End::Last)
        time = time.addSecs(59);
    const qint64 moment = written.offset ? QDateTime{written.date, time, Qt::UTC}.toSecsSinceEpoch()
                                               - *written.offset
                                         : inLocalTime(written.date, time, end);
    return sys_seconds{seconds{moment}};
}

/// Takes a date, and the time behind it when it is a word of its own, off the front.
std::optional<Written> takeTime(QStringList &words)
{
    for (const qsizetype count : {qsizetype{2}, qsizetype{1}}) {
        if (words.size() < count)
            continue;
        if (const auto written = writtenFrom(words.first(count).join(u' '))) {
            words.remove(0, count);
            return written;
        }
    }
    return std::nullopt;
}

} // namespace

Result<TimeSpan, QString> timeSpanOf(const QStringList &words)
{
    QStringList left = words.join(u' ').split(u' ', Qt::SkipEmptyParts);
    const auto fault = [&left]() -> tl::unexpected<QString> {
        return tl::unexpected(QStringLiteral("\"%1\" is no date or time such as 2026-01-31, "
                                             "2026-01-31T10:00 or 31/01/26 10:00")
                                  .arg(left.join(u' ')));
    };
    const auto from = takeTime(left);
    if (!from)
        return fault();
    if (left.isEmpty())
        return tl::unexpected(QStringLiteral("an end is missing; usage: shortlist START END"));
    const auto to = takeTime(left);
    if (!to || !left.isEmpty())
        return fault();
    const TimeSpan span{momentOf(*from, End::First), momentOf(*to, End::Last)};
    if (span.to < span.from)
        return tl::unexpected(QStringLiteral("the end lies before the start"));
    return span;
}

} // namespace ft::shell
