#include "tests/bench/load/queryload.h"

namespace ft::bench {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::seconds StallLimit{60};
/// Queries waiting for their answers at a given rate, past which the rate is out of reach.
constexpr std::uint64_t MaxWaiting = 100'000;

QString quote(std::string_view text)
{
    constexpr std::size_t Most = 200;
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(text.size(), Most)));
}

} // namespace

QueryLoad::QueryLoad(Driver &driver, Driver::Group group, QuerySource &queries, Plan plan)
    : m_driver(driver)
    , m_connections(driver.connections(group))
    , m_queries(queries)
    , m_plan(std::move(plan))
{
    m_result.isPaced = m_plan.rate > 0;
    m_result.seconds = std::chrono::duration<double>(m_plan.duration).count();
    for (const auto &connection : m_connections)
        connection->activity = this;
    m_driver.begin(*this);
}

QueryLoad::~QueryLoad()
{
    m_driver.end(*this);
    for (const auto &connection : m_connections)
        connection->activity = nullptr;
}

Result<Measurement, QString> QueryLoad::run()
{
    begin();
    for (auto now = m_begin; !isDone(now); now = SteadyClock::now()) {
        if (now > m_until + StallLimit)
            return tl::unexpected(
                QStringLiteral("%1 queries were never answered").arg(m_unanswered));
        if (const auto turned = m_driver.turn(); !turned)
            return tl::unexpected(turned.error());
    }
    noteProcessor(SteadyClock::now());
    if (m_processorBefore && m_processorAfter)
        m_result.processorSeconds = *m_processorAfter - *m_processorBefore;
    return m_result;
}

void QueryLoad::begin()
{
    m_begin = SteadyClock::now();
    m_from = m_begin + m_plan.warmup;
    m_until = m_from + m_plan.duration;
    if (m_plan.rate > 0)
        return;
    for (const auto &connection : m_connections) {
        refill(*connection, m_begin);
        m_driver.flush(*connection);
    }
}

Result<QueryLoad::Instant, QString> QueryLoad::work(Instant now)
{
    noteProcessor(now);
    if (m_plan.rate > 0)
        return askWhatIsDue(now);
    return Instant::max();
}

void QueryLoad::noteProcessor(Instant now)
{
    if (!m_plan.processorSeconds)
        return;
    if (!m_processorBefore && now >= m_from)
        m_processorBefore = m_plan.processorSeconds();
    if (!m_processorAfter && now >= m_until)
        m_processorAfter = m_plan.processorSeconds();
}

Result<QueryLoad::Instant, QString> QueryLoad::askWhatIsDue(Instant now)
{
    const std::chrono::duration<double> interval{1 / m_plan.rate};
    while (true) {
        const auto offset = interval * static_cast<double>(m_asked);
        const auto due = m_begin + std::chrono::duration_cast<std::chrono::nanoseconds>(offset);
        if (due >= m_until)
            return m_until;
        if (due > now)
            return due;
        if (m_unanswered > MaxWaiting) {
            return tl::unexpected(
                QStringLiteral("%1 queries/s are too many: %2 of them wait for an answer")
                    .arg(m_plan.rate)
                    .arg(m_unanswered));
        }
        Connection &connection = *m_connections[m_asked % m_connections.size()];
        ask(connection, due);
        m_driver.flush(connection);
    }
}

/// Sends no bytes yet, so that the queries of one wakeup leave together.
void QueryLoad::refill(Connection &connection, Instant now)
{
    while (now < m_until && connection.pending().size() < m_plan.depth)
        ask(connection, now);
}

void QueryLoad::ask(Connection &connection, Instant due)
{
    const Query query = m_queries.next();
    const std::string_view text = m_queries.textOf(query);
    if (query.kind == QueryKind::Substring)
        connection.dialect().appendSubstring(connection.out(), text);
    else
        connection.dialect().appendExact(connection.out(), text);
    connection.pending().push_back({query, due});
    ++m_asked;
    ++m_unanswered;
}

Result<void, QString> QueryLoad::onReply(Connection &connection, const Reply &reply, Instant now)
{
    switch (reply.kind) {
    case Reply::Kind::FoundMore:
        m_result.partial += reply.isPartial ? 1U : 0U;
        return {};
    case Reply::Kind::Found:
    case Reply::Kind::Missing:
        return onAnswer(connection, reply, now);
    default:
        return unexpectedReply(reply);
    }
}

Result<void, QString> QueryLoad::onAnswer(Connection &connection, const Reply &reply, Instant now)
{
    if (connection.pending().empty())
        return tl::unexpected(QStringLiteral("an answer to no query"));
    const auto [query, due] = connection.pending().front();
    connection.pending().pop_front();
    --m_unanswered;
    const bool isMissing = reply.kind == Reply::Kind::Missing;
    if (isMissing ? query.kind != QueryKind::Missing : !m_queries.isAnswer(query, reply.text))
        return tl::unexpected(QStringLiteral("wrong answer to the query for \"%1\": \"%2\"")
                                  .arg(quote(m_queries.textOf(query)), quote(reply.text)));
    if (m_plan.rate > 0 ? due >= m_from : now >= m_from && now < m_until)
        m_result.of(query.kind).add(now - due);
    if (m_plan.rate <= 0)
        refill(connection, now);
    return {};
}

} // namespace ft::bench
