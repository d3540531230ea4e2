#pragma once

#include "common/protocol/commonmessages.h"
#include "common/protocol/decodeerror.h"
#include "common/protocol/greetingcodec.h"

#include <QByteArray>

/// The codecs of the messages both dialogues share; those of the greeting stand in
/// greetingcodec.h. Every append() writes one whole line with its
/// line feed.
namespace ft::protocol {

void append(QByteArray &out, const Ping &message);
void append(QByteArray &out, const Pong &message);
void append(QByteArray &out, const Bye &message);
void append(QByteArray &out, const Refused &message);
void append(QByteArray &out, const ErrorLine &message);

// Each takes what stands behind the verb.
[[nodiscard]] Decoded<Refused> decodeRefused(QByteArrayView rest);
[[nodiscard]] Decoded<ErrorLine> decodeErrorLine(QByteArrayView rest);

/// What to send before closing a connection whose bytes did not decode.
[[nodiscard]] ErrorLine errorLine(const DecodeError &error);

/// The token of a refusal on the wire, `name-taken`.
[[nodiscard]] QByteArrayView wireCode(RefusalCode code);

/// A line cut into its verb and the rest. The verb of `SEARCH: x` is `SEARCH`, of `NOT FOUND` it is
/// `NOT FOUND`.
struct VerbLine
{
    QByteArrayView verb;
    QByteArrayView rest; ///< trimmed; empty when there is none
    bool colon = false;
};

/// Cuts a line. Fails with BadUtf8, with Malformed on a raw control character, and with UnknownVerb
/// when it begins with no word in capitals.
[[nodiscard]] Decoded<VerbLine> cutVerb(QByteArrayView line);

/// What `decode` makes of the rest of a line whose verb takes a colon; Malformed without it.
template <typename Decode>
[[nodiscard]] auto withColon(const VerbLine &line, Decode decode) -> decltype(decode(line.rest))
{
    if (!line.colon)
        return fault(DecodeFault::Malformed, line.verb);
    return decode(line.rest);
}

/// What `decode` makes of the rest of a line whose verb takes no colon; Malformed with one.
template <typename Decode>
[[nodiscard]] auto withoutColon(const VerbLine &line, Decode decode) -> decltype(decode(line.rest))
{
    if (line.colon)
        return fault(DecodeFault::Malformed, line.verb);
    return decode(line.rest);
}

/// The message of a verb that takes nothing behind it; Malformed when something stands there.
template <typename Message>
[[nodiscard]] Decoded<Message> bare(const VerbLine &line)
{
    if (line.colon || !line.rest.isEmpty())
        return fault(DecodeFault::Malformed, line.verb);
    return Message{};
}

} // namespace ft::protocol
