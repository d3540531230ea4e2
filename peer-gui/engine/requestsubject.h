#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace ft::engine {

/// What the history calls an IndexGet: `from TIME to TIME regex EXPRESSION`, as far as they were
/// given, times in ISO 8601 and UTC; empty when all files were asked for.
[[nodiscard]] QString indexSubject(const std::optional<std::chrono::sys_seconds> &from,
                                   const std::optional<std::chrono::sys_seconds> &to,
                                   const QString &regex);

} // namespace ft::engine
