#include "peer-gui/engine/tracker/newsqueue.h"

#include "common/base/overloaded.h"

#include <utility>

namespace ft::engine {

void NewsQueue::restart(FindResults results)
{
    m_events.clear();
    m_missed = 0;
    m_problem.reset();
    m_results = std::move(results);
}

void NewsQueue::came(const std::vector<SourceRecord> &records)
{
    for (const SourceRecord &record : records)
        put({record.file.path.utf8(), record.offerer().key()}, record);
}

void NewsQueue::went(const std::vector<protocol::Gone> &records)
{
    for (const protocol::Gone &gone : records)
        put({gone.path.utf8(), gone.peer.key()}, gone);
}

void NewsQueue::missed(std::uint64_t count)
{
    m_missed += count;
}

void NewsQueue::failed(Problem problem)
{
    m_problem = std::move(problem);
}

bool NewsQueue::isEmpty() const
{
    return !m_results && m_events.empty() && m_missed == 0 && !m_problem;
}

SearchNews NewsQueue::take()
{
    SearchNews news;
    news.results = std::exchange(m_results, {});
    for (auto &[key, event] : std::exchange(m_events, {})) {
        std::visit(Overloaded{[&news](const SourceRecord &record) { news.came.push_back(record); },
                              [&news](const protocol::Gone &gone) {
                                  news.went.push_back(gone);
                              }},
                   event);
    }
    news.missed = std::exchange(m_missed, 0);
    news.problem = std::exchange(m_problem, {});
    return news;
}

/// The last event of a record stands for all before it.
void NewsQueue::put(Key key, Event event)
{
    const auto known = m_events.find(key);
    if (known != m_events.end())
        known->second = std::move(event);
    else if (m_events.size() < Most)
        m_events.emplace(std::move(key), std::move(event));
    else
        ++m_missed;
}

} // namespace ft::engine
