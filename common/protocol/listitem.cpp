#include "common/protocol/listitem.h"

#include "common/protocol/escape.h"
#include "common/protocol/fields.h"

#include <limits>

namespace ft::protocol {

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
    auto name = fields->host(0, "name");
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
    return PeerRecord{*std::move(name),
                      Endpoint{*address, static_cast<std::uint16_t>(*port)},
                      static_cast<std::uint32_t>(*files),
                      *bytes};
}

} // namespace ft::protocol
