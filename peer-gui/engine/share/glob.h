#pragma once

#include <QByteArrayView>

namespace ft::engine {

/// Whether the pattern stands for the whole text, both UTF-8: `?` for one character, `*` for any
/// number of them, neither for `/`; `**` for any number of any; `[a-z]` and `[!a-z]` for one of a
/// set, octets of ASCII alone; everything else for itself. A `[` without its `]` is itself.
[[nodiscard]] bool globMatches(QByteArrayView pattern, QByteArrayView text);

} // namespace ft::engine
