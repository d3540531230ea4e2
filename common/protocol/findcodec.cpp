#include "common/protocol/findcodec.h"

#include "common/protocol/escape.h"
#include "common/protocol/fields.h"
#include "common/protocol/itemlist.h"
#include "common/protocol/limits.h"

#include <limits>

namespace ft::protocol {

namespace {

constexpr std::uint64_t MaxCount = std::numeric_limits<std::uint64_t>::max();

void appendKey(QByteArray &out, QByteArrayView start, std::uint64_t number)
{
    out.append(start);
    appendNumber(out, number);
}

/// A key `live` that must be there.
Decoded<std::uint32_t> requiredLive(const Fields &fields)
{
    const auto live = fields.optionalLabel("live");
    if (live && *live == 0)
        return fault(DecodeFault::MissingKey, "live");
    return live;
}

Decoded<QByteArray> queryOf(const Fields &fields)
{
    const auto text = fields.text(0, "query");
    if (!text)
        return tl::unexpected(text.error());
    if (text->size() > limits::MaxSearchText)
        return fault(DecodeFault::BadValue, "query");
    return QByteArray{text->constData(), text->size()};
}

/// A list of items with the words of an open search behind it.
template <typename Message, typename Item, typename DecodeItem>
Decoded<Message> decodeNews(QByteArrayView rest, QByteArrayView verb, DecodeItem decodeItem)
{
    const auto itemsEnd = rest.lastIndexOf('>') + 1;
    auto items = decodeItems<Item>(rest.first(itemsEnd), verb, decodeItem);
    if (!items)
        return tl::unexpected(items.error());
    const auto words = Fields::split(rest.sliced(itemsEnd), Fields::Separator::Space, 0, verb);
    if (!words)
        return tl::unexpected(words.error());
    const auto live = requiredLive(*words);
    if (!live)
        return tl::unexpected(live.error());
    return Message{*live, *std::move(items)};
}

template <typename Message>
void appendNews(QByteArray &out, QByteArrayView verb, const Message &message)
{
    appendItems(out, verb, message.records);
    out.append(liveTail(message.live));
    out.append('\n');
}

} // namespace

void append(QByteArray &out, const Find &message)
{
    out.append("FIND: ");
    appendEscaped(out, message.text, Spaces::Keep);
    if (message.limit > 0)
        appendKey(out, ", limit=", message.limit);
    if (!message.after.isEmpty()) {
        out.append(", after=");
        out.append(message.after);
    }
    if (message.live > 0)
        appendKey(out, ", live=", message.live);
    out.append('\n');
}

void append(QByteArray &out, const Stop &message)
{
    appendKey(out, "STOP: live=", message.live);
    out.append('\n');
}

void append(QByteArray &out, const Results &message)
{
    appendKey(out, "RESULTS: total=", message.total);
    appendKey(out, ", shown=", message.shown);
    appendKey(out, ", contents=", message.contents);
    if (!message.after.isEmpty()) {
        out.append(", after=");
        out.append(message.after);
    }
    if (message.isPartial)
        out.append(", partial=yes");
    if (message.live > 0)
        appendKey(out, ", live=", message.live);
    out.append('\n');
}

void append(QByteArray &out, const Came &message)
{
    appendNews(out, "CAME", message);
}

void append(QByteArray &out, const Went &message)
{
    appendNews(out, "WENT", message);
}

void append(QByteArray &out, const Missed &message)
{
    appendKey(out, "MISSED: live=", message.live);
    appendKey(out, ", count=", message.count);
    out.append('\n');
}

QByteArray liveTail(std::uint32_t live)
{
    QByteArray tail;
    appendKey(tail, " live=", live);
    return tail;
}

Decoded<Find> decodeFind(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 1, "FIND");
    if (!fields)
        return tl::unexpected(fields.error());
    auto text = queryOf(*fields);
    if (!text)
        return tl::unexpected(text.error());
    const auto limit = fields->optionalNumber("limit", limits::MaxFoundRecords);
    if (!limit)
        return tl::unexpected(limit.error());
    auto after = fields->optionalToken("after", limits::MaxAfter);
    if (!after)
        return tl::unexpected(after.error());
    const auto live = fields->optionalLabel("live");
    if (!live)
        return tl::unexpected(live.error());
    return Find{*std::move(text),
                static_cast<std::uint32_t>(limit->value_or(0)),
                *std::move(after),
                *live};
}

Decoded<Stop> decodeStop(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "STOP");
    if (!fields)
        return tl::unexpected(fields.error());
    const auto live = requiredLive(*fields);
    if (!live)
        return tl::unexpected(live.error());
    return Stop{*live};
}

Decoded<Results> decodeResults(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "RESULTS");
    if (!fields)
        return tl::unexpected(fields.error());
    const auto total = required(fields->optionalNumber("total", MaxCount), "total");
    if (!total)
        return tl::unexpected(total.error());
    const auto shown = required(fields->optionalNumber("shown", limits::MaxFoundRecords), "shown");
    if (!shown)
        return tl::unexpected(shown.error());
    const auto contents = required(fields->optionalNumber("contents", MaxCount), "contents");
    if (!contents)
        return tl::unexpected(contents.error());
    auto after = fields->optionalToken("after", limits::MaxAfter);
    if (!after)
        return tl::unexpected(after.error());
    const auto isPartial = fields->optionalFlag("partial");
    if (!isPartial)
        return tl::unexpected(isPartial.error());
    const auto live = fields->optionalLabel("live");
    if (!live)
        return tl::unexpected(live.error());
    return Results{*total,
                   static_cast<std::uint32_t>(*shown),
                   *contents,
                   *std::move(after),
                   *isPartial,
                   *live};
}

Decoded<Came> decodeCame(QByteArrayView rest)
{
    return decodeNews<Came, SourceRecord>(rest, "CAME", decodeRecord);
}

Decoded<Went> decodeWent(QByteArrayView rest)
{
    return decodeNews<Went, Gone>(rest, "WENT", decodeGoneItem);
}

Decoded<Missed> decodeMissed(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "MISSED");
    if (!fields)
        return tl::unexpected(fields.error());
    const auto live = requiredLive(*fields);
    if (!live)
        return tl::unexpected(live.error());
    const auto count = required(fields->optionalNumber("count", MaxCount), "count");
    if (!count)
        return tl::unexpected(count.error());
    return Missed{*live, *count};
}

} // namespace ft::protocol
