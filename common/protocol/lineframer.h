#pragma once

#include "common/protocol/decodeerror.h"

#include <optional>

namespace ft::protocol {

/// One line found at the front of a buffer.
struct Line
{
    QByteArrayView text; ///< without its line feed, or its carriage return and line feed; a view
                         ///< into the buffer
    qsizetype consumed = 0; ///< bytes to drop from the buffer's front, line feed included
};

/// The first line of a buffer; nothing while it is incomplete; TooLong as soon as no line feed can
/// come in time, so that a caller never needs to hold more than limits::MaxLine bytes.
[[nodiscard]] Decoded<std::optional<Line>> takeLine(QByteArrayView buffer);

} // namespace ft::protocol
