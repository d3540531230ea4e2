#pragma once

#include "common/protocol/decodeerror.h"
#include "common/protocol/peermessages.h"

/// The codecs of LIST, INDEXGET, FILEHASH and FILES, by which one peer looks at the share of
/// another.
namespace ft::protocol {

void append(QByteArray &out, const ListRequest &message);
void append(QByteArray &out, const IndexRequest &message);
void append(QByteArray &out, const ChecksumRequest &message);
void append(QByteArray &out, const Files &message);

/// What ends the last line of FILES when there are more: the tail of a ListWriter.
[[nodiscard]] QByteArray lastPageTail(const std::optional<SharedPath> &next);

// Each takes what stands behind the verb.
[[nodiscard]] Decoded<ListRequest> decodeListRequest(QByteArrayView rest);
[[nodiscard]] Decoded<IndexRequest> decodeIndexRequest(QByteArrayView rest);
[[nodiscard]] Decoded<ChecksumRequest> decodeChecksumRequest(QByteArrayView rest);
[[nodiscard]] Decoded<Files> decodeFiles(QByteArrayView rest);

} // namespace ft::protocol
