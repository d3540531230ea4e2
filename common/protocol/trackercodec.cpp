#include "common/protocol/trackercodec.h"

#include "common/protocol/escape.h"
#include "common/protocol/fields.h"
#include "common/protocol/limits.h"

#include <limits>

namespace ft::protocol {

namespace {

constexpr QByteArrayView MoreMark = " +";

void appendItem(QByteArray &out, const RecordView &record)
{
    appendRecord(out, record);
}

void appendItem(QByteArray &out, const SourceRecord &record)
{
    appendRecord(out, record);
}

void appendItem(QByteArray &out, const SharedPath &path)
{
    out.append('<');
    appendEscaped(out, path.utf8(), Spaces::Keep);
    out.append('>');
}

void appendItem(QByteArray &out, const PeerRecord &peer)
{
    out.append('<');
    out.append(peer.name.bytes());
    out.append(", ");
    appendEscaped(out, peer.endpoint.address.toString().toLatin1(), Spaces::Keep);
    out.append(", ");
    appendNumber(out, peer.endpoint.port);
    out.append(", files=");
    appendNumber(out, peer.files);
    out.append(", bytes=");
    appendNumber(out, peer.bytes);
    out.append('>');
}

template <typename Items>
void appendList(QByteArray &out, QByteArrayView verb, const Items &items, bool more)
{
    out.append(verb);
    out.append(':');
    for (const auto &item : items) {
        out.append(' ');
        appendItem(out, item);
    }
    if (more)
        out.append(MoreMark);
    out.append('\n');
}

Decoded<SharedPath> decodePathItem(QByteArrayView inner)
{
    const auto fields = Fields::split(inner, Fields::Separator::Comma, 1, "UNSHARE");
    if (!fields)
        return tl::unexpected(fields.error());
    return fields->path(0, "name");
}

Decoded<PeerRecord> decodePeerItem(QByteArrayView inner)
{
    const auto fields = Fields::split(inner, Fields::Separator::Comma, 3, "peer");
    if (!fields)
        return tl::unexpected(fields.error());
    const auto text = fields->text(0, "name");
    if (!text)
        return tl::unexpected(text.error());
    auto name = HostName::parse(*text);
    if (!name)
        return fault(DecodeFault::BadValue, "name");
    const auto address = fields->address(1, "address");
    if (!address)
        return tl::unexpected(address.error());
    const auto port = fields->number(2, "port", 65'535);
    if (!port)
        return tl::unexpected(port.error());
    const auto files = required(fields->optionalNumber("files",
                                                       std::numeric_limits<std::uint32_t>::max()),
                                "files");
    if (!files)
        return tl::unexpected(files.error());
    const auto bytes = required(fields->optionalNumber("bytes",
                                                       std::numeric_limits<std::uint64_t>::max()),
                                "bytes");
    if (!bytes)
        return tl::unexpected(bytes.error());
    return PeerRecord{*std::move(name),
                      Endpoint{*address, static_cast<std::uint16_t>(*port)},
                      static_cast<std::uint32_t>(*files),
                      *bytes};
}

/// The items of `<...> <...>`, each decoded by `decodeItem`.
template <typename Item, typename DecodeItem>
Decoded<std::vector<Item>> decodeList(QByteArrayView text,
                                      QByteArrayView verb,
                                      DecodeItem decodeItem)
{
    std::vector<Item> items;
    while (!text.isEmpty()) {
        const auto close = text.indexOf('>');
        if (!text.startsWith('<') || close < 0)
            return fault(DecodeFault::Malformed, verb);
        const auto inner = text.sliced(1, close - 1);
        if (inner.contains('<'))
            return fault(DecodeFault::Malformed, verb);
        auto item = decodeItem(inner);
        if (!item)
            return tl::unexpected(item.error());
        items.push_back(*std::move(item));
        text = text.sliced(close + 1).trimmed();
    }
    return items;
}

bool takeMoreMark(QByteArrayView &text)
{
    if (text != "+" && !text.endsWith(MoreMark))
        return false;
    text.chop(1);
    text = text.trimmed();
    return true;
}

Decoded<Share> decodeShare(QByteArrayView rest)
{
    auto records = decodeList<SourceRecord>(rest, "SHARE", decodeRecord);
    if (!records)
        return tl::unexpected(records.error());
    return Share{*std::move(records)};
}

Decoded<Unshare> decodeUnshare(QByteArrayView rest)
{
    auto paths = decodeList<SharedPath>(rest, "UNSHARE", decodePathItem);
    if (!paths)
        return tl::unexpected(paths.error());
    return Unshare{*std::move(paths)};
}

Decoded<Search> decodeSearch(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 1, "SEARCH");
    if (!fields)
        return tl::unexpected(fields.error());
    auto name = fields->text(0, "name");
    if (!name)
        return tl::unexpected(name.error());
    if (name->size() > limits::MaxSearchText)
        return fault(DecodeFault::BadValue, "name");
    const auto limit = fields->optionalNumber("limit", limits::MaxFoundRecords);
    if (!limit)
        return tl::unexpected(limit.error());
    return Search{*std::move(name), static_cast<std::uint32_t>(limit->value_or(0))};
}

Decoded<PeersQuery> decodePeersQuery(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "PEERS");
    if (!fields)
        return tl::unexpected(fields.error());
    auto name = fields->optionalHost("name");
    if (!name)
        return tl::unexpected(name.error());
    auto address = fields->optionalAddress("address");
    if (!address)
        return tl::unexpected(address.error());
    return PeersQuery{*std::move(name), *std::move(address)};
}

Decoded<Shared> decodeShared(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "SHARED");
    if (!fields)
        return tl::unexpected(fields.error());
    constexpr std::uint64_t Most = std::numeric_limits<std::uint32_t>::max();
    const auto total = required(fields->optionalNumber("total", Most), "total");
    if (!total)
        return tl::unexpected(total.error());
    const auto dropped = fields->optionalNumber("dropped", Most);
    if (!dropped)
        return tl::unexpected(dropped.error());
    return Shared{static_cast<std::uint32_t>(*total),
                  static_cast<std::uint32_t>(dropped->value_or(0))};
}

