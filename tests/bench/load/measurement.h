#pragma once

#include "tests/bench/load/histogram.h"
#include "tests/bench/load/querymix.h"

namespace ft::bench {

/// What a group of connections asked, and how it was answered.
struct Measurement
{
    double seconds = 0;
    std::array<Histogram, QueryKinds.size()> latency; ///< of every QueryKind
    std::uint64_t partial = 0; ///< answers that the program under load cut short
    double processorSeconds = 0; ///< that the program under load used; 0 when not watched
    bool isPaced = false; ///< the rate was given, not found out

    [[nodiscard]] Histogram &of(QueryKind kind) { return latency[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] const Histogram &of(QueryKind kind) const
    {
        return latency[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] Histogram all() const
    {
        Histogram sum;
        for (const Histogram &kind : latency)
            sum.add(kind);
        return sum;
    }
    /// Answers per second.
    [[nodiscard]] double rate() const
    {
        return seconds > 0 ? static_cast<double>(all().total()) / seconds : 0;
    }
};

} // namespace ft::bench
