#pragma once

#include "common/base/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace re2 {
class RE2;
}

namespace ft {

/// A regular expression in RE2's syntax, matched without backtracking, in time linear in the text;
/// or why it cannot be used. One that would take much memory or work is refused, so that strangers
/// may send it. Any thread.
[[nodiscard]] Result<std::unique_ptr<re2::RE2>, QString> compilePattern(const QByteArray &pattern);

} // namespace ft
