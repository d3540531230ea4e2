#pragma once

#include "common/protocol/decodeerror.h"
#include "common/protocol/trackermessages.h"

/// The codecs of searches by a query: FIND and RESULTS, and what is told of one that stays open.
namespace ft::protocol {

void append(QByteArray &out, const Find &message);
void append(QByteArray &out, const Stop &message);
void append(QByteArray &out, const Results &message);
/// The records must fit a line: use ListWriter with liveTail() for lists of any length.
void append(QByteArray &out, const Came &message);
void append(QByteArray &out, const Went &message);
void append(QByteArray &out, const Missed &message);

/// What ends every line of CAME and WENT: ` live=7`.
[[nodiscard]] QByteArray liveTail(std::uint32_t live);

// Each takes what stands behind the verb.
[[nodiscard]] Decoded<Find> decodeFind(QByteArrayView rest);
[[nodiscard]] Decoded<Stop> decodeStop(QByteArrayView rest);
[[nodiscard]] Decoded<Results> decodeResults(QByteArrayView rest);
[[nodiscard]] Decoded<Came> decodeCame(QByteArrayView rest);
[[nodiscard]] Decoded<Went> decodeWent(QByteArrayView rest);
[[nodiscard]] Decoded<Missed> decodeMissed(QByteArrayView rest);

} // namespace ft::protocol
