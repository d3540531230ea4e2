#include "common/protocol/peercodec.h"

#include "common/protocol/escape.h"
#include "common/protocol/limits.h"

#include <bit>

namespace ft::protocol {

namespace {

constexpr std::uint64_t BlockSize = 16'384;

/// The fields that HASHES has in both directions.
template <typename Message>
Decoded<Message> decodeHashes(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "HASHES");
    if (!fields)
        return tl::unexpected(fields.error());
    const auto root = required(fields->optionalDigest<ContentHash>("root"), "root");
    if (!root)
        return tl::unexpected(root.error());
    const auto piece = required(fields->optionalNumber("piece", limits::MaxFileSize), "piece");
    if (!piece)
        return tl::unexpected(piece.error());
    if (*piece < BlockSize || !std::has_single_bit(*piece))
        return fault(DecodeFault::BadValue, "piece");
    const auto range = required(fields->optionalRange("range"), "range");
    if (!range)
        return tl::unexpected(range.error());
    if (range->length > limits::MaxHashes)
        return fault(DecodeFault::BadValue, "range");
    return Message{*root, *piece, *range};
}

template <typename Message>
void appendHashes(QByteArray &out, const Message &message)
{
    out.append("HASHES: root=");
    message.root.appendHex(out);
    out.append(", piece=");
    appendNumber(out, message.piece);
    out.append(", range=");
    appendRange(out, message.range);
    out.append('\n');
}

Decoded<DownloadRequest> decodeDownload(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 3, "DOWNLOAD");
    if (!fields)
        return tl::unexpected(fields.error());
    auto path = fields->path(0, "name");
    if (!path)
        return tl::unexpected(path.error());
    auto type = fields->shortText(1, "type", limits::MaxType);
    if (!type)
        return tl::unexpected(type.error());
    const auto size = fields->number(2, "size", limits::MaxFileSize);
    if (!size)
        return tl::unexpected(size.error());
    const auto root = fields->optionalDigest<ContentHash>("root");
    if (!root)
        return tl::unexpected(root.error());
    const auto range = fields->optionalRange("range");
    if (!range)
        return tl::unexpected(range.error());
    return DownloadRequest{*std::move(path), *std::move(type), *size, *root, *range};
}

Decoded<FileHeader> decodeFileHeader(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "FILE");
    if (!fields)
        return tl::unexpected(fields.error());
    const auto size = required(fields->optionalNumber("size", limits::MaxFileSize), "size");
    if (!size)
        return tl::unexpected(size.error());
    const auto range = fields->optionalRange("range");
    if (!range)
        return tl::unexpected(range.error());
    if (*range && (*range)->offset + (*range)->length > *size)
        return fault(DecodeFault::BadValue, "range");
    const auto root = fields->optionalDigest<ContentHash>("root");
    if (!root)
        return tl::unexpected(root.error());
    return FileHeader{*size, *range, *root};
}

template <typename Variant>
QByteArray encodeAny(const Variant &message)
{
    QByteArray out;
    std::visit([&out](const auto &alternative) { append(out, alternative); }, message);
    return out;
}

} // namespace

void append(QByteArray &out, const HashesRequest &message)
{
    appendHashes(out, message);
}

void append(QByteArray &out, const HashesHeader &message)
{
    appendHashes(out, message);
}

void append(QByteArray &out, const DownloadRequest &message)
{
    out.append("DOWNLOAD: ");
    appendEscaped(out, message.path.utf8(), Spaces::Keep);
    out.append(", ");
    appendEscaped(out, message.type, Spaces::Keep);
    out.append(", ");
    appendNumber(out, message.size);
    if (message.root) {
        out.append(", root=");
        message.root->appendHex(out);
    }
    if (message.range) {
        out.append(", range=");
        appendRange(out, *message.range);
    }
    out.append('\n');
}

void append(QByteArray &out, const FileHeader &message)
{
    out.append("FILE: size=");
    appendNumber(out, message.size);
    if (message.range) {
        out.append(", range=");
        appendRange(out, *message.range);
    }
    if (message.root) {
        out.append(", root=");
        message.root->appendHex(out);
    }
    out.append('\n');
}

QByteArray encode(const PeerRequest &message)
{
    return encodeAny(message);
}

QByteArray encode(const PeerReply &message)
{
    return encodeAny(message);
}

Decoded<PeerRequest> decodePeerRequest(QByteArrayView line)
{
    const auto cut = cutVerb(line);
    if (!cut)
        return tl::unexpected(cut.error());
    const auto verb = cut->verb;
    if (verb == "DOWNLOAD")
        return withColon(*cut, decodeDownload);
    if (verb == "HASHES")
        return withColon(*cut, decodeHashes<HashesRequest>);
    if (verb == "HELLO")
        return withoutColon(*cut, decodeHello);
    if (verb == "PING")
        return bare<Ping>(*cut);
    if (verb == "BYE")
        return bare<Bye>(*cut);
    return fault(DecodeFault::UnknownVerb, verb);
}

Decoded<PeerReply> decodePeerReply(QByteArrayView line)
{
    const auto cut = cutVerb(line);
    if (!cut)
        return tl::unexpected(cut.error());
    const auto verb = cut->verb;
    if (verb == "FILE")
        return withColon(*cut, decodeFileHeader);
    if (verb == "HASHES")
        return withColon(*cut, decodeHashes<HashesHeader>);
    if (verb == "REFUSED")
        return withColon(*cut, decodeRefused);
    if (verb == "ERROR")
        return withColon(*cut, decodeErrorLine);
    if (verb == "HI")
        return withoutColon(*cut, decodeHi);
    if (verb == "PONG")
        return bare<Pong>(*cut);
    return fault(DecodeFault::UnknownVerb, verb);
}

} // namespace ft::protocol
