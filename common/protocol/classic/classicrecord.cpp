#include "common/protocol/classic/classicrecord.h"

#include "common/model/text.h"
#include "common/protocol/classic/classicfields.h"
#include "common/protocol/fields.h"
#include "common/protocol/limits.h"
#include "common/protocol/roomwriter.h"

#include <QUtf8StringView>

#include <algorithm>
#include <limits>

namespace ft::protocol {

namespace {

/// The type as it may stand between commas.
QByteArrayView plainType(QByteArrayView type)
{
    const auto *const end = std::find_if(type.begin(), type.end(), [](char c) {
        return c == ';' || c == ',';
    });
    const auto plain = type.first(end - type.begin()).trimmed();
    return plain.isEmpty() ? QByteArrayView{"application/octet-stream"} : plain;
}

/// What follows a `>` and what may stand behind it.
QByteArrayView skipBetween(QByteArrayView text)
{
    const auto *const begin = std::find_if_not(text.begin(), text.end(), isBetweenClassicRecords);
    return text.sliced(begin - text.begin());
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
    constexpr qsizetype Longest = 10;
    if (text.size() > Longest)
        return std::nullopt;
    auto parts = text.toByteArray().split('/');
    if (parts.size() != 3)
        return std::nullopt;
    parts[0] = parts[0].rightJustified(2, '0');
    parts[1] = parts[1].rightJustified(2, '0');
    const auto time = parseDate(parts.join('/'));
    return time ? std::optional{std::chrono::floor<std::chrono::days>(*time)} : std::nullopt;
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

ClassicRecordScan::Result ClassicRecordScan::at(QByteArrayView text)
{
    const auto near = text.first(std::min(text.size(), MaxClassicRecord));
    DecodeError error{DecodeFault::Malformed, "record"};
    auto behindLast = near;
    for (auto close = near.indexOf('>'); close >= 0; close = near.indexOf('>', close + 1)) {
        const auto inner = near.sliced(1, close - 1);
        auto record = decodeClassicRecord(inner);
        if (record) {
            const bool isSpaced = inner[inner.lastIndexOf(',') + 1] == ' ';
            return Complete{*std::move(record), isSpaced, close + 1};
        }
        error = record.error();
        behindLast = skipBetween(near.sliced(close + 1));
        if (behindLast.startsWith('<'))
            return Broken{error, close + 1};
    }
    if (near.size() == MaxClassicRecord)
        return Broken{error, near.size()};
    return Unfinished{behindLast.isEmpty() && error.fault != DecodeFault::MissingField};
}

bool isBetweenClassicRecords(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '|';
}

QByteArrayView textOf(ClassicStyle::Separator separator)
{
    switch (separator) {
    case ClassicStyle::Separator::Newline:
        return "\n";
    case ClassicStyle::Separator::Bar:
        return "|";
    case ClassicStyle::Separator::None:
        break;
    }
    return "";
}

ClassicStyle::Separator separatorIn(QByteArrayView between)
{
    if (between.contains('|'))
        return ClassicStyle::Separator::Bar;
    if (between.contains('\n'))
        return ClassicStyle::Separator::Newline;
    return ClassicStyle::Separator::None;
}

void appendClassicRecord(QByteArray &out, const RecordView &record, const ClassicStyle &style)
{
    // Two numbers, a date, five commas with a space, and the brackets.
    constexpr qsizetype Fixed = 2 * 20 + 8 + 5 * 2 + 2;
    const QByteArrayView comma = style.isSpaced ? ", " : ",";
    const auto type = plainType(record.type);
    RoomWriter room{out, Fixed + record.path.size() + type.size() + record.address.size()};
    room.put("<");
    room.put(record.path);
    room.put(comma);
    room.put(type);
    room.put(comma);
    room.putNumber(record.size);
    room.put(comma);
    room.putDate(record.modified);
    room.put(comma);
    room.put(record.address);
    room.put(comma);
    room.putNumber(record.port);
    room.put(">");
}

} // namespace ft::protocol
