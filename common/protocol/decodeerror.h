#pragma once

#include "common/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace ft::protocol {

/// What is wrong with bytes that do not decode; wireCode() gives the token that ERROR carries.
enum class DecodeFault {
    TooLong, ///< a line over limits::MaxLine
    BadUtf8, ///< the line, or a value once unescaped, is not UTF-8
    BadEscape, ///< a `%` without two hexadecimal digits behind it
    UnknownVerb, ///< the line begins with no verb that may stand here
    BadVersion, ///< HELLO or HI of a version this program does not speak
    Malformed, ///< a record without its brackets, a raw control character, text where none may
               ///< stand
    TooManyFields, ///< more than limits::MaxFields
    MissingField, ///< fewer positional fields than the message has
    MissingKey, ///< a key that must be there is not
    DuplicateKey, ///< the same key twice
    BadValue, ///< a field or key whose value breaks its own rules
};

inline constexpr int DecodeFaultCount = static_cast<int>(DecodeFault::BadValue) + 1;

/// Why bytes did not decode, and where: the verb, field or key at fault.
struct DecodeError
{
    DecodeFault fault = DecodeFault::Malformed;
    QByteArray where; ///< safe to print, at most limits::MaxWhere bytes

    bool operator==(const DecodeError &) const = default;
};

template <typename Value>
using Decoded = Result<Value, DecodeError>;

/// Cuts `where` to its limit and takes out what is not safe to print: it may come from the wire.
[[nodiscard]] tl::unexpected<DecodeError> fault(DecodeFault what, QByteArrayView where = {});

/// The token of a fault on the wire, `missing-key`.
[[nodiscard]] QByteArrayView wireCode(DecodeFault fault);

/// What a person at the other end is told: `the key port is missing`.
[[nodiscard]] QByteArray explain(const DecodeError &error);

} // namespace ft::protocol
