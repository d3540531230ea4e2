#pragma once

#include <array>
#include <bit>
#include <chrono>
#include <cstdint>

namespace ft::bench {

/// Counts durations in buckets that are at most 3 % wide, from a nanosecond to minutes.
class Histogram
{
public:
    void add(std::chrono::nanoseconds duration)
    {
        const auto value = static_cast<std::uint64_t>(duration.count() > 0 ? duration.count() : 0);
        ++m_counts[indexOf(value)];
        ++m_total;
    }

    /// Counts all that another has counted too.
    void add(const Histogram &other);

    [[nodiscard]] std::uint64_t total() const { return m_total; }

    /// The duration that the given share (0 to 1) of all does not exceed; zero when there is none.
    [[nodiscard]] std::chrono::nanoseconds quantile(double share) const;

private:
    static constexpr unsigned SubBits = 5; // 32 buckets for each doubling
    static constexpr std::size_t Buckets = std::size_t{1} << (SubBits + 6U);

    static std::size_t indexOf(std::uint64_t value)
    {
        const auto width = static_cast<unsigned>(std::bit_width(value));
        const unsigned shift = width > SubBits + 1 ? width - SubBits - 1 : 0;
        const std::size_t index = (std::size_t{shift} << SubBits) + (value >> shift);
        return index < Buckets ? index : Buckets - 1;
    }

    std::array<std::uint64_t, Buckets> m_counts{};
    std::uint64_t m_total = 0;
};

} // namespace ft::bench
