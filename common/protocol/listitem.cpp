#include "common/protocol/listitem.h"

#include "common/protocol/escape.h"
#include "common/protocol/fields.h"

#include <algorithm>
#include <limits>

namespace ft::protocol {

namespace {

/// In place of the name of a peer that has none; no host name begins with it.
constexpr QByteArrayView NoName = "-";
constexpr std::uint64_t MaxRoundTrip = std::numeric_limits<std::uint32_t>::max();

/// The nearest number of microseconds that the wire knows.
std::uint64_t onTheWire(std::chrono::microseconds time)
{
    const auto count = std::max<std::int64_t>(time.count(), 0);
    return std::min(static_cast<std::uint64_t>(count), MaxRoundTrip);
}

/// What the tracker has found out about the port of a peer.
Decoded<PeerRecord> withProbe(PeerRecord peer, const Fields &fields)
{
    if (fields.value("reach")) {
        const auto isReachable = fields.optionalFlag("reach");
        if (!isReachable)
            return tl::unexpected(isReachable.error());
        peer.isReachable = *isReachable;
    }
    const auto roundTrip = fields.optionalNumber("rtt", MaxRoundTrip);
    if (!roundTrip)
        return tl::unexpected(roundTrip.error());
    if (*roundTrip)
        peer.roundTrip = std::chrono::microseconds{static_cast<std::int64_t>(**roundTrip)};
    return peer;
}

Decoded<std::optional<HostName>> decodeName(const Fields &fields)
{
    const auto raw = fields.text(0, "name");
    if (raw && *raw == NoName)
        return std::optional<HostName>{};
    return fields.host(0, "name").map([](HostName &&name) { return std::optional{name}; });
}

/// Whose record is gone.
Decoded<PeerName> decodeOfferer(const Fields &fields)
{
    const auto at = fields.optionalText("at");
    if (!at)
        return tl::unexpected(at.error());
    if (!*at)
        return required(fields.optionalHost("peer"), "peer").map([](HostName &&name) {
            return PeerName{std::move(name)};
        });
    const auto endpoint = Endpoint::parse(QString::fromUtf8(**at));
    if (!endpoint)
        return fault(DecodeFault::BadValue, "at");
    return PeerName{*endpoint};
}

} // namespace

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
    out.append(peer.name ? peer.name->bytes() : NoName.toByteArray());
    out.append(", ");
    appendEscaped(out, peer.endpoint.address.toString().toLatin1(), Spaces::Keep);
    out.append(", ");
    appendNumber(out, peer.endpoint.port);
    out.append(", files=");
    appendNumber(out, peer.files);
    out.append(", bytes=");
    appendNumber(out, peer.bytes);
    if (peer.isReachable)
        out.append(*peer.isReachable ? ", reach=yes" : ", reach=no");
    if (peer.roundTrip) {
        out.append(", rtt=");
        appendNumber(out, onTheWire(*peer.roundTrip));
    }
    out.append('>');
}

void appendItem(QByteArray &out, const Gone &gone)
{
    out.append('<');
    appendEscaped(out, gone.path.utf8(), Spaces::Keep);
    if (gone.peer.host()) {
        out.append(", peer=");
        out.append(gone.peer.host()->bytes());
    } else {
        out.append(", at=");
        appendEscaped(out, gone.peer.toString().toLatin1(), Spaces::Keep);
    }
    out.append('>');
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
    auto name = decodeName(*fields);
    if (!name)
        return tl::unexpected(name.error());
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
    return withProbe(PeerRecord{*std::move(name),
                                Endpoint{*address, static_cast<std::uint16_t>(*port)},
                                static_cast<std::uint32_t>(*files),
                                *bytes,
                                {},
                                {}},
                     *fields);
}

Decoded<Gone> decodeGoneItem(QByteArrayView inner)
{
    const auto fields = Fields::split(inner, Fields::Separator::Comma, 1, "WENT");
    if (!fields)
        return tl::unexpected(fields.error());
    auto path = fields->path(0, "name");
    if (!path)
        return tl::unexpected(path.error());
    auto peer = decodeOfferer(*fields);
    if (!peer)
        return tl::unexpected(peer.error());
    return Gone{*std::move(path), *std::move(peer)};
}

} // namespace ft::protocol
