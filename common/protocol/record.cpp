#include "common/protocol/record.h"

#include "common/protocol/escape.h"
#include "common/protocol/fields.h"
#include "common/protocol/limits.h"
#include "common/protocol/roomwriter.h"

#include <algorithm>

namespace ft::protocol {

namespace {

/// The nearest time that the wire knows: a file's own may be anything.
std::chrono::sys_seconds onTheWire(std::chrono::sys_seconds time)
{
    using std::chrono::seconds;
    using std::chrono::sys_seconds;
    return std::clamp(time, sys_seconds{seconds{0}}, sys_seconds{seconds{limits::MaxTime}});
}

qsizetype mostBytesOf(const RecordView &record)
{
    // Everything but texts: three numbers, a date, two digests, the names of the keys.
    constexpr qsizetype Fixed = 3 * 20 + 8 + 2 * (32 + 16) + 64;
    return Fixed
           + RoomWriter::MostEscaped
                 * (record.path.size() + record.type.size() + record.address.size())
           + record.host.size();
}

/// The exact time when the record has it, else the day that every record has.
Decoded<std::chrono::sys_seconds> decodeModified(const Fields &fields)
{
    const auto date = parseDate(fields.raw(3));
    if (!date)
        return fault(DecodeFault::BadValue, "date");
    const auto mtime = fields.optionalNumber("mtime", limits::MaxTime);
    if (!mtime)
        return tl::unexpected(mtime.error());
    if (!*mtime)
        return *date;
    return std::chrono::sys_seconds{std::chrono::seconds{**mtime}};
}

Decoded<Endpoint> decodeEndpoint(const Fields &fields)
{
    const auto address = fields.address(4, "address");
    if (!address)
        return tl::unexpected(address.error());
    const auto port = fields.number(5, "port", 65'535);
    if (!port)
        return tl::unexpected(port.error());
    return Endpoint{*address, static_cast<std::uint16_t>(*port)};
}

Decoded<FileRecord> decodeFile(const Fields &fields)
{
    auto path = fields.path(0, "name");
    if (!path)
        return tl::unexpected(path.error());
    auto type = fields.shortText(1, "type", limits::MaxType);
    if (!type)
        return tl::unexpected(type.error());
    const auto size = fields.number(2, "size", limits::MaxFileSize);
    if (!size)
        return tl::unexpected(size.error());
    const auto modified = decodeModified(fields);
    if (!modified)
        return tl::unexpected(modified.error());
    const auto root = fields.optionalDigest<ContentHash>("root");
    if (!root)
        return tl::unexpected(root.error());
    const auto md5 = fields.optionalDigest<Md5Sum>("md5");
    if (!md5)
        return tl::unexpected(md5.error());
    const auto isPartial = fields.optionalFlag("part");
    if (!isPartial)
        return tl::unexpected(isPartial.error());
    return FileRecord{
        *std::move(path), *std::move(type), *size, *modified, *root, *md5, *isPartial};
}

} // namespace

void appendRecord(QByteArray &out, const RecordView &record)
{
    const auto modified = onTheWire(record.modified);
    RoomWriter room{out, mostBytesOf(record)};
    room.put("<");
    room.putEscaped(record.path);
    room.put(", ");
    room.putEscaped(record.type);
    room.put(", ");
    room.putNumber(record.size);
    room.put(", ");
    room.putDate(modified);
    room.put(", ");
    room.putEscaped(record.address);
    room.put(", ");
    room.putNumber(record.port);
    room.put(", mtime=");
    room.putNumber(static_cast<std::uint64_t>(modified.time_since_epoch().count()));
    if (record.root) {
        room.put(", root=");
        room.putHex(record.root->bytes());
    }
    if (record.md5) {
        room.put(", md5=");
        room.putHex(record.md5->bytes());
    }
    if (record.isPartial)
        room.put(", part=yes");
    if (!record.host.isEmpty()) {
        room.put(", peer=");
        room.put(record.host);
    }
    room.put(">");
}

void appendRecord(QByteArray &out, const SourceRecord &record)
{
    const QByteArray address = record.endpoint.address.toString().toLatin1();
    const FileRecord &file = record.file;
    appendRecord(out,
                 RecordView{.path = file.path.utf8(),
                            .type = file.type,
                            .size = file.size,
                            .modified = file.modified,
                            .root = file.root ? &*file.root : nullptr,
                            .md5 = file.md5 ? &*file.md5 : nullptr,
                            .isPartial = file.isPartial,
                            .address = address,
                            .port = record.endpoint.port,
                            .host = record.host ? QByteArrayView{record.host->bytes()}
                                                : QByteArrayView{}});
}

Decoded<SourceRecord> decodeRecord(QByteArrayView inner)
{
    const auto fields = Fields::split(inner, Fields::Separator::Comma, 6, "record");
    if (!fields)
        return tl::unexpected(fields.error());
    auto file = decodeFile(*fields);
    if (!file)
        return tl::unexpected(file.error());
    auto endpoint = decodeEndpoint(*fields);
    if (!endpoint)
        return tl::unexpected(endpoint.error());
    auto host = fields->optionalHost("peer");
    if (!host)
        return tl::unexpected(host.error());
    return SourceRecord{*std::move(file), *std::move(endpoint), *std::move(host)};
}

} // namespace ft::protocol
