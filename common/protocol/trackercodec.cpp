#include "common/protocol/trackercodec.h"

#include "common/model/text.h"
#include "common/protocol/escape.h"
#include "common/protocol/fields.h"
#include "common/protocol/itemlist.h"
#include "common/protocol/limits.h"

#include <limits>

namespace ft::protocol {

namespace {

constexpr std::uint64_t MaxEpoch = std::numeric_limits<std::uint64_t>::max();

template <typename Items>
void appendList(QByteArray &out, QByteArrayView verb, const Items &items, bool more)
{
    appendItems(out, verb, items);
    if (more)
        out.append(MoreMark);
    out.append('\n');
}

Decoded<Share> decodeShare(QByteArrayView rest)
{
    auto records = decodeItems<SourceRecord>(rest, "SHARE", decodeRecord);
    if (!records)
        return tl::unexpected(records.error());
    return Share{*std::move(records)};
}

Decoded<Unshare> decodeUnshare(QByteArrayView rest)
{
    auto paths = decodeItems<SharedPath>(rest, "UNSHARE", decodePathItem);
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

Decoded<Epoch> decodeEpoch(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 1, "EPOCH");
    if (!fields)
        return tl::unexpected(fields.error());
    const auto epoch = fields->number(0, "epoch", MaxEpoch);
    if (!epoch)
        return tl::unexpected(epoch.error());
    const auto digest = required(Decoded<std::optional<QByteArrayView>>{fields->value("share")},
                                 "share");
    if (!digest)
        return tl::unexpected(digest.error());
    if (!isShareDigest(*digest))
        return fault(DecodeFault::BadValue, "share");
    return Epoch{{*epoch, digest->toByteArray()}};
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
    const auto total = required(fields->optionalCount("total"), "total");
    if (!total)
        return tl::unexpected(total.error());
    const auto dropped = fields->optionalCount("dropped");
    if (!dropped)
        return tl::unexpected(dropped.error());
    const auto epoch = fields->optionalNumber("epoch", MaxEpoch);
    if (!epoch)
        return tl::unexpected(epoch.error());
    return Shared{*total, dropped->value_or(0), *epoch};
}

Decoded<Found> decodeFound(QByteArrayView rest)
{
    const bool more = takeMoreMark(rest);
    auto records = decodeItems<SourceRecord>(rest, "FOUND", decodeRecord);
    if (!records)
        return tl::unexpected(records.error());
    return Found{*std::move(records), more};
}

Decoded<Peers> decodePeers(QByteArrayView rest)
{
    const bool more = takeMoreMark(rest);
    auto records = decodeItems<PeerRecord>(rest, "PEERS", decodePeerItem);
    if (!records)
        return tl::unexpected(records.error());
    return Peers{*std::move(records), more};
}

Decoded<Notice> decodeNotice(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 1, "NOTICE");
    if (!fields)
        return tl::unexpected(fields.error());
    auto text = fields->shortText(0, "text", limits::MaxText);
    if (!text)
        return tl::unexpected(text.error());
    return Notice{*std::move(text)};
}

/// What a tracker tells unasked, PING and BYE excepted.
Decoded<TrackerReply> decodeNews(const VerbLine &line)
{
    if (line.verb == "CAME")
        return withColon(line, decodeCame);
    if (line.verb == "WENT")
        return withColon(line, decodeWent);
    if (line.verb == "MISSED")
        return withColon(line, decodeMissed);
    if (line.verb == "NOTICE")
        return withColon(line, decodeNotice);
    return fault(DecodeFault::UnknownVerb, line.verb);
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

void append(QByteArray &out, const Epoch &message)
{
    out.append("EPOCH: ");
    appendNumber(out, message.mark.epoch);
    out.append(", share=");
    out.append(message.mark.digest);
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
    if (message.epoch) {
        out.append(", epoch=");
        appendNumber(out, *message.epoch);
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

void append(QByteArray &out, const Notice &message)
{
    out.append("NOTICE: ");
    appendEscaped(out, printable(message.text, limits::MaxText), Spaces::Keep);
    out.append('\n');
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
    const auto verb = cut->verb;
    if (verb == "SEARCH")
        return withColon(*cut, decodeSearch);
    if (verb == "FIND")
        return withColon(*cut, decodeFind);
    if (verb == "SHARE")
        return withColon(*cut, decodeShare);
    if (verb == "UNSHARE")
        return withColon(*cut, decodeUnshare);
    if (verb == "PEERS")
        return withColon(*cut, decodePeersQuery);
    if (verb == "STOP")
        return withColon(*cut, decodeStop);
    if (verb == "EPOCH")
        return withColon(*cut, decodeEpoch);
    if (verb == "HELLO")
        return withoutColon(*cut, decodeHello);
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
    const auto verb = cut->verb;
    if (verb == "FOUND")
        return withColon(*cut, decodeFound);
    if (verb == "NOT FOUND")
        return bare<NotFound>(*cut);
    if (verb == "RESULTS")
        return withColon(*cut, decodeResults);
    if (verb == "SHARED")
        return withColon(*cut, decodeShared);
    if (verb == "PEERS")
        return withColon(*cut, decodePeers);
    if (verb == "REFUSED")
        return withColon(*cut, decodeRefused);
    if (verb == "ERROR")
        return withColon(*cut, decodeErrorLine);
    if (verb == "HI")
        return withoutColon(*cut, decodeHi);
    if (verb == "PING")
        return bare<Ping>(*cut);
    if (verb == "PONG")
        return bare<Pong>(*cut);
    if (verb == "BYE")
        return bare<Bye>(*cut);
    return decodeNews(*cut);
}

} // namespace ft::protocol
