#pragma once

#include "common/base/result.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

/// The sizes and times that the text of a search query holds.
namespace ft {

/// Sizes of files, both ends included.
struct SizeRange
{
    std::uint64_t min = 0;
    std::uint64_t max = 0;

    bool operator==(const SizeRange &) const = default;
};

/// A day, a month, a year, a minute or a second, UTC.
struct Period
{
    std::chrono::sys_seconds begin;
    std::chrono::sys_seconds end; ///< the first second after it

    bool operator==(const Period &) const = default;
};

/// `500`, `10K`, `1.5G`, `3TiB`: units are powers of 1024, whole bytes are rounded down. Nothing
/// for any other text, and for more than 2^64 - 1 bytes.
[[nodiscard]] std::optional<std::uint64_t> parseByteCount(QStringView text);

/// `>10M`, `<=1G`, `1M..2G`, `..2G`, `500`. The error is for people.
[[nodiscard]] Result<SizeRange, QString> parseSizeRange(QStringView text);

/// `2026`, `2026-03`, `2026-03-01`, `2026-03-01T12:30`, `2026-03-01T12:30:59+01:00`, in the years 1
/// to 9999. A time without zone is UTC.
[[nodiscard]] std::optional<Period> parsePeriod(QStringView text);

/// Whether a text of parsePeriod() can name the time: years 1 to 9999.
[[nodiscard]] bool hasPeriodText(std::chrono::sys_seconds time);

/// The shortest of the texts above whose period begins at the time: a day or a time of a day. The
/// time must have one.
[[nodiscard]] QString periodText(std::chrono::sys_seconds begin);

} // namespace ft
