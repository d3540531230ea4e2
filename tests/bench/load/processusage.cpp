#include "tests/bench/load/processusage.h"

#include <QFile>

#include <unistd.h>

namespace ft::bench {

std::optional<ProcessUsage> ProcessUsage::of(std::uint32_t processId)
{
    // proc(5): utime and stime are the fields 14 and 15, rss is 24; the name in field 2 may hold
    // spaces and ends at the last parenthesis.
    constexpr int FirstAfterName = 3;
    QFile file{QStringLiteral("/proc/%1/stat").arg(processId)};
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray text = file.readAll();
    const auto fields = text.sliced(text.lastIndexOf(')') + 2).split(' ');
    const auto field = [&fields](int number) {
        return fields.value(number - FirstAfterName);
    };
    const auto ticks = field(14).toDouble() + field(15).toDouble();
    return ProcessUsage{field(24).toULongLong()
                            * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)),
                        ticks / static_cast<double>(::sysconf(_SC_CLK_TCK))};
}

} // namespace ft::bench
