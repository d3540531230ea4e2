#include "tests/bench/load/loadoptions.h"

#include <algorithm>

namespace ft::bench {

namespace {

Options::Apply endpointInto(std::optional<Endpoint> &target)
{
    return [&target](const QStringList &values) -> std::optional<QString> {
        target = Endpoint::parse(values.last());
        if (target)
            return std::nullopt;
        return QStringLiteral("\"%1\" is not ADDRESS:PORT").arg(values.last());
    };
}

Options::Apply depthsInto(std::vector<std::uint32_t> &target)
{
    return [&target](const QStringList &values) -> std::optional<QString> {
        target.clear();
        for (const QString &text : values.last().split(u',')) {
            target.push_back(text.toUInt());
            if (target.back() == 0)
                return QStringLiteral("\"%1\" is not a number of at least 1").arg(text);
        }
        return std::nullopt;
    };
}

Options::Apply mixInto(QueryMix &target)
{
    return [&target](const QStringList &values) -> std::optional<QString> {
        const auto mix = QueryMix::parse(values.last());
        if (!mix)
            return mix.error();
        target = *mix;
        return std::nullopt;
    };
}

void declareTargets(Options &options, LoadOptions &values)
{
    const auto where = QStringLiteral("ADDRESS:PORT");
    options.add(QStringLiteral("tracker"),
                where,
                QStringLiteral("the tracker to load"),
                endpointInto(values.tracker));
    options.add(QStringLiteral("redis"),
                where,
                QStringLiteral("a redis-server to load in the same rounds; its keys are added to"),
                endpointInto(values.redis));
}

void declareNumbers(Options &options, LoadOptions &values)
{
    const auto number = [&options](const char *name, const char *help, std::uint32_t &target) {
        options.add(QString::fromUtf8(name), QStringLiteral("N"), QString::fromUtf8(help), target);
    };
    number("peers", "peers that bring the records (20)", values.peers);
    number("records", "records of each of them (10000)", values.records);
    number("idle",
           "accepted connections that do nothing, in every other measurement (0)",
           values.idle);
    number("busy", "connections that search (50)", values.busy);
    number(
        "rate",
        "searches per second over all of them, due at even times from which their latency counts; "
        "0: as many as --depth allows (0)",
        values.rate);
    number("churn",
           "records that are added per second, and as many removed, in every other measurement (0)",
           values.churn);
    number("adds", "records that 50 peers bring to the full table at the end (0)", values.adds);
    number("seconds", "length of one measurement (5)", values.seconds);
    number("rounds", "how often everything is measured, in turn (1)", values.rounds);
    number("pid",
           "process id of the tracker, to read its memory and processor time",
           values.trackerProcess);
    number("redis-pid", "process id of the redis-server", values.redisProcess);
}

} // namespace

Options LoadOptions::declare(LoadOptions &values)
{
    Options options{QStringLiteral("ft-load"),
                    QStringLiteral("--tracker ADDRESS:PORT [--redis ADDRESS:PORT] [OPTIONS]"),
                    QStringLiteral("Loads a tracker with peers, records and searches, and "
                                   "redis-server with the same names as keys.")};
    declareTargets(options, values);
    declareNumbers(options, values);
    options.add(QStringLiteral("depth"),
                QStringLiteral("N[,N...]"),
                QStringLiteral("searches under way on each of them; every number is measured (1)"),
                depthsInto(values.depths));
    options.add(QStringLiteral("mix"),
                QStringLiteral("KIND=N[,...]"),
                QStringLiteral(
                    "how often searches are exact, substring (five letters) and missing, "
                    "for names that nobody has (exact=90,missing=10)"),
                mixInto(values.mix));
    options.addSwitch(QStringLiteral("rejoin"),
                      QStringLiteral("only join, wait until the tracker is restarted, and measure "
                                     "how its peers come back"),
                      values.rejoin);
    options.addSwitch(QStringLiteral("json"),
                      QStringLiteral("one JSON object per line"),
                      values.json);
    return options;
}

std::optional<QString> LoadOptions::contradiction() const
{
    if (!tracker && !redis)
        return QStringLiteral("name a --tracker or a --redis to load");
    if (peers == 0 || records == 0 || busy == 0 || seconds == 0 || rounds == 0)
        return QStringLiteral("--peers, --records, --busy, --seconds and --rounds must be at least "
                              "1");
    if (std::uint64_t{peers} * records > 100'000'000)
        return QStringLiteral("--peers times --records must be at most 100,000,000");
    if (redis && (mix.has(QueryKind::Substring) || churn > 0 || rejoin))
        return QStringLiteral("redis-server takes neither substring searches nor --churn nor "
                              "--rejoin");
    if (rejoin && !tracker)
        return QStringLiteral("--rejoin needs a --tracker");
    return std::nullopt;
}

} // namespace ft::bench
