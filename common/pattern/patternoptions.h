#pragma once

#include <QByteArrayView>

#include <re2/re2.h>

namespace ft {

/// How every regular expression of a stranger is compiled: with bounded memory, and silently.
[[nodiscard]] re2::RE2::Options patternOptions();

/// The bytes as RE2 takes them; they must outlive what is made of it.
[[nodiscard]] inline re2::StringPiece pieceOf(QByteArrayView text)
{
    return {text.data(), static_cast<std::size_t>(text.size())};
}

} // namespace ft
