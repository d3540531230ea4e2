#pragma once

#include "tracker/net/connection.h"
#include "tracker/net/deadlinewheel.h"

#include <QSocketNotifier>
#include <QTimer>

#include <atomic>
#include <deque>

namespace ft::tracker {

/// Serves many connections in the thread it was made in, inside that thread's Qt event loop.
///
/// Qt polls every descriptor it knows at every wakeup; so the connections are in an epoll set of
/// our own, and Qt knows only that set's descriptor.
class ReactorLoop final
{
public:
    /// `index` below 256 and different in each loop of one tracker; `load` counts the connections
    /// given to this loop, by whoever gives them, and is lowered here as they go.
    ReactorLoop(std::uint8_t index,
                TrackerService &service,
                const NetLimits &limits,
                const Clock &clock,
                AddressBudgets &addresses,
                std::atomic<std::size_t> &load);
    ~ReactorLoop();
    Q_DISABLE_COPY_MOVE(ReactorLoop)

    /// Serves a connected TCP socket from here on, and owns it. `remote` is counted in `addresses`
    /// already, and is taken off when the connection has gone.
    void adopt(int descriptor, const QHostAddress &remote);
    /// Asks an accepted peer whether it is there; `answered` is called here when it says so.
    void probe(SessionId id, Answered answered);
    /// Ends a connection without a word.
    void close(SessionId id);
    /// Says BYE to everybody; calls `done` when all are gone, at the latest after a second.
    void shutDown(std::function<void()> done);

    /// The loop a session lives in.
    [[nodiscard]] static std::uint8_t indexOf(SessionId id);

private:
    struct Place
    {
        std::uint32_t generation = 0;
        std::unique_ptr<Connection> connection;
    };

    [[nodiscard]] SessionId idOf(std::size_t place) const;
    [[nodiscard]] Connection *find(SessionId id) const;
    [[nodiscard]] bool place(int descriptor, const QHostAddress &remote);

    void onEpoll();
    bool dispatchEvents();
    void dispatch(SessionId id, std::uint32_t events);
    void takeTurns();
    void onTimer();
    void tellNews();
    void settle(SessionId id, Connection &connection);
    void remove(SessionId id);
    void takeOff(const QHostAddress &remote, bool hasFailed);
    void scheduleTimer();
    void wake();

    std::uint8_t m_index;
    const Clock &m_clock;
    AddressBudgets &m_addresses;
    std::atomic<std::size_t> &m_load;
    ConnectionContext m_context;
    NetLimits m_limits;
    int m_epoll = -1;
    std::vector<Place> m_places;
    std::vector<std::size_t> m_freePlaces;
    std::vector<SessionId> m_turns; ///< connections with requests that wait for their turn
    DeadlineWheel m_wheel;
    QTimer m_timer;
    Clock::Instant m_timerDue = Clock::Instant::max();
    QTimer m_news; ///< runs while sessions here have searches open
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::function<void()> m_done; ///< set while shutting down
};

} // namespace ft::tracker
