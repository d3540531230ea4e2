#pragma once

#include "common/protocol/commoncodec.h"
#include "common/protocol/listcodec.h"
#include "common/protocol/peermessages.h"

/// The wire form of everything between two peers, but for the bytes that follow FILE, HASHES and
/// PIECES lines. Pure: bytes in, value or typed error out. Every append() writes one whole line
/// with its line feed.
namespace ft::protocol {

void append(QByteArray &out, const HashesRequest &message);
void append(QByteArray &out, const DownloadRequest &message);
void append(QByteArray &out, const PiecesRequest &message);
void append(QByteArray &out, const HashesHeader &message);
void append(QByteArray &out, const FileHeader &message);
void append(QByteArray &out, const PiecesHeader &message);
void append(QByteArray &out, const Queued &message);
void append(QByteArray &out, const Ready &message);
void append(QByteArray &out, const UdpRequest &message);
void append(QByteArray &out, const UdpOffer &message);

[[nodiscard]] QByteArray encode(const PeerRequest &message);
[[nodiscard]] QByteArray encode(const PeerReply &message);

/// `line` without its line feed.
[[nodiscard]] Decoded<PeerRequest> decodePeerRequest(QByteArrayView line);
[[nodiscard]] Decoded<PeerReply> decodePeerReply(QByteArrayView line);

} // namespace ft::protocol
