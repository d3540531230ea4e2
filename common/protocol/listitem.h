#pragma once

#include "common/protocol/record.h"
#include "common/protocol/trackermessages.h"

/// The `<...>` items that lists are made of, and the mark of a list that goes on.
namespace ft::protocol {

/// Ends a line of FOUND, PEERS or FILES when another line of the same answer follows.
inline constexpr QByteArrayView MoreMark = " +";

/// Ends the last line of an answer by FILES when there are more files than it tells.
inline constexpr QByteArrayView MoreFiles = " more=yes";

void appendItem(QByteArray &out, const RecordView &record);
void appendItem(QByteArray &out, const SourceRecord &record);
void appendItem(QByteArray &out, const SharedPath &path);
void appendItem(QByteArray &out, const PeerRecord &peer);
void appendItem(QByteArray &out, const Gone &gone);

// Each takes the text between `<` and `>`; decodeRecord() belongs to them.
[[nodiscard]] Decoded<SharedPath> decodePathItem(QByteArrayView inner);
[[nodiscard]] Decoded<PeerRecord> decodePeerItem(QByteArrayView inner);
[[nodiscard]] Decoded<Gone> decodeGoneItem(QByteArrayView inner);

} // namespace ft::protocol
