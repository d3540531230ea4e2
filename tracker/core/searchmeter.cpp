#include "tracker/core/searchmeter.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace ft::tracker {

namespace {

/// Until there are so many in a lane, each is timed.
constexpr std::uint64_t AllTimed = 1024;
constexpr std::uint64_t OneOf = 16;

std::size_t indexOf(SearchKind kind)
{
    return static_cast<std::size_t>(kind);
}

} // namespace

std::size_t TimeHistogram::stepOf(std::chrono::nanoseconds time)
{
    const auto ns = static_cast<std::uint64_t>(std::max<std::int64_t>(time.count(), 0));
    if (ns < std::uint64_t{1} << FirstOctave)
        return 0;
    const auto octave = static_cast<unsigned>(std::bit_width(ns)) - 1;
    if (octave >= FirstOctave + Octaves)
        return Steps - 1;
    const auto quarter = (ns >> (octave - 2)) & (StepsPerOctave - 1);
    return 1 + (octave - FirstOctave) * StepsPerOctave + quarter;
}

std::chrono::nanoseconds TimeHistogram::upperBound(std::size_t step)
{
    if (step == 0)
        return std::chrono::nanoseconds{(std::int64_t{1} << FirstOctave) - 1};
    if (step >= Steps - 1)
        return std::chrono::nanoseconds::max();
    const auto octave = (step - 1) / StepsPerOctave + FirstOctave;
    const auto quarter = (step - 1) % StepsPerOctave;
    const auto lower = (std::uint64_t{StepsPerOctave} + quarter + 1) << (octave - 2);
    return std::chrono::nanoseconds{static_cast<std::int64_t>(lower) - 1};
}

std::uint64_t TimeHistogram::total() const
{
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::chrono::nanoseconds TimeHistogram::percentile(double part) const
{
    const auto all = total();
    if (all == 0)
        return {};
    const auto wanted = std::max(1.0, std::ceil(static_cast<double>(all) * part));
    std::uint64_t seen = 0;
    for (std::size_t step = 0; step < Steps; ++step) {
        seen += counts[step];
        if (static_cast<double>(seen) >= wanted)
            return upperBound(step);
    }
    return upperBound(Steps - 1);
}

TimeHistogram TimeHistogram::since(const TimeHistogram &earlier) const
{
    TimeHistogram added;
    for (std::size_t step = 0; step < Steps; ++step)
        added.counts[step] = counts[step] - earlier.counts[step];
    added.sum = sum - earlier.sum;
    return added;
}

TimeHistogram &TimeHistogram::operator+=(const TimeHistogram &other)
{
    for (std::size_t step = 0; step < Steps; ++step)
        counts[step] += other.counts[step];
    sum += other.sum;
    return *this;
}

SearchMeter::SearchMeter(const Clock &clock)
    : m_clock(clock)
    , m_lanes(Lanes)
{}

SearchMeter::Timing::Timing(SearchMeter *meter,
                            std::size_t lane,
                            SearchKind kind,
                            std::uint64_t weight)
    : m_meter(meter)
    , m_lane(lane)
    , m_kind(kind)
    , m_weight(weight)
{
    if (m_meter)
        m_begin = m_meter->m_clock.now();
}

SearchMeter::Timing::~Timing()
{
    if (m_meter)
        m_meter->add(m_lane, m_kind, m_meter->m_clock.now() - m_begin, m_weight);
}

SearchMeter::Timing SearchMeter::answering(std::size_t lane, SearchKind kind)
{
    lane %= Lanes;
    const auto before = m_lanes[lane].kinds[indexOf(kind)].count.fetch_add(
        1, std::memory_order_relaxed);
    if (kind != SearchKind::Exact || before < AllTimed)
        return {this, lane, kind, 1};
    return {before % OneOf == 0 ? this : nullptr, lane, kind, OneOf};
}

void SearchMeter::add(std::size_t lane,
                      SearchKind kind,
                      std::chrono::nanoseconds time,
                      std::uint64_t weight)
{
    Kind &counted = m_lanes[lane].kinds[indexOf(kind)];
    counted.steps[TimeHistogram::stepOf(time)].fetch_add(weight, std::memory_order_relaxed);
    counted.nanoseconds.fetch_add(time.count() * static_cast<std::int64_t>(weight),
                                  std::memory_order_relaxed);
}

std::uint64_t SearchMeter::count(SearchKind kind) const
{
    std::uint64_t sum = 0;
    for (const Lane &lane : m_lanes)
        sum += lane.kinds[indexOf(kind)].count.load(std::memory_order_relaxed);
    return sum;
}

std::uint64_t SearchMeter::count() const
{
    return count(SearchKind::Exact) + count(SearchKind::Query);
}

TimeHistogram SearchMeter::times(SearchKind kind) const
{
    TimeHistogram sum;
    for (const Lane &lane : m_lanes) {
        const Kind &counted = lane.kinds[indexOf(kind)];
        for (std::size_t step = 0; step < TimeHistogram::Steps; ++step)
            sum.counts[step] += counted.steps[step].load(std::memory_order_relaxed);
        sum.sum += std::chrono::nanoseconds{counted.nanoseconds.load(std::memory_order_relaxed)};
    }
    return sum;
}

TimeHistogram SearchMeter::times() const
{
    auto sum = times(SearchKind::Exact);
    sum += times(SearchKind::Query);
    return sum;
}

} // namespace ft::tracker
