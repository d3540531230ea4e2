#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace ft {

/// How far two texts that look alike are taken for the same in a search.
enum class Accents {
    Keep, ///< `é` is another letter than `e`
    Drop, ///< `é` is `e`, `ø` is `o`, `æ` is `ae`
};

[[nodiscard]] bool isAscii(QByteArrayView text);

/// Appends the text in the form that searches compare: case-folded NFC in UTF-8; with Accents::Drop
/// the letters lose their accents too, and those that Unicode does not take apart become the ones
/// that people type instead. Signs that are no accents (vowel signs of Devanagari or Thai, the
/// voicing of kana) stay.
///
/// Folding what is folded changes nothing, and dropping accents gives the same whether case was
/// folded before or not. Bytes that are not UTF-8 are appended as they are. ASCII is folded without
/// allocating, where `out` has room.
void appendFolded(QByteArray &out, QByteArrayView utf8, Accents accents);

} // namespace ft
