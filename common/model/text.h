#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace ft {

/// Whether UTF-8 text holds a code that prints nothing and can mislead whoever reads it: C0, DEL,
/// C1, line and paragraph separators, bidirectional embeddings, overrides and isolates, and U+FEFF,
/// which decoders drop as a byte order mark.
[[nodiscard]] bool hasControl(QByteArrayView utf8);

/// Any bytes made safe to print and to put into a line: valid UTF-8 of at most `most` bytes, every
/// code of hasControl() replaced by a space and every byte that is not UTF-8 by U+FFFD.
[[nodiscard]] QByteArray printable(QByteArrayView bytes, qsizetype most);

} // namespace ft
