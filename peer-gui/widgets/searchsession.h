#pragma once

#include "common/model/searchquery.h"
#include "peer-gui/models/searchresultsmodel.h"
#include "peer-gui/models/trackerwatch.h"
#include "peer-gui/widgets/searchcommands.h"

#include <QObject>

#include <optional>

namespace ft::widgets {

/// One search from its text to its results: asks once the peer is joined, keeps the search open
/// while it lives, fetches the rest of a long answer when it is wanted, and feeds the model.
class SearchSession final : public QObject
{
    Q_OBJECT

public:
    enum class Phase {
        Idle, ///< nothing was asked yet
        Waiting, ///< asks as soon as the peer is joined
        Searching,
        Found, ///< perhaps nothing
        Failed,
        NoQuery, ///< the text is none
    };

    /// All must outlive it.
    SearchSession(SearchCommands &commands,
                  const models::TrackerWatch &tracker,
                  models::Holdings &holdings,
                  models::SearchResultsModel &results,
                  QObject *parent = nullptr);
    ~SearchSession() override;

    /// In place of the search before.
    void start(const QString &text);
    /// Fetches all records, page by page, up to MostRecords.
    void showAll();
    void stopShowing();

    /// More than these are not fetched of one search.
    static constexpr std::size_t MostRecords = 100'000;

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const QString &text() const { return m_text; } ///< trimmed
    [[nodiscard]] const QueryError &fault() const { return m_fault; } ///< while NoQuery
    [[nodiscard]] const engine::Problem &problem() const { return m_problem; } ///< while Failed
    [[nodiscard]] std::uint64_t total() const; ///< records that match, here or not
    [[nodiscard]] bool isPartial() const { return m_isPartial; } ///< there may be more than that
    [[nodiscard]] bool isExactOnly() const { return m_isExactOnly; }
    [[nodiscard]] bool hasMore() const { return !m_after.isEmpty(); }
    [[nodiscard]] bool isFetching() const { return m_isFetching; }

signals:
    void changed();
    /// The first answer to the text is here.
    void answered();

private:
    void ask();
    void close();
    void take(const engine::SearchNews &news);
    void takeResults(const engine::FindResults &results);
    void takePage(const engine::FindResults &page);
    void fetchNext();
    void endFetching();
    void feed(const std::vector<SourceRecord> &records);
    void askHistory(const std::vector<SourceRecord> &records);

    SearchCommands &m_commands;
    const models::TrackerWatch &m_tracker;
    models::Holdings &m_holdings;
    models::SearchResultsModel &m_results;
    Phase m_phase = Phase::Idle;
    QString m_text;
    std::optional<engine::SearchId> m_open; ///< at the engine
    int m_number = 0; ///< an answer to an earlier search comes too late
    int m_round = 0; ///< likewise of pages
    std::uint64_t m_total = 0;
    std::size_t m_fed = 0; ///< records of the answer that are here
    std::size_t m_wanted = 0; ///< so many of them, if one answer has less
    QByteArray m_after; ///< where the next page begins
    bool m_isPartial = false;
    bool m_isExactOnly = false;
    bool m_isFetching = false; ///< a page is under way
    QueryError m_fault;
    engine::Problem m_problem;
};

} // namespace ft::widgets
