#pragma once

#include "common/protocol/commonmessages.h"
#include "common/protocol/decodeerror.h"
#include "common/protocol/fields.h"

#include <QByteArray>

/// The codecs of HELLO and HI, by which both dialogues begin.
namespace ft::protocol {

void append(QByteArray &out, const Hello &message);
void append(QByteArray &out, const Hi &message);

// Each takes what stands behind the verb.
[[nodiscard]] Decoded<Hello> decodeHello(QByteArrayView rest);
[[nodiscard]] Decoded<Hi> decodeHi(QByteArrayView rest);

/// Whether text may be the digest of a ShareMark.
[[nodiscard]] bool isShareDigest(QByteArrayView text);

} // namespace ft::protocol
