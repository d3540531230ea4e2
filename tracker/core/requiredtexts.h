#pragma once

#include <QByteArray>

#include <vector>

namespace ft::tracker {

/// Texts of at least three bytes, in small letters, that stand in every name a regular expression
/// matches; none when there are none to be sure of.
[[nodiscard]] std::vector<QByteArray> requiredTexts(const QByteArray &pattern);

} // namespace ft::tracker
