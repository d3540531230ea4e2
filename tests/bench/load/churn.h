#pragma once

#include "tests/bench/load/driver.h"
#include "tests/bench/load/histogram.h"
#include "tests/bench/load/trackerdialect.h"

#include <deque>

namespace ft::bench {

/// Lets peers announce new files and take them back a second later, at a given rate.
class Churn final : public Activity
{
public:
    struct Plan
    {
        std::uint32_t rate = 10'000; ///< records per second that come, and as many that go
        std::uint32_t firstFile =
            0; ///< number of the first file that comes; nobody has those after
    };

    /// Takes over the replies of the group, of peers that are accepted, until it is destroyed; all
    /// must outlive this. Works from the next turn of the driver on.
    Churn(Driver &driver, Driver::Group group, const TrackerDialect &dialect, const Plan &plan);
    ~Churn() override;
    Q_DISABLE_COPY_MOVE(Churn)

    /// Records that came, and were announced to have come.
    [[nodiscard]] std::uint64_t added() const { return m_added; }
    /// From the moment a change was due until the tracker had made it.
    [[nodiscard]] const Histogram &latency() const { return m_latency; }

    [[nodiscard]] Result<Instant, QString> work(Instant now) override;
    [[nodiscard]] Result<void, QString> onReply(Connection &connection,
                                                const Reply &reply,
                                                Instant now) override;

private:
    /// What one of the peers has announced.
    struct Offer
    {
        std::deque<NameSlice> files;
        std::deque<Instant> unanswered; ///< when each change was due
    };

    void change(std::size_t peer, Instant due);

    Driver &m_driver;
    const Driver::Connections &m_connections;
    const TrackerDialect &m_dialect;
    Plan m_plan;
    std::uint32_t m_batch; ///< records of one change
    std::chrono::nanoseconds m_interval; ///< between two changes
    std::vector<Offer> m_offers; ///< of every connection
    std::optional<Instant> m_begin;
    std::uint64_t m_changes = 0;
    std::uint64_t m_added = 0;
    std::uint64_t m_unanswered = 0;
    Histogram m_latency;
};

} // namespace ft::bench