Decoded<Found> decodeFound(QByteArrayView rest)
{
    const bool more = takeMoreMark(rest);
    auto records = decodeList<SourceRecord>(rest, "FOUND", decodeRecord);
    if (!records)
        return tl::unexpected(records.error());
    return Found{*std::move(records), more};
}

Decoded<Peers> decodePeers(QByteArrayView rest)
{
    const bool more = takeMoreMark(rest);
    auto records = decodeList<PeerRecord>(rest, "PEERS", decodePeerItem);
    if (!records)
        return tl::unexpected(records.error());
    return Peers{*std::move(records), more};
}

template <typename Variant>
QByteArray encodeAny(const Variant &message)
{
    QByteArray out;
    std::visit([&out](const auto &alternative) { append(out, alternative); }, message);
    return out;
}

} // namespace

void append(QByteArray &out, const Share &message)
{
    appendList(out, "SHARE", message.records, false);
}

void append(QByteArray &out, const Unshare &message)
{
    appendList(out, "UNSHARE", message.paths, false);
}

void append(QByteArray &out, const Search &message)
{
    out.append("SEARCH: ");
    appendEscaped(out, message.name, Spaces::Keep);
    if (message.limit > 0) {
        out.append(", limit=");
        appendNumber(out, message.limit);
    }
    out.append('\n');
}

void append(QByteArray &out, const PeersQuery &message)
{
    out.append("PEERS:");
    if (message.name) {
        out.append(" name=");
        out.append(message.name->bytes());
    }
    if (message.address) {
        out.append(message.name ? ", address=" : " address=");
        appendEscaped(out, message.address->toString().toLatin1(), Spaces::Keep);
    }
    out.append('\n');
}

void append(QByteArray &out, const Shared &message)
{
    out.append("SHARED: total=");
    appendNumber(out, message.total);
    if (message.dropped > 0) {
        out.append(", dropped=");
        appendNumber(out, message.dropped);
    }
    out.append('\n');
}

