#include "tests/bench/load/churn.h"

#include <algorithm>

namespace ft::bench {

namespace {

/// A change of a real share is small: 500 of them a second make up the rate, or one record each.
constexpr std::uint32_t ChangesPerSecond = 500;
/// Unanswered changes past which the rate is out of reach: those of 10 s.
constexpr std::uint64_t MaxUnanswered = 10 * ChangesPerSecond;

} // namespace

Churn::Churn(Driver &driver, Driver::Group group, const TrackerDialect &dialect, const Plan &plan)
    : m_driver(driver)
    , m_connections(driver.connections(group))
    , m_dialect(dialect)
    , m_plan(plan)
    , m_batch(std::max(1U, plan.rate / ChangesPerSecond))
    , m_interval(std::chrono::nanoseconds{std::chrono::seconds{m_batch}} / plan.rate)
    , m_offers(m_connections.size())
{
    for (const auto &connection : m_connections)
        connection->activity = this;
    driver.begin(*this);
}

Churn::~Churn()
{
    m_driver.end(*this);
    for (const auto &connection : m_connections)
        connection->activity = nullptr;
}

Result<Churn::Instant, QString> Churn::work(Instant now)
{
    if (!m_begin)
        m_begin = now;
    while (true) {
        const Instant due = *m_begin + m_interval * m_changes;
        if (due > now)
            return due;
        if (m_unanswered > MaxUnanswered)
            return tl::unexpected(
                QStringLiteral("%1 added and removed records/s are too many").arg(m_plan.rate));
        change(m_changes % m_connections.size(), due);
        ++m_changes;
    }
}

/// Records of a second are kept before the oldest go.
void Churn::change(std::size_t peer, Instant due)
{
    Connection &connection = *m_connections[peer];
    Offer &offer = m_offers[peer];
    const auto number = m_plan.firstFile + static_cast<std::uint32_t>(m_changes) * m_batch;
    const NameSlice files{number, m_batch};
    auto replies = m_dialect.appendShare(connection.out(), files);
    offer.files.push_back(files);
    const auto kept = std::max<std::size_t>(1, m_plan.rate / m_batch / m_connections.size());
    if (offer.files.size() > kept) {
        replies += m_dialect.appendUnshare(connection.out(), offer.files.front());
        offer.files.pop_front();
    }
    offer.unanswered.insert(offer.unanswered.end(), replies, due);
    m_unanswered += replies;
    m_added += m_batch;
    m_driver.flush(connection);
}

Result<void, QString> Churn::onReply(Connection &connection, const Reply &reply, Instant now)
{
    auto &unanswered = m_offers[connection.index()].unanswered;
    if (reply.kind != Reply::Kind::Done || unanswered.empty())
        return unexpectedReply(reply);
    m_latency.add(now - unanswered.front());
    unanswered.pop_front();
    --m_unanswered;
    return {};
}

} // namespace ft::bench
