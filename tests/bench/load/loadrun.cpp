#include "tests/bench/load/loadrun.h"

#include "tests/bench/load/endpoints.h"
#include "tests/bench/load/processusage.h"
#include "tests/bench/load/redisdialect.h"
#include "tests/bench/load/trackerdialect.h"

namespace ft::bench {

LoadRun::LoadRun(const LoadOptions &options, Report &report)
    : m_options(options)
    , m_report(report)
    , m_names(options.peers * options.records)
    , m_queries(m_names, options.missingPercent)
{
    if (options.tracker)
        m_targets.push_back({QStringLiteral("ft-tracker"),
                             *options.tracker,
                             std::make_unique<TrackerDialect>(m_names)});
    if (options.redis)
        m_targets.push_back({QStringLiteral("redis-server GET"),
                             *options.redis,
                             std::make_unique<RedisDialect>(m_names)});
}

Result<void, QString> LoadRun::run()
{
    constexpr std::uint64_t Spare = 64;
    const std::uint64_t each = std::uint64_t{m_options.peers} + m_options.idle + m_options.busy;
    if (const auto allowed = allowDescriptors(each * m_targets.size() + Spare); !allowed)
        return allowed;
    for (const Target &target : m_targets) {
        if (const auto filled = fill(target); !filled)
            return filled;
    }
    for (std::uint32_t round = 0; round < m_options.rounds; ++round) {
        for (const Target &target : m_targets) {
            if (const auto measured = measureOnce(target); !measured)
                return measured;
        }
    }
    return {};
}

/// The connections that bring the records stay open: records leave with their peer.
Result<void, QString> LoadRun::fill(const Target &target)
{
    const auto memoryBefore = residentBytes();
    const auto begin = std::chrono::steady_clock::now();
    const auto opened = m_driver.open({.dialect = target.dialect.get(),
                                       .target = target.endpoint,
                                       .count = m_options.peers,
                                       .names = {0, m_names.size()}});
    if (!opened)
        return tl::unexpected(QString{target.name + u": " + opened.error()});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    m_report.note(target.name + u" filled with " + QString::number(m_names.size()) + u" names",
                  m_names.size() / took.count(),
                  QStringLiteral("records/s"));
    if (m_options.watchedProcess != 0 && target.endpoint == m_options.tracker)
        m_report.note(target.name + u" memory for them",
                      static_cast<double>(residentBytes() - memoryBefore) / m_names.size(),
                      QStringLiteral("bytes/record"));
    return {};
}

Result<void, QString> LoadRun::measureOnce(const Target &target)
{
    const QString scenario = QStringLiteral("%1, %2 busy, %3 deep")
                                 .arg(target.name)
                                 .arg(m_options.busy)
                                 .arg(m_options.depth);
    if (const auto measured = measureAs(scenario, target); !measured)
        return measured;
    return m_options.idle > 0 ? measureBesideIdle(target) : Result<void, QString>{};
}

Result<void, QString> LoadRun::measureBesideIdle(const Target &target)
{
    const auto memoryBefore = residentBytes();
    const auto idle = m_driver.open({.dialect = target.dialect.get(),
                                     .target = target.endpoint,
                                     .count = m_options.idle,
                                     .names = {}});
    if (!idle)
        return tl::unexpected(QString{target.name + u": " + idle.error()});
    if (m_options.watchedProcess != 0 && target.endpoint == m_options.tracker
        && !std::exchange(m_idleMemoryNoted, true))
        m_report.note(target.name + u" memory for idle peers",
                      static_cast<double>(residentBytes() - memoryBefore) / m_options.idle,
                      QStringLiteral("bytes/peer"));
    auto measured = measureAs(QStringLiteral("%1, %2 busy, %3 deep, beside %4 idle")
                                  .arg(target.name)
                                  .arg(m_options.busy)
                                  .arg(m_options.depth)
                                  .arg(m_options.idle),
                              target);
    m_driver.close(*idle);
    return measured;
}

Result<void, QString> LoadRun::measureAs(const QString &scenario, const Target &target)
{
    const auto busy = m_driver.open({.dialect = target.dialect.get(),
                                     .target = target.endpoint,
                                     .count = m_options.busy,
                                     .names = {}});
    if (!busy)
        return tl::unexpected(QString{target.name + u": " + busy.error()});
    const auto measured = m_driver.measure(*busy,
                                           m_queries,
                                           {.depth = m_options.depth,
                                            .duration = std::chrono::seconds{m_options.seconds}});
    m_driver.close(*busy);
    if (!measured)
        return tl::unexpected(QString{scenario + u": " + measured.error()});
    m_report.add(scenario, *measured);
    return {};
}

std::uint64_t LoadRun::residentBytes() const
{
    const auto usage = ProcessUsage::of(m_options.watchedProcess);
    return usage ? usage->residentBytes : 0;
}

} // namespace ft::bench
