#pragma once

#include "common/base/clock.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

namespace ft::tracker {

/// How a search was asked for.
enum class SearchKind : std::uint8_t {
    Exact, ///< SEARCH
    Query, ///< FIND
};
inline constexpr std::size_t SearchKindCount = 2;

/// How often something took how long, in steps of a quarter octave or finer. A value.
class TimeHistogram final
{
public:
    static constexpr std::size_t StepsPerOctave = 4;
    static constexpr unsigned FirstOctave = 8; ///< below 256 ns is one step
    static constexpr unsigned Octaves = 26; ///< up to 17 s, and one step for what is longer
    static constexpr std::size_t Steps = Octaves * StepsPerOctave + 2;

    [[nodiscard]] static std::size_t stepOf(std::chrono::nanoseconds time);
    /// The longest time of a step.
    [[nodiscard]] static std::chrono::nanoseconds upperBound(std::size_t step);

    std::array<std::uint64_t, Steps> counts{};
    std::chrono::nanoseconds sum{};

    [[nodiscard]] std::uint64_t total() const;
    /// The time that so many of all (0 to 1) took at most; 0 without any.
    [[nodiscard]] std::chrono::nanoseconds percentile(double part) const;

    /// What was added since `earlier`, a former state of the same histogram.
    [[nodiscard]] TimeHistogram since(const TimeHistogram &earlier) const;
    TimeHistogram &operator+=(const TimeHistogram &other);
};

/// Counts searches, and how long the tracker itself takes to answer them.
///
/// Threads count in lanes of their own, without locks; any thread may read. Where there are many
/// exact searches one of sixteen is timed, and stands for sixteen: two looks at the clock would be
/// a good part of the answer.
class SearchMeter final
{
public:
    static constexpr std::size_t Lanes = 16;

    explicit SearchMeter(const Clock &clock);

    /// Runs from its making to its end.
    class Timing final
    {
    public:
        Timing(const Timing &) = delete;
        Timing &operator=(const Timing &) = delete;
        Timing(Timing &&) = delete;
        Timing &operator=(Timing &&) = delete;
        ~Timing();

    private:
        friend class SearchMeter;
        Timing(SearchMeter *meter, std::size_t lane, SearchKind kind, std::uint64_t weight);

        SearchMeter *m_meter; ///< null when this one is not timed
        std::size_t m_lane;
        SearchKind m_kind;
        std::uint64_t m_weight;
        Clock::Instant m_begin;
    };

    /// Counts a search that is answered until the returned object ends. `lane` is any number.
    [[nodiscard]] Timing answering(std::size_t lane, SearchKind kind);

    [[nodiscard]] std::uint64_t count(SearchKind kind) const;
    [[nodiscard]] std::uint64_t count() const;
    [[nodiscard]] TimeHistogram times(SearchKind kind) const;
    /// Of both kinds.
    [[nodiscard]] TimeHistogram times() const;

private:
    struct Kind
    {
        std::atomic<std::uint64_t> count{0};
        std::atomic<std::int64_t> nanoseconds{0};
        std::array<std::atomic<std::uint64_t>, TimeHistogram::Steps> steps{};
    };
    /// Cache lines of its own, so that threads do not wait for one another to count.
    struct alignas(64) Lane
    {
        std::array<Kind, SearchKindCount> kinds;
    };

    void add(std::size_t lane,
             SearchKind kind,
             std::chrono::nanoseconds time,
             std::uint64_t weight);

    const Clock &m_clock;
    std::vector<Lane> m_lanes;
};

} // namespace ft::tracker
