#include "tests/bench/load/rejoin.h"

#include "common/protocol/trackercodec.h"

namespace ft::bench {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// Seconds after which a tracker that refuses wants to be asked again; nothing when the reply is no
/// refusal.
std::optional<std::chrono::seconds> retryOf(const Reply &reply)
{
    const auto decoded = protocol::decodeTrackerReply(
        {reply.text.data(), static_cast<qsizetype>(reply.text.size())});
    const auto *refused = decoded ? std::get_if<protocol::Refused>(&*decoded) : nullptr;
    if (refused == nullptr)
        return std::nullopt;
    return std::chrono::seconds{refused->retry.value_or(0)};
}

} // namespace

Rejoin::Rejoin(Driver &driver, Driver::Group group)
    : m_driver(driver)
    , m_group(group)
    , m_connections(driver.connections(group))
    , m_random(1)
{
    for (const auto &connection : m_connections) {
        connection->activity = this;
        m_peers.push_back({engine::Backoff{QRandomGenerator{m_random.generate()}}});
    }
    m_driver.begin(*this);
}

Rejoin::~Rejoin()
{
    m_driver.end(*this);
    for (const auto &connection : m_connections) {
        if (connection)
            connection->activity = nullptr;
    }
}

Result<Rejoin::Outcome, QString> Rejoin::run(std::chrono::seconds lossLimit,
                                             std::chrono::seconds rejoinLimit)
{
    const auto begin = SteadyClock::now();
    while (m_accepted < m_peers.size()) {
        if (const auto turned = m_driver.turn(); !turned)
            return tl::unexpected(turned.error());
        const auto now = SteadyClock::now();
        if (!m_firstLoss && now > begin + lossLimit)
            return tl::unexpected(QStringLiteral("the tracker was not restarted"));
        if (m_firstLoss && now > *m_firstLoss + rejoinLimit) {
            return tl::unexpected(QStringLiteral("%1 of %2 peers lost the tracker, %3 are back")
                                      .arg(m_lost)
                                      .arg(m_peers.size())
                                      .arg(m_accepted));
        }
    }
    return m_outcome;
}

Result<Rejoin::Instant, QString> Rejoin::work(Instant now)
{
    while (!m_attempts.empty() && m_attempts.top().due <= now) {
        const auto peer = m_attempts.top().peer;
        m_attempts.pop();
        ++m_outcome.attempts;
        m_peers[peer].isWaiting = false;
        if (auto connection = m_driver.dial(m_group, peer, *this))
            m_connections[peer] = std::move(*connection);
        else
            lose(peer, now, {}); // refused at once: the tracker is not there yet
    }
    return m_attempts.empty() ? Instant::max() : m_attempts.top().due;
}

Result<void, QString> Rejoin::onReply(Connection &connection, const Reply &reply, Instant now)
{
    const auto peer = connection.index();
    if (m_peers[peer].isWaiting)
        return {};
    if (reply.kind == Reply::Kind::Done && connection.isOpening()) {
        connection.countOpeningReply();
        if (!connection.isOpening())
            onAccepted(peer, now);
        return {};
    }
    if (reply.text == "BYE")
        return {};
    const auto retry = retryOf(reply);
    if (!retry)
        return unexpectedReply(reply);
    ++m_outcome.refused;
    lose(peer, now, *retry);
    return {};
}

Result<void, QString> Rejoin::onGone(Connection &connection, Instant now)
{
    lose(connection.index(), now, {});
    return {};
}

/// The connection itself goes when the next one takes its place; until then it is out of reach.
void Rejoin::lose(std::uint32_t number, Instant now, std::chrono::milliseconds atLeast)
{
    Peer &peer = m_peers[number];
    if (std::exchange(peer.isWaiting, true))
        return;
    if (!m_firstLoss)
        m_firstLoss = now;
    const auto before = std::exchange(peer.state, Peer::State::Lost);
    m_lost += before == Peer::State::Joined ? 1U : 0U;
    m_accepted -= before == Peer::State::Back ? 1U : 0U;
    m_connections[number]->hangUp();
    // Who is told a time comes at that time at the earliest, and spread over as much again.
    const auto wait = std::max(peer.backoff.next(), atLeast);
    const auto spread = atLeast.count() > 0 ? m_random.bounded(static_cast<int>(atLeast.count()))
                                            : 0;
    m_attempts.push({now + wait + std::chrono::milliseconds{spread}, number});
}

void Rejoin::onAccepted(std::uint32_t peer, Instant now)
{
    m_peers[peer].backoff.reset();
    m_peers[peer].state = Peer::State::Back;
    ++m_accepted;
    m_outcome.each.add(now - *m_firstLoss);
    m_outcome.allSeconds = since(now);
    if (m_accepted == 1)
        m_outcome.firstSeconds = m_outcome.allSeconds;
}

double Rejoin::since(Instant instant) const
{
    return std::chrono::duration<double>(instant - *m_firstLoss).count();
}

} // namespace ft::bench
