#include "peer-gui/models/speedhistory.h"

#include <algorithm>
#include <numeric>

namespace ft::models {

namespace {

constexpr auto MostSamples = static_cast<std::size_t>(SpeedHistory::Span.count());
/// Longer than this without a sample, nobody knows what was: the machine slept.
constexpr std::int64_t LongestGap = 5;
constexpr std::int64_t SweepEvery = 60; // seconds

} // namespace

SpeedHistory::SpeedHistory(const Clock &clock)
    : m_clock(clock)
    , m_sampledAt(clock.now())
{}

void SpeedHistory::Track::add(float rate, Second at)
{
    const auto gap = static_cast<std::size_t>(std::clamp<Second>(at - end, 0, Span.count()));
    if (!samples.empty())
        samples.insert(samples.end(), gap, 0.0F);
    samples.push_back(rate);
    end = at + 1;
    // Trimmed seldom, so that a sample costs next to nothing.
    if (samples.size() >= 2 * MostSamples)
        samples.erase(samples.begin(), samples.end() - static_cast<std::ptrdiff_t>(MostSamples));
}

SpeedSeries SpeedHistory::Track::last(Second now, std::chrono::seconds span) const
{
    const auto rested = std::min<Second>(now - end, span.count());
    const auto wanted = static_cast<std::size_t>(span.count() - rested);
    const auto count = std::min(wanted, samples.size());
    SpeedSeries series{samples.end() - static_cast<std::ptrdiff_t>(count), samples.end()};
    if (!samples.empty())
        series.insert(series.end(), static_cast<std::size_t>(rested), 0.0F);
    return series;
}

void SpeedHistory::sample(const std::vector<Speed> &running)
{
    const auto now = m_clock.now();
    const auto passed = std::chrono::floor<std::chrono::seconds>(now - m_sampledAt).count();
    if (passed < 1)
        return;
    m_sampledAt += std::chrono::seconds{passed};
    const Second first = passed > LongestGap ? m_now + passed - 1 : m_now;
    m_now += passed;
    for (Second at = first; at < m_now; ++at) {
        std::uint64_t sum = 0;
        for (const Speed &speed : running) {
            m_tracks[speed.id].add(static_cast<float>(speed.rate), at);
            sum += speed.rate;
        }
        m_total.add(static_cast<float>(sum), at);
    }
    if (m_now % SweepEvery == 0)
        dropRested();
}

void SpeedHistory::dropRested()
{
    std::erase_if(m_tracks,
                  [this](const auto &entry) { return m_now - entry.second.end >= Span.count(); });
}

SpeedSeries SpeedHistory::total(std::chrono::seconds span) const
{
    return m_total.last(m_now, std::min(span, Span));
}

SpeedSeries SpeedHistory::of(Id id, std::chrono::seconds span) const
{
    const auto found = m_tracks.find(id);
    return found == m_tracks.end() ? SpeedSeries{}
                                   : found->second.last(m_now, std::min(span, Span));
}

SpeedFigures figuresOf(const SpeedSeries &series)
{
    if (series.empty())
        return {};
    const auto sum = std::accumulate(series.begin(), series.end(), 0.0);
    return {static_cast<std::uint64_t>(series.back()),
            static_cast<std::uint64_t>(*std::max_element(series.begin(), series.end())),
            static_cast<std::uint64_t>(sum / static_cast<double>(series.size()))};
}

} // namespace ft::models
