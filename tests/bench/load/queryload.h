#pragma once

#include "tests/bench/load/driver.h"
#include "tests/bench/load/measurement.h"
#include "tests/bench/load/querysource.h"

#include <functional>

namespace ft::bench {

/// Asks queries over a group of connections and measures how they are answered: as many as the
/// connections carry, or at a given rate.
///
/// At a given rate each query has a time at which it is due, whatever became of those before it,
/// and its latency counts from there: a program that stalls is charged for all that waited
/// meanwhile.
class QueryLoad final : public Activity
{
public:
    struct Plan
    {
        std::uint32_t depth = 1; ///< queries under way on each connection
        double rate = 0; ///< queries per second over all connections; 0: as `depth` allows
        std::chrono::milliseconds warmup{500};
        std::chrono::milliseconds duration{5'000};
        /// What the program under load has used of the processors, in seconds; may be empty.
        std::function<double()> processorSeconds;
    };

    /// Takes over the replies of the group until it is destroyed; all must outlive this.
    QueryLoad(Driver &driver, Driver::Group group, QuerySource &queries, Plan plan);
    ~QueryLoad() override;
    Q_DISABLE_COPY_MOVE(QueryLoad)

    /// Turns the driver until all is asked and answered.
    [[nodiscard]] Result<Measurement, QString> run();

    [[nodiscard]] Result<Instant, QString> work(Instant now) override;
    [[nodiscard]] Result<void, QString> onReply(Connection &connection,
                                                const Reply &reply,
                                                Instant now) override;

private:
    [[nodiscard]] bool isDone(Instant now) const { return now >= m_until && m_unanswered == 0; }
    void begin();
    void noteProcessor(Instant now);
    [[nodiscard]] Result<Instant, QString> askWhatIsDue(Instant now);
    void refill(Connection &connection, Instant now);
    void ask(Connection &connection, Instant due);
    [[nodiscard]] Result<void, QString> onAnswer(Connection &connection,
                                                 const Reply &reply,
                                                 Instant now);

    Driver &m_driver;
    const Driver::Connections &m_connections;
    QuerySource &m_queries;
    Plan m_plan;
    Instant m_begin;
    Instant m_from; ///< queries due before it are not counted
    Instant m_until; ///< no query is due after it
    std::uint64_t m_asked = 0;
    std::uint64_t m_unanswered = 0;
    std::optional<double> m_processorBefore;
    std::optional<double> m_processorAfter;
    Measurement m_result;
};

} // namespace ft::bench
