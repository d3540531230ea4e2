#pragma once

#include "common/base/result.h"

#include <QStringList>

#include <chrono>

namespace ft::shell {

/// A span of time, both ends included.
struct TimeSpan
{
    std::chrono::sys_seconds from;
    std::chrono::sys_seconds to;

    bool operator==(const TimeSpan &) const = default;
};

/// `START END`, or what is wrong with it. Each is a date, or a date and a time, in local time
/// unless it says otherwise: ISO 8601 (`2026-01-31`, `2026-01-31T10:00`, `2026-01-31T10:00:05Z`) or
/// `DD/MM/YY [HH:MM]`. A date begins at its first second as START and ends at its last as END, and
/// so does a minute. Two-digit years are 1970 to 2069.
[[nodiscard]] Result<TimeSpan, QString> timeSpanOf(const QStringList &words);

} // namespace ft::shell
