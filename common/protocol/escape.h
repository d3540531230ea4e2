#pragma once

#include "common/protocol/decodeerror.h"

namespace ft::protocol {

/// Whether a space inside a value separates it from the next: in word lists it does, in comma lists
/// it does not.
enum class Spaces { Keep, Escape };

/// Whether a byte never stands in a value as it is.
[[nodiscard]] constexpr bool isReserved(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f || c == '%' || c == ',' || c == '<' || c == '>';
}

/// Appends a value with `%`, `,`, `<`, `>` and control characters percent-encoded; spaces at its
/// ends always are, those inside as asked.
void appendEscaped(QByteArray &out, QByteArrayView value, Spaces spaces);

/// Undoes appendEscaped. A value without `%` is returned without a copy: it then refers to the
/// bytes of `text`. Fails with BadEscape or BadUtf8; `where` names the field in the error.
[[nodiscard]] Decoded<QByteArray> unescaped(QByteArrayView text, QByteArrayView where);

} // namespace ft::protocol
