#include "tests/bench/load/loadrun.h"

#include "tests/bench/load/endpoints.h"
#include "tests/bench/load/processusage.h"
#include "tests/bench/load/redisdialect.h"
#include "tests/bench/load/rejoin.h"

namespace ft::bench {

namespace {

constexpr std::uint32_t ChurnPeers = 10;
constexpr std::uint32_t AddingPeers = 50;
/// Records whose memory stands out from that of an empty program.
constexpr std::uint32_t MeasurableRecords = 10'000;
constexpr std::chrono::seconds RestartLimit{120};
constexpr std::chrono::seconds RejoinLimit{120};

using SteadyClock = std::chrono::steady_clock;

double secondsSince(SteadyClock::time_point begin)
{
    return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

/// 0 when it is not watched.
double residentBytes(std::uint32_t process)
{
    const auto usage = ProcessUsage::of(process);
    return usage ? static_cast<double>(usage->residentBytes) : 0;
}

double processorSeconds(std::uint32_t process)
{
    const auto usage = ProcessUsage::of(process);
    return usage ? usage->processorSeconds : 0;
}

} // namespace

LoadRun::LoadRun(const LoadOptions &options, Report &report)
    : m_options(options)
    , m_report(report)
    , m_names(m_paths, options.rejoin ? 1 : options.peers * options.records)
    , m_queries(m_names, options.mix)
    , m_unusedFile(options.peers * options.records)
{
    if (options.tracker) {
        m_targets.push_back({QStringLiteral("ft-tracker"),
                             *options.tracker,
                             options.trackerProcess,
                             std::make_unique<TrackerDialect>(m_paths)});
    }
    if (options.redis) {
        m_targets.push_back({QStringLiteral("redis-server GET"),
                             *options.redis,
                             options.redisProcess,
                             std::make_unique<RedisDialect>(m_paths)});
    }
}

Result<void, QString> LoadRun::run()
{
    if (auto allowed = allowConnections(); !allowed)
        return allowed;
    if (m_options.rejoin)
        return rejoin(m_targets.front());
    for (const Target &target : m_targets) {
        if (auto filled = fill(target); !filled)
            return filled;
    }
    for (std::uint32_t round = 0; round < m_options.rounds; ++round) {
        for (const Target &target : m_targets) {
            if (auto measured = measureOnce(target); !measured)
                return measured;
        }
    }
    for (const Target &target : m_targets) {
        if (auto measured = measureAdds(target); !measured)
            return measured;
    }
    return {};
}

Result<void, QString> LoadRun::allowConnections() const
{
    constexpr std::uint64_t Spare = 64;
    const std::uint64_t each = std::uint64_t{m_options.peers} + m_options.idle + m_options.busy
                               + ChurnPeers + AddingPeers;
    return allowDescriptors(each * m_targets.size() + Spare);
}

Result<Driver::Group, QString> LoadRun::open(const Target &target,
                                             std::uint32_t count,
                                             NameSlice files)
{
    const Driver::Plan plan{target.dialect.get(), target.endpoint, count, files};
    auto opened = m_driver.open(plan);
    if (!opened)
        return tl::unexpected(QString{target.name + u": " + opened.error()});
    return opened;
}

/// The connections that bring the records stay open: records leave with their peer.
Result<void, QString> LoadRun::fill(const Target &target)
{
    const double before = residentBytes(target.process);
    const auto begin = SteadyClock::now();
    if (const auto opened = open(target, m_options.peers, {0, m_names.size()}); !opened)
        return tl::unexpected(opened.error());
    m_report.note(QStringLiteral("%1 filled by %2 peers with %3 names")
                      .arg(target.name)
                      .arg(m_options.peers)
                      .arg(m_names.size()),
                  m_names.size() / secondsSince(begin),
                  QStringLiteral("records/s"));
    if (before > 0 && m_names.size() >= MeasurableRecords) {
        const double after = residentBytes(target.process);
        m_report.note(target.name + u", memory added by each record",
                      (after - before) / m_names.size(),
                      QStringLiteral("bytes"));
        m_report.note(target.name + u", memory of the whole process by each record",
                      after / m_names.size(),
                      QStringLiteral("bytes"));
    }
    return {};
}

Result<void, QString> LoadRun::measureOnce(const Target &target)
{
    if (auto measured = measureDepths(target, {}); !measured)
        return measured;
    if (m_options.idle > 0) {
        if (auto measured = measureBesideIdle(target); !measured)
            return measured;
    }
    return m_options.churn > 0 ? measureWithChurn(target) : Outcome{};
}

Result<void, QString> LoadRun::measureBesideIdle(const Target &target)
{
    const double before = residentBytes(target.process);
    const auto idle = open(target, m_options.idle, {});
    if (!idle)
        return tl::unexpected(idle.error());
    // What filling a large table left free is used first, and would not show.
    if (before > 0 && m_names.size() < MeasurableRecords
        && !std::exchange(m_idleMemoryNoted, true)) {
        m_report.note(QStringLiteral("%1, memory added by each of %2 joined peers, its one record "
                                     "included")
                          .arg(target.name)
                          .arg(m_options.idle),
                      (residentBytes(target.process) - before) / m_options.idle,
                      QStringLiteral("bytes"));
    }
    auto measured = measureDepths(target, QStringLiteral(", beside %1 idle").arg(m_options.idle));
    m_driver.close(*idle);
    return measured;
}

Result<void, QString> LoadRun::measureWithChurn(const Target &target)
{
    const auto peers = open(target, ChurnPeers, {});
    if (!peers)
        return tl::unexpected(peers.error());
    const TrackerDialect dialect{m_paths};
    Outcome measured;
    {
        Churn churn{m_driver, *peers, dialect, {m_options.churn, m_unusedFile}};
        measured = measureDepths(
            target, QStringLiteral(", with %1 records/s added and removed").arg(m_options.churn));
        m_unusedFile += static_cast<std::uint32_t>(churn.added());
        m_report.note(
            target.name + u", p99 of a change while records come and go",
            std::chrono::duration<double, std::micro>(churn.latency().quantile(0.99)).count(),
            QStringLiteral("us"));
    }
    m_driver.close(*peers);
    return measured;
}

Result<void, QString> LoadRun::measureDepths(const Target &target, const QString &beside)
{
    if (m_options.rate > 0) {
        return measureAs(QStringLiteral("%1, %2 busy, %3 searches/s%4")
                             .arg(target.name)
                             .arg(m_options.busy)
                             .arg(m_options.rate)
                             .arg(beside),
                         target,
                         0);
    }
    for (const std::uint32_t depth : m_options.depths) {
        auto measured = measureAs(QStringLiteral("%1, %2 busy, %3 deep%4")
                                      .arg(target.name)
                                      .arg(m_options.busy)
                                      .arg(depth)
                                      .arg(beside),
                                  target,
                                  depth);
        if (!measured)
            return measured;
    }
    return {};
}

Result<void, QString> LoadRun::measureAs(const QString &scenario,
                                         const Target &target,
                                         std::uint32_t depth)
{
    const auto busy = open(target, m_options.busy, {});
    if (!busy)
        return tl::unexpected(busy.error());
    QueryLoad::Plan plan;
    plan.depth = depth;
    plan.rate = m_options.rate;
    plan.duration = std::chrono::seconds{m_options.seconds};
    if (m_options.churn > 0)
        plan.warmup = std::chrono::milliseconds{2'000}; // until records go as fast as they come
    if (target.process != 0)
        plan.processorSeconds = [&target] {
            return processorSeconds(target.process);
        };
    auto measured = QueryLoad{m_driver, *busy, m_queries, std::move(plan)}.run();
    m_driver.close(*busy);
    if (!measured)
        return tl::unexpected(QString{scenario + u": " + measured.error()});
    m_report.add(scenario, *measured);
    return {};
}

Result<void, QString> LoadRun::measureAdds(const Target &target)
{
    if (m_options.adds == 0)
        return {};
    const double processorBefore = processorSeconds(target.process);
    const auto begin = SteadyClock::now();
    const auto peers = open(target, AddingPeers, {m_unusedFile, m_options.adds});
    if (!peers)
        return tl::unexpected(peers.error());
    const double seconds = secondsSince(begin);
    m_report.note(QStringLiteral("%1, %2 records more by %3 peers")
                      .arg(target.name)
                      .arg(m_options.adds)
                      .arg(AddingPeers),
                  m_options.adds / seconds,
                  QStringLiteral("records/s"));
    if (target.process != 0) {
        m_report.note(target.name + u", busy meanwhile",
                      100 * (processorSeconds(target.process) - processorBefore) / seconds,
                      QStringLiteral("% of one processor"));
    }
    m_driver.close(*peers);
    return {};
}

Result<void, QString> LoadRun::rejoin(const Target &target)
{
    const auto peers = open(target, m_options.peers, {0, m_options.peers * m_options.records});
    if (!peers)
        return tl::unexpected(peers.error());
    m_report.note(QStringLiteral("joined, restart the tracker now"),
                  m_options.peers,
                  QStringLiteral("peers"));
    const auto outcome = Rejoin{m_driver, *peers}.run(RestartLimit, RejoinLimit);
    if (!outcome)
        return tl::unexpected(outcome.error());
    const auto seconds = QStringLiteral("s");
    const auto median = std::chrono::duration<double>(outcome->each.quantile(0.5)).count();
    m_report.note(QStringLiteral("from the loss until the first peer is back"),
                  outcome->firstSeconds,
                  seconds);
    m_report.note(QStringLiteral("from the loss until half of them are back"), median, seconds);
    m_report.note(QStringLiteral("from the loss until all peers are back"),
                  outcome->allSeconds,
                  seconds);
    m_report.note(QStringLiteral("attempts to join"),
                  static_cast<double>(outcome->attempts),
                  QStringLiteral("connections"));
    m_report.note(QStringLiteral("attempts that the tracker refused"),
                  static_cast<double>(outcome->refused),
                  QStringLiteral("connections"));
    return {};
}

} // namespace ft::bench
