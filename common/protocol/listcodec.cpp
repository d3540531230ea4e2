#include "common/protocol/listcodec.h"

#include "common/protocol/escape.h"
#include "common/protocol/itemlist.h"
#include "common/protocol/limits.h"

namespace ft::protocol {

namespace {

void appendPath(QByteArray &out, QByteArrayView key, const SharedPath &path)
{
    out.append(key);
    appendEscaped(out, path.utf8(), Spaces::Keep);
}

} // namespace

void append(QByteArray &out, const ListRequest &message)
{
    out.append("LIST:");
    if (message.path)
        appendPath(out, " path=", *message.path);
    if (message.after)
        appendPath(out, message.path ? ", after=" : " after=", *message.after);
    if (message.limit > 0) {
        out.append(message.path || message.after ? ", limit=" : " limit=");
        appendNumber(out, message.limit);
    }
    out.append('\n');
}

void append(QByteArray &out, const Files &message)
{
    appendItems(out, "FILES", message.records);
    if (message.isMore)
        out.append(MoreFiles);
    if (message.continues)
        out.append(MoreMark);
    out.append('\n');
}

Decoded<ListRequest> decodeListRequest(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "LIST");
    if (!fields)
        return tl::unexpected(fields.error());
    auto path = fields->optionalPath("path");
    if (!path)
        return tl::unexpected(path.error());
    auto after = fields->optionalPath("after");
    if (!after)
        return tl::unexpected(after.error());
    const auto limit = fields->optionalNumber("limit", limits::MaxListedFiles);
    if (!limit)
        return tl::unexpected(limit.error());
    return ListRequest{*std::move(path),
                       *std::move(after),
                       static_cast<std::uint32_t>(limit->value_or(0))};
}

Decoded<Files> decodeFiles(QByteArrayView rest)
{
    const bool continues = takeMoreMark(rest);
    const auto itemsEnd = rest.lastIndexOf('>') + 1;
    const auto words = Fields::split(rest.sliced(itemsEnd), Fields::Separator::Space, 0, "FILES");
    if (!words)
        return tl::unexpected(words.error());
    const auto isMore = words->optionalFlag("more");
    if (!isMore)
        return tl::unexpected(isMore.error());
    auto records = decodeItems<SourceRecord>(rest.first(itemsEnd), "FILES", decodeRecord);
    if (!records)
        return tl::unexpected(records.error());
    return Files{*std::move(records), continues, *isMore};
}

} // namespace ft::protocol
