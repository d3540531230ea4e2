#pragma once

#include "common/base/clock.h"

#include <chrono>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace ft::models {

/// Speeds of successive seconds, the last one being now; bytes per second.
using SpeedSeries = std::vector<float>;

/// How fast transfers of one direction were, second by second, one by one and together, for the
/// last half hour.
class SpeedHistory final
{
public:
    using Id = std::uint32_t;

    static constexpr std::chrono::seconds Span = std::chrono::minutes{30};

    struct Speed
    {
        Id id = 0;
        std::uint64_t rate = 0; ///< bytes per second
    };

    /// `clock` must outlive it.
    explicit SpeedHistory(const Clock &clock);

    /// Notes how fast those that run are; those not named rest. To be called about once a second:
    /// a call too early notes nothing, and a late one counts for the seconds since.
    void sample(const std::vector<Speed> &running);

    /// Of all together; shorter than `span` while there is no more.
    [[nodiscard]] SpeedSeries total(std::chrono::seconds span) const;
    /// Of one, from when it was first named; empty for one never named, and for one that has
    /// rested longer than Span.
    [[nodiscard]] SpeedSeries of(Id id, std::chrono::seconds span) const;

private:
    using Second = std::int64_t; ///< counted from the first sample

    struct Track
    {
        Second end = 0; ///< the second behind the last sample
        SpeedSeries samples;

        void add(float rate, Second at);
        [[nodiscard]] SpeedSeries last(Second now, std::chrono::seconds span) const;
    };

    void dropRested();

    const Clock &m_clock;
    Clock::Instant m_sampledAt;
    Second m_now = 0; ///< how many seconds there are
    Track m_total;
    std::unordered_map<Id, Track> m_tracks;
};

/// What is to be said of a series.
struct SpeedFigures
{
    std::uint64_t now = 0;
    std::uint64_t peak = 0;
    std::uint64_t average = 0;

    bool operator==(const SpeedFigures &) const = default;
};

[[nodiscard]] SpeedFigures figuresOf(const SpeedSeries &series);

} // namespace ft::models
