#include "common/model/queryvalues.h"

#include "common/model/searchquery.h"

#include <algorithm>

namespace ft {

namespace {

using namespace std::chrono;

/// Takes a text apart from its front.
class Cursor
{
public:
    explicit Cursor(QStringView text)
        : m_rest(text)
    {}

    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }

    /// Takes the character when it is next, whatever its case.
    bool skip(char16_t character)
    {
        if (m_rest.isEmpty() || m_rest.front().toUpper() != QChar{character})
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }

    /// All ASCII digits that come next.
    QStringView digits()
    {
        qsizetype count = 0;
        while (count < m_rest.size() && m_rest[count] >= u'0' && m_rest[count] <= u'9')
            ++count;
        return take(count);
    }

    /// A number of exactly so many digits.
    std::optional<int> number(qsizetype count)
    {
        Cursor ahead{m_rest.first(std::min(count, m_rest.size()))};
        if (ahead.digits().size() != count)
            return std::nullopt;
        return take(count).toInt();
    }

private:
    QStringView take(qsizetype count)
    {
        const QStringView taken = m_rest.first(count);
        m_rest = m_rest.sliced(count);
        return taken;
    }

    QStringView m_rest;
};

/// The power of two that a unit stands for; nothing when the rest of the text is no unit.
std::optional<unsigned> takeUnit(Cursor &cursor)
{
    unsigned power = 0;
    for (const char16_t letter : {u'K', u'M', u'G', u'T'}) {
        power += 10;
        if (!cursor.skip(letter))
            continue;
        const bool isBinary = cursor.skip(u'I');
        const bool isBytes = cursor.skip(u'B');
        return cursor.atEnd() && (isBytes || !isBinary) ? std::optional{power} : std::nullopt;
    }
    cursor.skip(u'B');
    return cursor.atEnd() ? std::optional{0U} : std::nullopt;
}

/// The share of a unit that the digits behind a point are, in bytes.
std::uint64_t bytesOfFraction(QStringView digits, unsigned power)
{
    std::uint64_t scale = 1;
    for (qsizetype i = 0; i < digits.size(); ++i)
        scale *= 10;
    return (digits.toULongLong() << power) / scale;
}

QString noSize(QStringView text)
{
    return QStringLiteral("\"%1\" is no size: write a number of bytes, or 10K, 1.5M, 2G, 1T")
        .arg(text);
}

Result<SizeRange, QString> checked(SizeRange range)
{
    if (range.min > range.max)
        return tl::unexpected(QStringLiteral("no size is in this range"));
    return range;
}

Result<SizeRange, QString> parseComparison(QStringView text)
{
    const bool isLower = text.front() == u'>';
    const bool isIncluded = text.size() > 1 && text[1] == u'=';
    const QStringView number = text.sliced(isIncluded ? 2 : 1);
    const auto bytes = parseByteCount(number);
    if (!bytes)
        return tl::unexpected(noSize(number));
    if (isIncluded)
        return isLower ? SizeRange{*bytes, SearchQuery::AnySize} : SizeRange{0, *bytes};
    if (*bytes == (isLower ? SearchQuery::AnySize : 0))
        return tl::unexpected(QStringLiteral("no size is in this range"));
    return isLower ? SizeRange{*bytes + 1, SearchQuery::AnySize} : SizeRange{0, *bytes - 1};
}

Result<SizeRange, QString> parseEnds(QStringView lower, QStringView upper)
{
    if (lower.isEmpty() && upper.isEmpty())
        return tl::unexpected(QStringLiteral("a range needs a size before or behind the \"..\""));
    const auto min = lower.isEmpty() ? 0 : parseByteCount(lower);
    if (!min)
        return tl::unexpected(noSize(lower));
    const auto max = upper.isEmpty() ? SearchQuery::AnySize : parseByteCount(upper);
    if (!max)
        return tl::unexpected(noSize(upper));
    return checked({*min, *max});
}

/// The rest of a date behind its year, `-03-01`, and how long what it names is.
std::optional<Period> takeDate(Cursor &cursor, bool &isDay)
{
    const auto yearNumber = cursor.number(4);
    if (!yearNumber || *yearNumber == 0)
        return std::nullopt;
    const year_month_day first{year{*yearNumber}, January, day{1}};
    if (!cursor.skip(u'-'))
        return Period{sys_days{first}, sys_days{first + years{1}}};
    const auto monthNumber = cursor.number(2);
    if (!monthNumber || *monthNumber < 1 || *monthNumber > 12)
        return std::nullopt;
    const year_month_day firstOfMonth = first + months{*monthNumber - 1};
    if (!cursor.skip(u'-'))
        return Period{sys_days{firstOfMonth}, sys_days{firstOfMonth + months{1}}};
    const auto dayNumber = cursor.number(2);
    if (!dayNumber)
        return std::nullopt;
    const year_month_day date{firstOfMonth.year(),
                              firstOfMonth.month(),
                              day{static_cast<unsigned>(*dayNumber)}};
    if (!date.ok())
        return std::nullopt;
    isDay = true;
    return Period{sys_days{date}, sys_days{date} + days{1}};
}

/// `12:30` or `12:30:59`, from the beginning of a day.
std::optional<Period> takeTime(Cursor &cursor, sys_seconds midnight)
{
    const auto hour = cursor.number(2);
    if (!hour || *hour > 23 || !cursor.skip(u':'))
        return std::nullopt;
    const auto minute = cursor.number(2);
    if (!minute || *minute > 59)
        return std::nullopt;
    const sys_seconds begin = midnight + hours{*hour} + minutes{*minute};
    if (!cursor.skip(u':'))
        return Period{begin, begin + minutes{1}};
    const auto second = cursor.number(2);
    if (!second || *second > 59)
        return std::nullopt;
    return Period{begin + seconds{*second}, begin + seconds{*second + 1}};
}

/// What a zone is ahead of UTC by: nothing written is UTC, as `Z` is.
std::optional<minutes> takeZone(Cursor &cursor)
{
    if (cursor.atEnd() || cursor.skip(u'Z'))
        return minutes{0};
    const int sign = cursor.skip(u'-') ? -1 : 1;
    if (sign > 0 && !cursor.skip(u'+'))
        return std::nullopt;
    const auto hour = cursor.number(2);
    if (!hour || *hour > 23 || !cursor.skip(u':'))
        return std::nullopt;
    const auto minute = cursor.number(2);
    if (!minute || *minute > 59)
        return std::nullopt;
    return sign * (hours{*hour} + minutes{*minute});
}

QString twoDigits(long long number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char{'0'});
}

} // namespace

