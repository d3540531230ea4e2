#pragma once

#include <QByteArray>
#include <QLocale>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

/// Numbers, times and foreign text as people read them.
namespace ft::models {

/// `52.3 kB`; powers of 1000, as file managers count.
[[nodiscard]] QString formatSize(std::uint64_t bytes, const QLocale &locale = {});
/// `1.2 MB/s`; empty for 0.
[[nodiscard]] QString formatRate(std::uint64_t bytesPerSecond, const QLocale &locale = {});
/// `45 %`, rounded down, so that only what is complete is 100 %.
[[nodiscard]] QString formatPercent(double fraction);
/// `45 s`, `2 min 05 s`, `1 h 12 min`, `3 d 4 h`.
[[nodiscard]] QString formatDuration(std::chrono::seconds duration);
/// Time left as an estimate deserves it: `45 s`, `4 min 35 s`, `25 min`, `3 h 10 min`, `2 d 4 h`.
[[nodiscard]] QString formatRemaining(std::chrono::seconds remaining);
/// Date and time of this machine's time zone, with a year of four digits.
[[nodiscard]] QString formatTime(std::chrono::sys_seconds utc, const QLocale &locale = {});
/// `1 file`, `2,310 files`.
[[nodiscard]] QString formatFileCount(std::uint64_t files, const QLocale &locale = {});
/// A media type in a word (`PDF document`, `Image`), or as it is when there is no word for it.
[[nodiscard]] QString formatType(const QByteArray &mediaType);

/// Text of unknown origin as one harmless line: control characters, line breaks and characters that
/// reorder text become U+FFFD, and it is cut at 500 characters.
[[nodiscard]] QString shown(const QString &text);
/// Plain text as a tool tip that cannot be taken for rich text.
[[nodiscard]] QString toolTip(const QString &plain);

} // namespace ft::models
