#include "common/protocol/peercodec.h"

#include "common/protocol/escape.h"
#include "common/protocol/limits.h"

#include <bit>
#include <limits>

namespace ft::protocol {

namespace {

constexpr std::uint64_t BlockSize = 16'384;

Decoded<std::uint64_t> decodePieceSize(const Fields &fields)
{
    auto piece = required(fields.optionalNumber("piece", limits::MaxFileSize), "piece");
    if (piece && (*piece < BlockSize || !std::has_single_bit(*piece)))
        return fault(DecodeFault::BadValue, "piece");
    return piece;
}

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
    const auto piece = decodePieceSize(*fields);
    if (!piece)
        return tl::unexpected(piece.error());
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

Decoded<PiecesRequest> decodePiecesRequest(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "PIECES");
    if (!fields)
        return tl::unexpected(fields.error());
    const auto root = required(fields->optionalDigest<ContentHash>("root"), "root");
    if (!root)
        return tl::unexpected(root.error());
    return PiecesRequest{*root};
}

Decoded<PiecesHeader> decodePiecesHeader(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "PIECES");
    if (!fields)
        return tl::unexpected(fields.error());
    const auto root = required(fields->optionalDigest<ContentHash>("root"), "root");
    if (!root)
        return tl::unexpected(root.error());
    const auto size = required(fields->optionalNumber("size", limits::MaxFileSize), "size");
    if (!size)
        return tl::unexpected(size.error());
    const auto piece = decodePieceSize(*fields);
    if (!piece)
        return tl::unexpected(piece.error());
    const auto count = required(fields->optionalNumber("count", limits::MaxPieces), "count");
    if (!count)
        return tl::unexpected(count.error());
    if (*count != *size / *piece + (*size % *piece == 0 ? 0 : 1))
        return fault(DecodeFault::BadValue, "count");
    return PiecesHeader{*root, *size, *piece, static_cast<std::uint32_t>(*count)};
}

Decoded<Queued> decodeQueued(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "QUEUED");
    if (!fields)
        return tl::unexpected(fields.error());
    constexpr std::uint64_t Most = std::numeric_limits<std::uint32_t>::max();
    const auto position = required(fields->optionalNumber("position", Most), "position");
    if (!position)
        return tl::unexpected(position.error());
    if (*position == 0)
        return fault(DecodeFault::BadValue, "position");
    const auto isUpdate = fields->optionalFlag("update");
    if (!isUpdate)
        return tl::unexpected(isUpdate.error());
    return Queued{static_cast<std::uint32_t>(*position), *isUpdate};
}

Decoded<UdpOffer> decodeUdpOffer(QByteArrayView rest)
{
    const auto fields = Fields::split(rest, Fields::Separator::Comma, 0, "UDP");
    if (!fields)
        return tl::unexpected(fields.error());
    constexpr std::uint64_t MostPort = std::numeric_limits<std::uint16_t>::max();
    const auto port = required(fields->optionalNumber("port", MostPort), "port");
    if (!port)
        return tl::unexpected(port.error());
    if (*port == 0)
        return fault(DecodeFault::BadValue, "port");
    const auto token = required(fields->optionalDigest<UdpToken>("token"), "token");
    if (!token)
        return tl::unexpected(token.error());
    return UdpOffer{static_cast<std::uint16_t>(*port), *token};
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

void append(QByteArray &out, const PiecesRequest &message)
{
    out.append("PIECES: root=");
    message.root.appendHex(out);
    out.append('\n');
}

void append(QByteArray &out, const PiecesHeader &message)
{
    out.append("PIECES: root=");
    message.root.appendHex(out);
    out.append(", size=");
    appendNumber(out, message.size);
    out.append(", piece=");
    appendNumber(out, message.piece);
    out.append(", count=");
    appendNumber(out, message.count);
    out.append('\n');
}

void append(QByteArray &out, const Queued &message)
{
    out.append("QUEUED: position=");
    appendNumber(out, message.position);
    if (message.isUpdate)
        out.append(", update=yes");
    out.append('\n');
}

void append(QByteArray &out, const Ready &)
{
    out.append("READY\n");
}

void append(QByteArray &out, const UdpRequest &)
{
    out.append("UDP\n");
}

void append(QByteArray &out, const UdpOffer &message)
{
    out.append("UDP: port=");
    appendNumber(out, message.port);
    out.append(", token=");
    message.token.appendHex(out);
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
    if (verb == "PIECES")
        return withColon(*cut, decodePiecesRequest);
    if (verb == "LIST")
        return withColon(*cut, decodeListRequest);
    if (verb == "UDP")
        return bare<UdpRequest>(*cut);
    if (verb == "INDEXGET")
        return withColon(*cut, decodeIndexRequest);
    if (verb == "FILEHASH")
        return withColon(*cut, decodeChecksumRequest);
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
    if (verb == "PIECES")
        return withColon(*cut, decodePiecesHeader);
    if (verb == "FILES")
        return withColon(*cut, decodeFiles);
    if (verb == "QUEUED")
        return withColon(*cut, decodeQueued);
    if (verb == "READY")
        return bare<Ready>(*cut);
    if (verb == "UDP")
        return withColon(*cut, decodeUdpOffer);
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