std::optional<std::uint64_t> parseByteCount(QStringView text)
{
    constexpr qsizetype MaxFraction = 6; // digits; times 2^40 it still fits in 64 bits
    Cursor cursor{text};
    bool isNumber = false;
    const std::uint64_t whole = cursor.digits().toULongLong(&isNumber);
    if (!isNumber)
        return std::nullopt;
    QStringView fraction;
    if (cursor.skip(u'.')) {
        fraction = cursor.digits();
        if (fraction.isEmpty() || fraction.size() > MaxFraction)
            return std::nullopt;
    }
    const auto power = takeUnit(cursor);
    if (!power || (*power == 0 && !fraction.isEmpty()))
        return std::nullopt;
    const std::uint64_t most = SearchQuery::AnySize >> *power;
    if (whole > most)
        return std::nullopt;
    return (whole << *power) + bytesOfFraction(fraction, *power);
}

Result<SizeRange, QString> parseSizeRange(QStringView text)
{
    if (text.startsWith(u'>') || text.startsWith(u'<'))
        return parseComparison(text);
    const auto dots = text.indexOf(u"..");
    if (dots >= 0)
        return parseEnds(text.first(dots), text.sliced(dots + 2));
    const auto bytes = parseByteCount(text);
    if (!bytes)
        return tl::unexpected(noSize(text));
    return SizeRange{*bytes, *bytes};
}

bool hasPeriodText(sys_seconds time)
{
    return time >= sys_days{year{1} / January / 1} && time < sys_days{year{10'000} / January / 1};
}

std::optional<Period> parsePeriod(QStringView text)
{
    Cursor cursor{text};
    bool isDay = false;
    auto period = takeDate(cursor, isDay);
    if (!period || cursor.atEnd())
        return period;
    if (!isDay || !cursor.skip(u'T'))
        return std::nullopt;
    period = takeTime(cursor, period->begin);
    const auto ahead = period ? takeZone(cursor) : std::nullopt;
    if (!ahead || !cursor.atEnd() || !hasPeriodText(period->begin - *ahead))
        return std::nullopt;
    return Period{period->begin - *ahead, period->end - *ahead};
}

QString periodText(sys_seconds begin)
{
    const auto midnight = floor<days>(begin);
    const year_month_day date{midnight};
    QString text = QStringLiteral("%1-").arg(int{date.year()}, 4, 10, QLatin1Char{'0'})
                   + twoDigits(unsigned{date.month()}) + u'-' + twoDigits(unsigned{date.day()});
    if (begin == midnight)
        return text;
    const hh_mm_ss time{begin - midnight};
    return text + u'T' + twoDigits(time.hours().count()) + u':' + twoDigits(time.minutes().count())
           + u':' + twoDigits(time.seconds().count());
}

} // namespace ft
