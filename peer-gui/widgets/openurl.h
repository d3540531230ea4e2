#pragma once

#include <QUrl>

#include <functional>

namespace ft::widgets {

/// Shows a file or folder in the user's program for it.
using OpenUrl = std::function<void(const QUrl &)>;

} // namespace ft::widgets
