#pragma once

#include "common/protocol/record.h"
#include "common/protocol/trackermessages.h"

/// The `<...>` items that lists are made of, and the mark of a list that goes on.
namespace ft::protocol {

/// Ends a line of FOUND or PEERS when another line of the same answer follows.
inline constexpr QByteArrayView MoreMark = " +";

void appendItem(QByteArray &out, const RecordView &record);
void appendItem(QByteArray &out, const SourceRecord &record);
void appendItem(QByteArray &out, const SharedPath &path);
void appendItem(QByteArray &out, const PeerRecord &peer);

// Each takes the text between `<` and `>`; decodeRecord() is the third of them.
[[nodiscard]] Decoded<SharedPath> decodePathItem(QByteArrayView inner);
[[nodiscard]] Decoded<PeerRecord> decodePeerItem(QByteArrayView inner);

} // namespace ft::protocol
