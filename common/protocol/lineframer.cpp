#include "common/protocol/lineframer.h"

#include "common/protocol/limits.h"

#include <algorithm>

namespace ft::protocol {

Decoded<std::optional<Line>> takeLine(QByteArrayView buffer)
{
    const auto searched = buffer.first(std::min(buffer.size(), limits::MaxLine));
    const auto feed = searched.indexOf('\n');
    if (feed < 0) {
        if (buffer.size() >= limits::MaxLine)
            return fault(DecodeFault::TooLong);
        return std::optional<Line>{};
    }
    auto text = buffer.first(feed);
    if (text.endsWith('\r'))
        text.chop(1);
    return std::optional<Line>{Line{text, feed + 1}};
}

} // namespace ft::protocol
