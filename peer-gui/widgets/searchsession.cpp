#include "peer-gui/widgets/searchsession.h"

#include <algorithm>

namespace ft::widgets {

SearchSession::SearchSession(SearchCommands &commands,
                             const models::TrackerWatch &tracker,
                             models::Holdings &holdings,
                             models::SearchResultsModel &results,
                             QObject *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_tracker(tracker)
    , m_holdings(holdings)
    , m_results(results)
{
    connect(&tracker, &models::TrackerWatch::changed, this, [this] {
        if (m_phase == Phase::Waiting && m_tracker.isJoined())
            ask();
        else if (m_phase == Phase::Idle || m_phase == Phase::Waiting)
            emit changed();
    });
    connect(&results, &models::SearchResultsModel::worked, this, &SearchSession::changed);
}

SearchSession::~SearchSession()
{
    close();
}

void SearchSession::start(const QString &text)
{
    m_text = text.trimmed();
    m_wanted = 0;
    if (const auto query = parseSearchQuery(m_text); !query) {
        close();
        m_phase = Phase::NoQuery;
        m_fault = query.error();
        emit changed();
        return;
    }
    ask();
}

void SearchSession::close()
{
    ++m_number;
    ++m_round;
    m_isFetching = false;
    if (m_open)
        m_commands.close(*std::exchange(m_open, std::nullopt));
}

void SearchSession::ask()
{
    close();
    if (m_results.recordCount() > 0 || m_results.isBusy()) {
        m_results.beginCheck();
        m_results.endCheck();
    }
    m_after.clear();
    m_total = 0;
    m_phase = m_tracker.isJoined() ? Phase::Searching : Phase::Waiting;
    emit changed();
    if (m_phase == Phase::Waiting)
        return;
    m_open = m_commands.open(m_text,
                             this,
                             [this, number = m_number](const engine::SearchNews &news) {
                                 if (number == m_number)
                                     take(news);
                             });
}

void SearchSession::take(const engine::SearchNews &news)
{
    if (news.results)
        takeResults(*news.results);
    // Rows that are there are worth more than the word that there is no newer answer.
    if (news.problem && m_phase == Phase::Searching) {
        m_phase = Phase::Failed;
        m_problem = *news.problem;
    }
    if (m_phase == Phase::Found) {
        feed(news.came);
        m_results.remove(news.went);
    }
    emit changed();
}

void SearchSession::takeResults(const engine::FindResults &results)
{
    const bool isFirst = std::exchange(m_phase, Phase::Found) != Phase::Found;
    m_total = results.total;
    m_isPartial = results.isPartial;
    m_isExactOnly = results.isExactOnly;
    m_fed = 0;
    ++m_round;
    m_results.beginCheck();
    takePage(results);
    if (isFirst)
        emit answered();
}

void SearchSession::takePage(const engine::FindResults &page)
{
    m_fed += page.records.size();
    m_after = page.after;
    feed(page.records);
    if (!m_after.isEmpty() && !page.records.empty() && m_fed < m_wanted)
        return fetchNext();
    m_results.endCheck();
    endFetching();
}

void SearchSession::fetchNext()
{
    m_isFetching = true;
    m_commands.more(m_text,
                    m_after,
                    this,
                    [this,
                     round = m_round](const Result<engine::FindResults, engine::Problem> &page) {
                        if (round != m_round)
                            return;
                        if (page)
                            takePage(*page);
                        else
                            endFetching();
                    });
}

void SearchSession::endFetching()
{
    m_isFetching = false;
    emit changed();
}

void SearchSession::showAll()
{
    m_wanted = MostRecords;
    if (m_phase == Phase::Found && !m_isFetching && hasMore())
        fetchNext();
    emit changed();
}

void SearchSession::stopShowing()
{
    m_wanted = m_fed;
    ++m_round;
    endFetching();
}

void SearchSession::feed(const std::vector<SourceRecord> &records)
{
    m_results.put(records);
    askHistory(records);
}

void SearchSession::askHistory(const std::vector<SourceRecord> &records)
{
    std::vector<ContentHash> roots;
    for (const SourceRecord &record : records) {
        if (record.file.root)
            roots.push_back(*record.file.root);
    }
    const auto asked = m_holdings.unasked(roots);
    if (asked.empty())
        return;
    // Whoever asked: all searches learn from the answer.
    m_commands.had(asked,
                   &m_holdings,
                   [&holdings = m_holdings](
                       const Result<std::vector<engine::HadContent>, engine::Problem> &had) {
                       if (had)
                           holdings.addHad(*had);
                   });
}

std::uint64_t SearchSession::total() const
{
    const auto here = static_cast<std::uint64_t>(m_results.recordCount());
    return hasMore() || m_isPartial ? std::max(m_total, here) : here;
}

} // namespace ft::widgets
