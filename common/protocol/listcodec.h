#pragma once

#include "common/protocol/decodeerror.h"
#include "common/protocol/peermessages.h"

/// The codecs of LIST and FILES, by which one peer looks at the share of another.
namespace ft::protocol {

void append(QByteArray &out, const ListRequest &message);
void append(QByteArray &out, const Files &message);

// Each takes what stands behind the verb.
[[nodiscard]] Decoded<ListRequest> decodeListRequest(QByteArrayView rest);
[[nodiscard]] Decoded<Files> decodeFiles(QByteArrayView rest);

} // namespace ft::protocol
