#pragma once

#include "peer-gui/engine/tracker/backoff.h"
#include "tests/bench/load/driver.h"
#include "tests/bench/load/histogram.h"

#include <queue>

namespace ft::bench {

/// Waits until peers have lost their tracker, and lets them join again as real peers do: each at
/// the times that its own backoff says, or that the tracker told it.
class Rejoin final : public Activity
{
public:
    /// How it went; times count from the first lost connection.
    struct Outcome
    {
        double firstSeconds = 0; ///< until the first peer was accepted again
        double allSeconds = 0; ///< until the last one was
        std::uint64_t attempts = 0; ///< connections begun
        std::uint64_t refused = 0; ///< attempts that the tracker answered with REFUSED
        Histogram each; ///< until each peer was accepted again
    };

    /// Takes over an open group until it is destroyed; both must outlive this.
    Rejoin(Driver &driver, Driver::Group group);
    ~Rejoin() override;
    Q_DISABLE_COPY_MOVE(Rejoin)

    /// Turns the driver until every connection was lost and accepted again.
    [[nodiscard]] Result<Outcome, QString> run(std::chrono::seconds lossLimit,
                                               std::chrono::seconds rejoinLimit);

    [[nodiscard]] Result<Instant, QString> work(Instant now) override;
    [[nodiscard]] Result<void, QString> onReply(Connection &connection,
                                                const Reply &reply,
                                                Instant now) override;
    [[nodiscard]] Result<void, QString> onGone(Connection &connection, Instant now) override;

private:
    struct Peer
    {
        enum class State { Joined, Lost, Back };

        engine::Backoff backoff;
        State state = State::Joined;
        bool isWaiting = false; ///< for its next attempt
    };
    /// When a peer tries again.
    struct Attempt
    {
        Instant due;
        std::uint32_t peer = 0;

        bool operator>(const Attempt &other) const { return due > other.due; }
    };

    void lose(std::uint32_t number, Instant now, std::chrono::milliseconds atLeast);
    void onAccepted(std::uint32_t peer, Instant now);
    [[nodiscard]] double since(Instant instant) const;

    Driver &m_driver;
    Driver::Group m_group;
    Driver::Connections &m_connections;
    QRandomGenerator m_random;
    std::vector<Peer> m_peers;
    std::priority_queue<Attempt, std::vector<Attempt>, std::greater<>> m_attempts;
    std::optional<Instant> m_firstLoss;
    std::size_t m_lost = 0; ///< peers that lost their first connection
    std::size_t m_accepted = 0; ///< peers that are accepted again
    Outcome m_outcome;
};

} // namespace ft::bench
