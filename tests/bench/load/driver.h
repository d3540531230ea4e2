#pragma once

#include "common/base/result.h"
#include "common/model/endpoint.h"
#include "tests/bench/load/activity.h"

#include <memory>
#include <vector>

namespace ft::bench {

/// Holds all connections of the load in one epoll set and one thread, and lets activities drive
/// them.
///
/// Every failure ends the whole load: a figure measured beside errors means nothing.
class Driver
{
public:
    using Connections = std::vector<std::unique_ptr<Connection>>;

    Driver();
    ~Driver();
    Q_DISABLE_COPY_MOVE(Driver)

    /// A number of connections that open in the same way.
    struct Plan
    {
        const Dialect *dialect = nullptr;
        Endpoint target;
        std::uint32_t count = 0;
        NameSlice files; ///< shared out over the connections
    };

    /// Names a group of connections.
    using Group = std::size_t;

    /// Opens the connections of a plan, and returns when all their openings are answered.
    [[nodiscard]] Result<Group, QString> open(const Plan &plan);
    /// A group of connections that are open already, for tests.
    [[nodiscard]] Group adopt(Connections connections);
    void close(Group group);
    [[nodiscard]] Connections &connections(Group group) { return m_groups[group]->connections; }

    /// Begins to connect once more for a place in a plan, as its first connection there did. The
    /// replies to its opening go to the activity.
    [[nodiscard]] Result<std::unique_ptr<Connection>, QString> dial(Group group,
                                                                    std::uint32_t index,
                                                                    Activity &activity);

    /// From here on, until end(), an activity works in every turn. It must outlive that.
    void begin(Activity &activity);
    void end(Activity &activity);

    /// Lets the activities do what is due, then waits for what the connections receive and handles
    /// it.
    [[nodiscard]] Result<void, QString> turn();

    /// Sends what it can of what was appended to a connection.
    void flush(Connection &connection);

private:
    using Instant = Connection::Instant;

    struct Members
    {
        Plan plan;
        std::uint32_t firstNumber = 0; ///< of its connections among all
        Connections connections;
    };

    [[nodiscard]] Result<std::unique_ptr<Connection>, QString> connectFor(const Members &members,
                                                                          std::uint32_t index);
    [[nodiscard]] Result<void, QString> beginOpening(Members &members, std::uint32_t index);
    [[nodiscard]] Result<Instant, QString> workAll(Instant now);
    [[nodiscard]] Result<void, QString> onEvent(Connection &connection, std::uint32_t events);
    [[nodiscard]] Result<void, QString> onReadable(Connection &connection);
    [[nodiscard]] Result<void, QString> onReply(Connection &connection,
                                                const Reply &reply,
                                                Instant now);
    void watch(Connection &connection, int operation, bool forRoom) const;

    int m_epoll;
    std::vector<std::unique_ptr<Members>> m_groups;
    std::vector<Activity *> m_activities;
    std::uint32_t m_numbered = 0; ///< connections of all plans so far; numbers them
    std::uint32_t m_opening = 0;
    std::int64_t m_openingBytes = 0; ///< of openings not wholly sent
};

} // namespace ft::bench
