#pragma once

#include "common/protocol/listitem.h"

#include <vector>

/// Lists of items `<...> <...>` as lines carry them.
namespace ft::protocol {

template <typename Items>
void appendItems(QByteArray &out, QByteArrayView verb, const Items &items)
{
    out.append(verb);
    out.append(':');
    for (const auto &item : items) {
        out.append(' ');
        appendItem(out, item);
    }
}

/// The items of a text that has nothing else in it, each decoded by `decodeItem` from what stands
/// between its brackets; Malformed at `verb` otherwise.
template <typename Item, typename DecodeItem>
[[nodiscard]] Decoded<std::vector<Item>> decodeItems(QByteArrayView text,
                                                     QByteArrayView verb,
                                                     DecodeItem decodeItem)
{
    std::vector<Item> items;
    items.reserve(static_cast<std::size_t>(text.count('<')));
    while (!text.isEmpty()) {
        const auto close = text.indexOf('>');
        if (!text.startsWith('<') || close < 0)
            return fault(DecodeFault::Malformed, verb);
        const auto inner = text.sliced(1, close - 1);
        if (inner.contains('<'))
            return fault(DecodeFault::Malformed, verb);
        auto item = decodeItem(inner);
        if (!item)
            return tl::unexpected(item.error());
        items.push_back(*std::move(item));
        text = text.sliced(close + 1).trimmed();
    }
    return items;
}

/// Whether the text ends in MoreMark, which is then cut off.
[[nodiscard]] inline bool takeMoreMark(QByteArrayView &text)
{
    if (text != "+" && !text.endsWith(MoreMark))
        return false;
    text.chop(1);
    text = text.trimmed();
    return true;
}

} // namespace ft::protocol
