#include "tests/bench/load/nametable.h"

namespace ft::bench {

NameTable::NameTable(const PathMaker &paths, std::uint32_t count)
{
    constexpr std::size_t Expected = 36;
    m_ends.reserve(count);
    m_text.reserve(Expected * count);
    for (std::uint32_t number = 0; number < count; ++number) {
        paths.append(m_text, number);
        m_ends.push_back(static_cast<std::uint32_t>(m_text.size()));
    }
}

} // namespace ft::bench
