#pragma once

#include <QByteArrayView>

namespace ft::engine {

/// How the names of files end that a download has not finished.
inline constexpr QByteArrayView PartSuffix{".part"};

} // namespace ft::engine
