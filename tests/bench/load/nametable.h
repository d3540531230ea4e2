#pragma once

#include "tests/bench/load/pathmaker.h"

namespace ft::bench {

/// The first paths of a PathMaker, at hand for queries.
class NameTable
{
public:
    NameTable(const PathMaker &paths, std::uint32_t count);

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_ends.size()); }
    [[nodiscard]] std::string_view path(std::uint32_t number) const
    {
        const std::size_t begin = number == 0 ? 0 : m_ends[number - 1];
        return {m_text.data() + begin, m_ends[number] - begin};
    }

private:
    std::string m_text;
    std::vector<std::uint32_t> m_ends;
};

} // namespace ft::bench
