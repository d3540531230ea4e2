#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace ft::engine {

/// Bytes per second as a person writes them: a number, with a fraction if it has a unit, then
/// nothing or `B`, or `K`, `M` or `G` (powers of 1000) or `Ki`, `Mi` or `Gi` (of 1024), each with
/// or without `B`; then `/s` or not. Upper and lower case are one. Nothing when it is anything
/// else, more than 1 TB, or more than 0 and less than 1 byte.
[[nodiscard]] std::optional<std::uint64_t> parseRate(const QString &text);

} // namespace ft::engine
