#include "common/protocol/listcodec.h"

#include "common/protocol/escape.h"
#include "common/protocol/itemlist.h"
#include "common/protocol/limits.h"

#include <algorithm>
#include <chrono>

namespace ft::protocol {

namespace {

/// The nearest time that the wire knows.
std::uint64_t onTheWire(std::chrono::sys_seconds time)
{
    const std::int64_t seconds = time.time_since_epoch().count();
    return static_cast<std::uint64_t>(std::clamp<std::int64_t>(seconds, 0, limits::MaxTime));
}

/// Writes the keys of a message that has no positional fields.
class KeyWriter final
{
public:
    KeyWriter(QByteArray &out, QByteArrayView verb)
        : m_out(out)
    {
        m_out.append(verb).append(':');
    }

    void add(QByteArrayView key, const std::optional<SharedPath> &path)
    {
        if (path)
            appendEscaped(begin(key), path->utf8(), Spaces::Keep);
    }
    void add(QByteArrayView key, const QByteArray &text)
    {
        if (!text.isEmpty())
            appendEscaped(begin(key), text, Spaces::Keep);
    }
    void add(QByteArrayView key, const std::optional<std::chrono::sys_seconds> &time)
    {
        if (time)
            appendNumber(begin(key), onTheWire(*time));
    }
    void addLimit(std::uint32_t limit)
    {
        if (limit > 0)
            appendNumber(begin("limit"), limit);
    }
    void finish() { m_out.append('\n'); }

private:
    QByteArray &begin(QByteArrayView key)
    {
        m_out.append(m_isFirst ? " " : ", ").append(key).append('=');
        m_isFirst = false;
        return m_out;
    }

    QByteArray &m_out;
    bool m_isFirst = true;
};

Decoded<std::uint32_t> decodeLimit(const Fields &fields)
{
    return fields.optionalNumber("limit", limits::MaxListedFiles)
        .map([](const std::optional<std::uint64_t> &limit) {
            return static_cast<std::uint32_t>(limit.value_or(0));
        });
}

Decoded<std::optional<std::chrono::sys_seconds>> decodeTime(const Fields &fields,
                                                            QByteArrayView key)
{
    using std::chrono::sys_seconds;
    return fields.optionalNumber(key, limits::MaxTime)
        .map([](const std::optional<std::uint64_t> &time) {
            return time ? std::optional{sys_seconds{std::chrono::seconds{*time}}} : std::nullopt;
        });
}

Decoded<QByteArray> decodeRegex(const Fields &fields)
{
    const auto raw = fields.value("regex");
    return raw ? decodeText(*raw, "regex", limits::MaxSearchText) : QByteArray{};
}

} // namespace

void append(QByteArray &out, const ListRequest &message)
{
    KeyWriter keys{out, "LIST"};
    keys.add("path", message.path);
    keys.add("after", message.after);
    keys.addLimit(message.limit);
    keys.finish();
}

void append(QByteArray &out, const IndexRequest &message)
{
    KeyWriter keys{out, "INDEXGET"};
    keys.add("from", message.from);
    keys.add("to", message.to);
    keys.add("regex", message.regex);
    keys.add("after", message.after);
    keys.addLimit(message.limit);
    keys.finish();
}

void append(QByteArray &out, const ChecksumRequest &message)
{
    KeyWriter keys{out, "FILEHASH"};
    keys.add("path", message.path);
    keys.add("after", message.after);
    keys.addLimit(message.limit);
    keys.finish();
}

QByteArray lastPageTail(const std::optional<SharedPath> &next)
{
    QByteArray tail = MoreFiles.toByteArray();
    if (next) {
        tail.append(" next=");
        appendEscaped(tail, next->utf8(), Spaces::Escape);
    }
    return tail;
}

void append(QByteArray &out, const Files &message)
{
    appendItems(out, "FILES", message.records);
    if (message.isMore)
        out.append(lastPageTail(message.next));
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
    const auto limit = decodeLimit(*fields);
    if (!limit)
        return tl::unexpected(limit.error());
    return ListRequest{*std::move(path), *std::move(after), *limit};
}

Decoded<IndexRequest> decodeIndexRequest(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "INDEXGET");
    if (!fields)
        return tl::unexpected(fields.error());
    const auto from = decodeTime(*fields, "from");
    if (!from)
        return tl::unexpected(from.error());
    const auto to = decodeTime(*fields, "to");
    if (!to)
        return tl::unexpected(to.error());
    auto regex = decodeRegex(*fields);
    if (!regex)
        return tl::unexpected(regex.error());
    auto after = fields->optionalPath("after");
    if (!after)
        return tl::unexpected(after.error());
    const auto limit = decodeLimit(*fields);
    if (!limit)
        return tl::unexpected(limit.error());
    return IndexRequest{*from, *to, *std::move(regex), *std::move(after), *limit};
}

Decoded<ChecksumRequest> decodeChecksumRequest(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "FILEHASH");
    if (!fields)
        return tl::unexpected(fields.error());
    auto path = fields->optionalPath("path");
    if (!path)
        return tl::unexpected(path.error());
    auto after = fields->optionalPath("after");
    if (!after)
        return tl::unexpected(after.error());
    const auto limit = decodeLimit(*fields);
    if (!limit)
        return tl::unexpected(limit.error());
    return ChecksumRequest{*std::move(path), *std::move(after), *limit};
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
    auto next = words->optionalPath("next");
    if (!next)
        return tl::unexpected(next.error());
    if (*next && !*isMore)
        return fault(DecodeFault::BadValue, "next");
    auto records = decodeItems<SourceRecord>(rest.first(itemsEnd), "FILES", decodeRecord);
    if (!records)
        return tl::unexpected(records.error());
    return Files{*std::move(records), continues, *isMore, *std::move(next)};
}

} // namespace ft::protocol
