#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ft::bench {

/// A stretch of a NameTable.
struct NameSlice
{
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

/// The file names of a load: like those people give, all different, the same in every run.
class NameTable
{
public:
    /// Names hold no character that any dialect must escape.
    explicit NameTable(std::uint32_t count);

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_ends.size()); }
    [[nodiscard]] std::string_view name(std::uint32_t index) const
    {
        const std::size_t begin = index == 0 ? 0 : m_ends[index - 1];
        return {m_text.data() + begin, m_ends[index] - begin};
    }

private:
    std::string m_text;
    std::vector<std::size_t> m_ends;
};

} // namespace ft::bench
