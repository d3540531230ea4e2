#include "common/protocol/classic/classicrecord.h"

#include "common/model/text.h"
#include "common/protocol/classic/classicfields.h"
#include "common/protocol/fields.h"
#include "common/protocol/limits.h"

#include <QUtf8StringView>

#include <algorithm>
#include <limits>

namespace ft::protocol {

namespace {

using std::chrono::year_month_day;

/// No record that is believed is longer; each `>` in it is tried.
constexpr qsizetype MaxRecord = 1'024;

bool isBetween(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '|';
}

/// What stands between two records tells how this program separates them.
ClassicStyle::Separator separatorOf(QByteArrayView between)
{
    if (between.contains('|'))
        return ClassicStyle::Separator::Bar;
    if (between.contains('\n'))
        return ClassicStyle::Separator::Newline;
    return ClassicStyle::Separator::None;
}

void appendTwoDigits(QByteArray &out, unsigned number)
{
    out += static_cast<char>('0' + number / 10 % 10);
    out += static_cast<char>('0' + number % 10);
}

void appendDate(QByteArray &out, std::chrono::sys_days day, bool hasLongYear)
{
    using namespace std::chrono_literals;
    constexpr std::chrono::sys_days First{1970y / 1 / 1};
    constexpr std::chrono::sys_days Last{9999y / 12 / 31};
    const year_month_day date{std::clamp(day, First, Last)};
    const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
    appendTwoDigits(out, static_cast<unsigned>(date.day()));
    out += '/';
    appendTwoDigits(out, static_cast<unsigned>(date.month()));
    out += '/';
    if (hasLongYear)
        appendTwoDigits(out, year / 100);
    appendTwoDigits(out, year % 100);
}

struct Item
{
    ClassicRecord record;
    QByteArrayView inner;
    qsizetype end = 0; ///< behind its `>`
};

/// The record that begins at the `<` in front. Its `>` is the first that makes it one.
Decoded<Item> itemIn(QByteArrayView text)
{
    auto error = fault(DecodeFault::Malformed, "record");
    for (auto close = text.indexOf('>'); close >= 0; close = text.indexOf('>', close + 1)) {
        const auto inner = text.sliced(1, close - 1);
        auto record = decodeClassicRecord(inner);
        if (record)
            return Item{*std::move(record), inner, close + 1};
        error = tl::unexpected{record.error()};
        if (close > MaxRecord)
            break;
    }
    return error;
}

} // namespace

std::optional<std::uint64_t> parseClassicNumber(QByteArrayView digits, std::uint64_t most)
{
    while (digits.size() > 1 && digits.front() == '0')
        digits = digits.sliced(1);
    return parseNumber(digits, most);
}

std::optional<std::chrono::sys_days> parseClassicDate(QByteArrayView text)
{
    const auto first = text.indexOf('/');
    const auto second = first < 0 ? -1 : text.indexOf('/', first + 1);
    if (second < 0)
        return std::nullopt;
    const auto dayDigits = text.first(first);
    const auto monthDigits = text.sliced(first + 1, second - first - 1);
    const auto yearDigits = text.sliced(second + 1);
    if (dayDigits.size() > 2 || monthDigits.size() > 2
        || (yearDigits.size() != 2 && yearDigits.size() != 4))
        return std::nullopt;
    const auto day = parseClassicNumber(dayDigits, 31);
    const auto month = parseClassicNumber(monthDigits, 12);
    auto year = parseClassicNumber(yearDigits, 9999);
    if (!day || !month || !year)
        return std::nullopt;
    if (yearDigits.size() == 2)
        *year += *year < 70 ? 2000U : 1900U;
    const year_month_day date{std::chrono::year{static_cast<int>(*year)},
                              std::chrono::month{static_cast<unsigned>(*month)},
                              std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{std::chrono::sys_days{date}} : std::nullopt;
}

bool isClassicText(QByteArrayView text, qsizetype most)
{
    return !text.isEmpty() && text.size() <= most && QUtf8StringView{text}.isValidUtf8()
           && !hasControl(text);
}

Decoded<ClassicRecord> decodeClassicRecord(QByteArrayView inner)
{
    enum Place : std::uint8_t { Type, Size, Date, Address, Port, Count };
    const auto fields = ClassicFields<Count>::split(inner);
    if (!fields)
        return fault(DecodeFault::MissingField, "record");
    if (!isClassicText(fields->first, MaxClassicName))
        return fault(DecodeFault::BadValue, "name");
    if (!isClassicText(fields->last[Type], limits::MaxType))
        return fault(DecodeFault::BadValue, "type");
    const auto size = parseClassicNumber(fields->last[Size], limits::MaxFileSize);
    if (!size)
        return fault(DecodeFault::BadValue, "size");
    const auto modified = parseClassicDate(fields->last[Date]);
    if (!modified)
        return fault(DecodeFault::BadValue, "date");
    const auto address = parseAddress(fields->last[Address]);
    if (!address)
        return fault(DecodeFault::BadValue, "address");
    const auto port = parseClassicNumber(fields->last[Port],
                                         std::numeric_limits<std::uint16_t>::max());
    if (!port || *port == 0)
        return fault(DecodeFault::BadValue, "port");
    return ClassicRecord{.name = fields->first.toByteArray(),
                         .type = fields->last[Type].toByteArray(),
                         .size = *size,
                         .modified = *modified,
                         .endpoint = {*address, static_cast<std::uint16_t>(*port)}};
}

Decoded<ClassicRecords> decodeClassicRecords(QByteArrayView text)
{
    ClassicRecords all;
    qsizetype at = 0;
    while (true) {
        const auto begin = at;
        while (at < text.size() && isBetween(text[at]))
            ++at;
        if (at == text.size())
            break;
        if (text[at] != '<')
            return fault(DecodeFault::Malformed, "record");
        const auto item = itemIn(text.sliced(at));
        if (!item)
            return tl::unexpected{item.error()};
        if (all.records.empty()) {
            all.style.isSpaced = item->inner[item->inner.lastIndexOf(',') + 1] == ' ';
            const auto date = item->inner.lastIndexOf('/');
            all.style.hasLongYears = item->inner.sliced(date + 1).indexOf(',') == 4;
        } else if (all.records.size() == 1) {
            all.style.separator = separatorOf(text.sliced(begin, at - begin));
        }
        all.records.push_back(item->record);
        at += item->end;
    }
    return all;
}

void appendClassicRecord(QByteArray &out, const ClassicRecord &record, const ClassicStyle &style)
{
    const QByteArrayView comma = style.isSpaced ? ", " : ",";
    out += '<';
    out += record.name;
    out += comma;
    out += record.type;
    out += comma;
    appendNumber(out, record.size);
    out += comma;
    appendDate(out, record.modified, style.hasLongYears);
    out += comma;
    out += record.endpoint.address.toString().toLatin1();
    out += comma;
    appendNumber(out, record.endpoint.port);
    out += '>';
}

QByteArray encodeClassicRecords(const std::vector<ClassicRecord> &records,
                                const ClassicStyle &style)
{
    using Separator = ClassicStyle::Separator;
    const QByteArrayView between = style.separator == Separator::Bar       ? "|"
                                   : style.separator == Separator::Newline ? "\n"
                                                                           : "";
    QByteArray out;
    for (const ClassicRecord &record : records) {
        if (!out.isEmpty())
            out += between;
        appendClassicRecord(out, record, style);
    }
    return out;
}

} // namespace ft::protocol
