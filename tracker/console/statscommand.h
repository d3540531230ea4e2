#pragma once

#include "tracker/console/command.h"
#include "tracker/console/ratemeter.h"
#include "tracker/console/recenttimes.h"
#include "tracker/console/reply.h"
#include "tracker/console/surroundings.h"

namespace ft::tracker {

/// The command that shows sums, rates and times.
class StatsCommand final
{
public:
    explicit StatsCommand(const Surroundings &surroundings);

    /// Call about once a second.
    void sample();
    void run(const ShowStats &command, const Reply &reply) const;

private:
    [[nodiscard]] QJsonObject row() const;

    const Surroundings &m_surroundings;
    Clock::Instant m_started;
    std::uint64_t m_memoryAtStart;
    RateMeter m_searchRate;
    RecentTimes m_times;
};

} // namespace ft::tracker
