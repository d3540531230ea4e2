#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ft::bench {

/// The words that names of files are made of: a few hundred that people use often, and thousands of
/// made-up ones behind them, as names and titles are.
///
/// The word of rank r is drawn as often as 1 / (r + 50), the law of Zipf and Mandelbrot: the most
/// frequent one is 0.3 % of all words of a name, and half of all come from the first 1,000.
class Vocabulary
{
public:
    static constexpr std::uint32_t Size = 30'000;

    Vocabulary();

    /// The word that 16 random bits draw.
    [[nodiscard]] std::string_view drawn(std::uint64_t bits) const
    {
        return word(m_ranks[bits & 0xffffU]);
    }

    [[nodiscard]] std::string_view word(std::uint32_t rank) const
    {
        return std::string_view{m_text}.substr(m_begins[rank], m_begins[rank + 1] - m_begins[rank]);
    }

private:
    void addWord(std::string_view word);
    void addMadeUp(std::uint64_t bits);

    std::string m_text;
    std::vector<std::uint32_t> m_begins{0};
    std::vector<std::uint16_t> m_ranks; ///< for every 16 bits
};

} // namespace ft::bench
