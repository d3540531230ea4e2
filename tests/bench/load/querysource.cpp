#include "tests/bench/load/querysource.h"

#include "tests/bench/load/randomness.h"

#include <algorithm>
#include <numeric>
#include <random>

namespace ft::bench {

QuerySource::QuerySource(const NameTable &names, std::uint32_t missingPercent)
    : m_names(names)
    , m_missingPercent(missingPercent)
    , m_order(names.size())
{
    std::iota(m_order.begin(), m_order.end(), 0U);
    // Two runs must ask the same; this is no secret.
    std::shuffle(m_order.begin(), m_order.end(), std::mt19937{1}); // NOLINT(cert-msc51-cpp)
}

Query QuerySource::next()
{
    if (m_next == m_order.size())
        m_next = 0;
    ++m_dealt;
    return {m_order[m_next++], mixed(m_dealt) % 100 < m_missingPercent};
}

} // namespace ft::bench
