#pragma once

#include "common/base/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace re2 {
class RE2;
}

namespace ft::tracker {

/// A regular expression in RE2's syntax, matched without backtracking, in time linear in the name;
/// or why it cannot be used. One that would take much memory or work is refused.
[[nodiscard]] Result<std::unique_ptr<re2::RE2>, QString> compilePattern(const QByteArray &pattern);

/// Texts of at least three bytes, in small letters, that stand in every name a regular expression
/// matches; none when there are none to be sure of.
[[nodiscard]] std::vector<QByteArray> requiredTexts(const QByteArray &pattern);

} // namespace ft::tracker
