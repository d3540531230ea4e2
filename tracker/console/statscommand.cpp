#include "tracker/console/statscommand.h"

#include <algorithm>

namespace ft::tracker {

using console::Kind;
using console::Report;

namespace {

double microseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::micro>{time}.count();
}

/// What one of `count` costs of `whole`, 0 when there is none.
double each(std::uint64_t whole, std::uint64_t count)
{
    return count > 0 ? static_cast<double>(whole) / static_cast<double>(count) : 0;
}

std::vector<console::Column> statsColumns()
{
    return {{QStringLiteral("uptime"), QStringLiteral("up for"), Kind::Duration},
            {QStringLiteral("peers"), QStringLiteral("peers"), Kind::Number},
            {QStringLiteral("connections"), QStringLiteral("connections"), Kind::Number},
            {QStringLiteral("records"), QStringLiteral("records"), Kind::Number},
            {QStringLiteral("bytes"), QStringLiteral("shared"), Kind::Bytes},
            {QStringLiteral("searches"), QStringLiteral("searches"), Kind::Number},
            {QStringLiteral("searchesPerSecond"),
             QStringLiteral("searches/s, last 10 s"),
             Kind::Number},
            {QStringLiteral("answerP50"),
             QStringLiteral("answer time, last 60 s, p50 us"),
             Kind::Number},
            {QStringLiteral("answerP99"),
             QStringLiteral("answer time, last 60 s, p99 us"),
             Kind::Number},
            {QStringLiteral("memory"), QStringLiteral("index memory"), Kind::Bytes},
            {QStringLiteral("bytesPerRecord"), QStringLiteral("bytes per record"), Kind::Number},
            {QStringLiteral("process"), QStringLiteral("process memory"), Kind::Bytes},
            {QStringLiteral("bytesPerPeer"),
             QStringLiteral("bytes per peer besides records"),
             Kind::Number},
            {QStringLiteral("refused"), QStringLiteral("refused"), Kind::Number},
            {QStringLiteral("bans"), QStringLiteral("bans"), Kind::Number}};
}

} // namespace

StatsCommand::StatsCommand(const Surroundings &surroundings)
    : m_surroundings(surroundings)
    , m_started(surroundings.clock.now())
    , m_memoryAtStart(surroundings.memory())
{
    sample();
}

void StatsCommand::sample()
{
    const auto now = m_surroundings.clock.now();
    m_searchRate.sample(now, m_surroundings.searches.count());
    m_times.sample(now, m_surroundings.searches.times());
}

void StatsCommand::run(const ShowStats &, const Reply &reply) const
{
    reply.list({statsColumns(), {row()}, {}});
}

QJsonObject StatsCommand::row() const
{
    const auto totals = m_surroundings.catalogue.totals();
    const auto times = m_times.recent();
    const auto process = m_surroundings.memory();
    // What was there before the first peer came, and what the index holds, is not theirs.
    const auto notPeers = std::min<std::uint64_t>(process, m_memoryAtStart + totals.memory);
    const auto uptime = std::chrono::floor<std::chrono::seconds>(m_surroundings.clock.now()
                                                                 - m_started);
    return {{QStringLiteral("uptime"), static_cast<qint64>(uptime.count())},
            {QStringLiteral("peers"), static_cast<qint64>(totals.peers)},
            {QStringLiteral("connections"), static_cast<qint64>(m_surroundings.connections())},
            {QStringLiteral("records"), static_cast<qint64>(totals.records)},
            {QStringLiteral("bytes"), static_cast<qint64>(totals.bytes)},
            {QStringLiteral("searches"), static_cast<qint64>(m_surroundings.searches.count())},
            {QStringLiteral("searchesPerSecond"), m_searchRate.rate()},
            {QStringLiteral("answerP50"), microseconds(times.percentile(0.50))},
            {QStringLiteral("answerP99"), microseconds(times.percentile(0.99))},
            {QStringLiteral("memory"), static_cast<qint64>(totals.memory)},
            {QStringLiteral("bytesPerRecord"), each(totals.memory, totals.records)},
            {QStringLiteral("process"), static_cast<qint64>(process)},
            {QStringLiteral("bytesPerPeer"), each(process - notPeers, totals.peers)},
            {QStringLiteral("refused"), static_cast<qint64>(m_surroundings.activity.refused())},
            {QStringLiteral("bans"), static_cast<qint64>(m_surroundings.bans.list().count())}};
}

} // namespace ft::tracker
