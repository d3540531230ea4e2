#pragma once

#include "common/protocol/commoncodec.h"
#include "common/protocol/findcodec.h"
#include "common/protocol/listwriter.h"
#include "common/protocol/record.h"
#include "common/protocol/trackermessages.h"

/// The wire form of everything between a peer and the tracker; FIND and what belongs to it stand in
/// findcodec.h. Pure: bytes in, value or typed error
/// out. Every append() writes one whole line with its line feed.
namespace ft::protocol {

/// `record count` must fit a line: use ListWriter for lists of any length.
void append(QByteArray &out, const Share &message);
void append(QByteArray &out, const Unshare &message);
void append(QByteArray &out, const Search &message);
void append(QByteArray &out, const PeersQuery &message);
void append(QByteArray &out, const Epoch &message);
void append(QByteArray &out, const Shared &message);
void append(QByteArray &out, const Found &message);
void append(QByteArray &out, const NotFound &message);
void append(QByteArray &out, const Peers &message);
void append(QByteArray &out, const Notice &message);

[[nodiscard]] QByteArray encode(const TrackerRequest &message);
[[nodiscard]] QByteArray encode(const TrackerReply &message);

/// `line` without its line feed. Search::name of the result may refer to the bytes of the line.
[[nodiscard]] Decoded<TrackerRequest> decodeTrackerRequest(QByteArrayView line);
[[nodiscard]] Decoded<TrackerReply> decodeTrackerReply(QByteArrayView line);

} // namespace ft::protocol
