#pragma once

#include "tests/support/manualclock.h"
#include "tests/tracker/records.h"
#include "tracker/net/connection.h"

#include <sys/epoll.h>

namespace ft::test {

using tracker::Catalogue;
using tracker::Connection;
using tracker::ConnectionContext;
using tracker::Moved;
using tracker::NetLimits;
using tracker::PeerBudget;
using tracker::Session;
using tracker::SessionId;
using tracker::TrackerService;
using tracker::Transport;

/// The other end of a connection without a socket: what it sends, takes, and closes.
struct Wire
{
    QByteArray toTracker;
    QByteArray fromTracker;
    qsizetype room = 1 << 30; ///< bytes the other end still takes
    bool peerFinished = false;
    bool broken = false;
    bool trackerFinished = false;
};

class FakeTransport final : public Transport
{
public:
    explicit FakeTransport(Wire &wire)
        : m_wire(wire)
    {}

    [[nodiscard]] int descriptor() const override { return -1; }
    [[nodiscard]] Moved receive(char *room, qsizetype size) override
    {
        if (m_wire.broken)
            return {Moved::State::Broken, 0};
        const auto count = std::min(size, m_wire.toTracker.size());
        if (count == 0)
            return {m_wire.peerFinished ? Moved::State::Ended : Moved::State::NotNow, 0};
        std::copy_n(m_wire.toTracker.cbegin(), count, room);
        m_wire.toTracker.remove(0, count);
        return {Moved::State::Done, count};
    }
    [[nodiscard]] Moved send(QByteArrayView bytes) override
    {
        if (m_wire.broken)
            return {Moved::State::Broken, 0};
        const auto count = std::min(bytes.size(), m_wire.room);
        if (count == 0)
            return {Moved::State::NotNow, 0};
        m_wire.fromTracker.append(bytes.first(count));
        m_wire.room -= count;
        return {Moved::State::Done, count};
    }
    void finishSending() override { m_wire.trackerFinished = true; }
    void keepAlive() override {}

private:
    Wire &m_wire;
};

/// A clock that moves by itself only when it is looked at, by as much as it is told.
class StepClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return m_now += step; }
    [[nodiscard]] std::chrono::sys_seconds wallTime() const override { return {}; }
    void advance(std::chrono::nanoseconds time) { m_now += time; }

    std::chrono::nanoseconds step{};

private:
    mutable Instant m_now{std::chrono::hours{1}};
};

/// A connection as its reactor holds it, on a clock that stands still.
class Held
{
public:
    explicit Held(const PeerBudget::Limits &budget = {})
    {
        limits.peer = budget;
        Session session;
        session.id = SessionId{1};
        session.remote = QHostAddress{QStringLiteral("10.0.0.4")};
        session.local = QHostAddress{QStringLiteral("10.0.0.1")};
        connection = std::make_unique<Connection>(std::make_unique<FakeTransport>(wire),
                                                  std::move(session),
                                                  context);
    }

    /// Sends bytes to the tracker and lets it work as long as it wants to.
    QByteArray say(const QByteArray &bytes)
    {
        wire.toTracker += bytes;
        while (!wire.toTracker.isEmpty() && (connection->events() & EPOLLIN) != 0)
            connection->onReadable();
        takeTurns();
        return heard();
    }
    void takeTurns()
    {
        while (connection->wantsTurn())
            connection->takeTurn();
    }
    QByteArray heard() { return std::exchange(wire.fromTracker, {}); }

    void join()
    {
        say("HELLO FT/2 name=me port=4000\n");
        say("SHARE: <a.pdf, t, 1, 05/11/25, 1.1.1.1, 9>\n");
    }

    void passTime(std::chrono::nanoseconds time)
    {
        clock.advance(time);
        context.now = clock.now();
        if (connection->isHeldBack() && connection->heldBackUntil() <= context.now)
            connection->readOn();
        connection->onDeadline();
    }

    /// The other end takes that many bytes.
    void take(qsizetype bytes)
    {
        wire.room += bytes;
        connection->onWritable();
    }

    [[nodiscard]] std::size_t peers() const { return catalogue.totals().peers; }

    StepClock clock;
    NetLimits limits;
    ManualClock catalogueClock; ///< a step of the other is a turn of the connection
    Catalogue catalogue{catalogueClock};
    TrackerService service{catalogue, {}};
    ConnectionContext context{
        service, limits, clock, QByteArray{200'000, Qt::Uninitialized}, {}, 0, clock.now()};
    Wire wire;
    std::unique_ptr<Connection> connection;
};

} // namespace ft::test
