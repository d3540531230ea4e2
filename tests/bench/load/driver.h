#pragma once

#include "common/base/result.h"
#include "common/model/endpoint.h"
#include "tests/bench/load/connection.h"
#include "tests/bench/load/histogram.h"

#include <memory>
#include <vector>

namespace ft::bench {

/// What a group of connections did in one measurement.
struct Measurement
{
    double seconds = 0;
    std::uint64_t found = 0;
    std::uint64_t missing = 0;
    Histogram latency;

    [[nodiscard]] double rate() const
    {
        return seconds > 0 ? static_cast<double>(latency.total()) / seconds : 0;
    }
};

/// Holds all connections of the load in one epoll set and one thread, and drives them.
///
/// Every failure ends the whole load: a figure measured beside errors means nothing.
class Driver
{
public:
    using Connections = std::vector<std::unique_ptr<Connection>>;

    Driver();
    ~Driver();
    Q_DISABLE_COPY_MOVE(Driver)

    /// A number of connections that do the same.
    struct Plan
    {
        const Dialect *dialect = nullptr;
        Endpoint target;
        std::uint32_t count = 0;
        NameSlice names; ///< shared out over the connections
    };

    /// Names a group of open connections.
    using Group = std::size_t;

    /// Opens the connections of a plan, and returns when all their openings are answered.
    [[nodiscard]] Result<Group, QString> open(const Plan &plan);
    void close(Group group);

    struct Load
    {
        std::uint32_t depth = 1; ///< queries under way on each connection
        std::chrono::milliseconds warmup{500};
        std::chrono::milliseconds duration{5'000};
    };

    /// Keeps a group busy for a while; connections of other groups only answer pings meanwhile.
    [[nodiscard]] Result<Measurement, QString> measure(Group group,
                                                       QuerySource &queries,
                                                       const Load &load);

private:
    using Instant = Connection::Instant;

    /// What is going on while a group is busy.
    struct Run
    {
        QuerySource &queries;
        std::uint32_t depth;
        Instant from; ///< replies before it are not counted
        Instant until; ///< no query is sent after it
        std::uint64_t unanswered = 0;
        Measurement result;
    };

    [[nodiscard]] Result<void, QString> begin(const Plan &plan,
                                              std::uint32_t index,
                                              Connections &into);
    [[nodiscard]] Result<void, QString> finishRun(Instant deadline);
    [[nodiscard]] Result<void, QString> turn();
    [[nodiscard]] Result<void, QString> onEvent(Connection &connection, std::uint32_t events);
    [[nodiscard]] Result<void, QString> onReadable(Connection &connection);
    [[nodiscard]] Result<void, QString> onReply(Connection &connection,
                                                const Reply &reply,
                                                Instant now);
    [[nodiscard]] Result<void, QString> onAnswer(Connection &connection,
                                                 const Reply &reply,
                                                 Instant now);
    void refill(Connection &connection, Instant now);
    void flush(Connection &connection);
    void watch(Connection &connection, int operation, bool forRoom) const;

    int m_epoll;
    std::vector<Connections> m_groups;
    std::uint32_t m_opened = 0; ///< connections ever opened; numbers them
    std::uint32_t m_opening = 0;
    std::int64_t m_openingBytes = 0; ///< of openings not wholly sent
    std::unique_ptr<Run> m_run;
};

} // namespace ft::bench
