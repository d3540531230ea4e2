#include "peer-gui/engine/transfer/classicsources.h"

#include <algorithm>

namespace ft::engine {

using State = TransferSource::State;

void ClassicSources::add(const std::vector<SourceRecord> &sources)
{
    for (const SourceRecord &record : sources) {
        const auto known = std::find_if(m_sources.begin(),
                                        m_sources.end(),
                                        [&](const auto &source) {
                                            return source.record.endpoint == record.endpoint;
                                        });
        if (known == m_sources.end()) {
            m_sources.push_back({record, State::Idle, 0, 0, {}, {}});
            continue;
        }
        const bool isNews = known->record != record;
        if (isNews && known->state == State::Dropped && !known->retryAt)
            *known = {record, State::Idle, 0, 0, {}, {}};
        else if (known->state != State::Connecting && known->state != State::Active)
            known->record = record;
    }
}

bool ClassicSources::isDue(const Source &source) const
{
    const bool isAgain = source.state == State::Dropped && source.retryAt
                         && *source.retryAt <= m_clock.now();
    return source.state == State::Idle || isAgain;
}

std::optional<SourceRecord> ClassicSources::next()
{
    if (m_asked)
        return std::nullopt;
    // One that has not failed yet goes before those that have.
    auto best = m_sources.end();
    for (auto source = m_sources.begin(); source != m_sources.end(); ++source) {
        if (isDue(*source) && (best == m_sources.end() || source->failures < best->failures))
            best = source;
    }
    if (best == m_sources.end())
        return std::nullopt;
    best->state = State::Connecting;
    best->retryAt.reset();
    best->bytes = 0;
    m_asked = static_cast<std::size_t>(best - m_sources.begin());
    return best->record;
}

void ClassicSources::begun()
{
    if (m_asked)
        m_sources[*m_asked].state = State::Active;
}

void ClassicSources::received(std::uint64_t bytes)
{
    if (m_asked)
        m_sources[*m_asked].bytes = bytes;
}

void ClassicSources::failed(const Problem &problem)
{
    if (!m_asked)
        return;
    Source &source = m_sources[*m_asked];
    m_asked.reset();
    source.state = State::Dropped;
    source.problem = problem;
    m_lastProblem = problem;
    ++source.failures;
    // What is not what its record says does not become so by asking again.
    if (problem.code == ProblemCode::SourceChanged || !m_retries.isUseless)
        return;
    const auto delay = m_retries.first * (1 << std::min(source.failures - 1, 10));
    source.retryAt = m_clock.now() + std::min<std::chrono::milliseconds>(delay, m_retries.longest);
}

void ClassicSources::letGo()
{
    if (m_asked)
        m_sources[*m_asked].state = State::Idle;
    m_asked.reset();
}

bool ClassicSources::isAnyHoped() const
{
    return std::any_of(m_sources.begin(), m_sources.end(), [](const Source &source) {
        return source.state != State::Dropped || source.retryAt;
    });
}

std::vector<TransferSource> ClassicSources::snapshot(std::uint64_t rate) const
{
    std::vector<TransferSource> all;
    all.reserve(m_sources.size());
    for (const Source &source : m_sources) {
        TransferSource value;
        value.endpoint = source.record.endpoint;
        value.host = source.record.host;
        value.state = source.state;
        value.bytes = source.bytes;
        value.rate = source.state == State::Active ? rate : 0;
        if (source.state == State::Dropped)
            value.problem = source.problem;
        all.push_back(std::move(value));
    }
    return all;
}

} // namespace ft::engine