void append(QByteArray &out, const Found &message)
{
    appendList(out, "FOUND", message.records, message.more);
}

void append(QByteArray &out, const NotFound &)
{
    out.append("NOT FOUND\n");
}

void append(QByteArray &out, const Peers &message)
{
    appendList(out, "PEERS", message.records, message.more);
}

QByteArray encode(const TrackerRequest &message)
{
    return encodeAny(message);
}

QByteArray encode(const TrackerReply &message)
{
    return encodeAny(message);
}

Decoded<TrackerRequest> decodeTrackerRequest(QByteArrayView line)
{
    const auto cut = cutVerb(line);
    if (!cut)
        return tl::unexpected(cut.error());
    const auto &[verb, rest, colon] = *cut;
    if (verb == "SEARCH" && colon)
        return decodeSearch(rest);
    if (verb == "SHARE" && colon)
        return decodeShare(rest);
    if (verb == "UNSHARE" && colon)
        return decodeUnshare(rest);
    if (verb == "PEERS" && colon)
        return decodePeersQuery(rest);
    if (verb == "HELLO" && !colon)
        return decodeHello(rest);
    if (verb == "PING")
        return bare<Ping>(*cut);
    if (verb == "PONG")
        return bare<Pong>(*cut);
    if (verb == "BYE")
        return bare<Bye>(*cut);
    return fault(DecodeFault::UnknownVerb, verb);
}

Decoded<TrackerReply> decodeTrackerReply(QByteArrayView line)
{
    const auto cut = cutVerb(line);
    if (!cut)
        return tl::unexpected(cut.error());
    const auto &[verb, rest, colon] = *cut;
    if (verb == "FOUND" && colon)
        return decodeFound(rest);
    if (verb == "NOT FOUND")
        return bare<NotFound>(*cut);
    if (verb == "SHARED" && colon)
        return decodeShared(rest);
    if (verb == "PEERS" && colon)
        return decodePeers(rest);
    if (verb == "REFUSED" && colon)
        return decodeRefused(rest);
    if (verb == "ERROR" && colon)
        return decodeErrorLine(rest);
    if (verb == "HI" && !colon)
        return decodeHi(rest);
    if (verb == "PING")
        return bare<Ping>(*cut);
    if (verb == "PONG")
        return bare<Pong>(*cut);
    if (verb == "BYE")
        return bare<Bye>(*cut);
    return fault(DecodeFault::UnknownVerb, verb);
}

ListWriter::ListWriter(QByteArray &out, QByteArrayView verb, Continuation continuation)
    : m_out(out)
    , m_verb(verb)
    , m_continuation(continuation)
    , m_lineStart(out.size())
{
    m_out.append(m_verb);
    m_out.append(':');
}

void ListWriter::add(const RecordView &record)
{
    addItem(record);
}

void ListWriter::add(const SourceRecord &record)
{
    addItem(record);
}

void ListWriter::add(const SharedPath &path)
{
    addItem(path);
}

void ListWriter::add(const PeerRecord &peer)
{
    addItem(peer);
}

template <typename Item>
void ListWriter::addItem(const Item &item)
{
    const auto position = m_out.size();
    m_out.append(' ');
    appendItem(m_out, item);
    // Room for the mark and the line feed stays free.
    if (m_out.size() - m_lineStart + MoreMark.size() + 1 > limits::MaxLine)
        breakLineBefore(position);
}

void ListWriter::breakLineBefore(qsizetype position)
{
    QByteArray breaking;
    if (m_continuation == Continuation::Plus)
        breaking.append(MoreMark);
    breaking.append('\n');
    m_lineStart = position + breaking.size();
    breaking.append(m_verb);
    breaking.append(':');
    m_out.insert(position, breaking);
    ++m_lines;
}

qsizetype ListWriter::finish()
{
    m_out.append('\n');
    return m_lines;
}

} // namespace ft::protocol
