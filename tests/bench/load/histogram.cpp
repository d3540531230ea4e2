#include "tests/bench/load/histogram.h"

#include <algorithm>
#include <functional>

namespace ft::bench {

void Histogram::add(const Histogram &other)
{
    std::transform(
        m_counts.begin(), m_counts.end(), other.m_counts.begin(), m_counts.begin(), std::plus{});
    m_total += other.m_total;
}

std::chrono::nanoseconds Histogram::quantile(double share) const
{
    const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(m_total));
    std::uint64_t seen = 0;
    for (std::size_t index = 0; index < Buckets; ++index) {
        seen += m_counts[index];
        if (seen <= wanted && seen < m_total)
            continue;
        const std::size_t doubling = index >> SubBits;
        const std::size_t shift = doubling > 1 ? doubling - 1 : 0;
        const std::size_t upper = ((index - (shift << SubBits)) + 1) << shift;
        return std::chrono::nanoseconds{m_total == 0 ? 0 : static_cast<std::int64_t>(upper)};
    }
    return {};
}

} // namespace ft::bench
