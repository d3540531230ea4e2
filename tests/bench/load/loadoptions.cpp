#include "tests/bench/load/loadoptions.h"

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

} // namespace

Options LoadOptions::declare(LoadOptions &values)
{
    Options options{QStringLiteral("ft-load"),
                    QStringLiteral("--tracker ADDRESS:PORT [--redis ADDRESS:PORT] [OPTIONS]"),
                    QStringLiteral("Loads a tracker with peers, records and searches, and "
                                   "redis-server with the same names as keys.")};
    const auto number = [&options](const char *name, const char *help, std::uint32_t &target) {
        options.add(QString::fromUtf8(name), QStringLiteral("N"), QString::fromUtf8(help), target);
    };
    const auto where = QStringLiteral("ADDRESS:PORT");
    options.add(QStringLiteral("tracker"),
                where,
                QStringLiteral("the tracker to load"),
                endpointInto(values.tracker));
    options.add(QStringLiteral("redis"),
                where,
                QStringLiteral("a redis-server to load in the same rounds; its keys are added to"),
                endpointInto(values.redis));
    number("peers", "peers that bring the records (20)", values.peers);
    number("records", "records of each of them (10000)", values.records);
    number("idle",
           "accepted connections that do nothing, in every other measurement (0)",
           values.idle);
    number("busy", "connections that ask exact searches (50)", values.busy);
    number("depth", "searches under way on each of them (1)", values.depth);
    number("missing",
           "percent of the searches for names that nobody has (10)",
           values.missingPercent);
    number("seconds", "length of one measurement (5)", values.seconds);
    number("rounds", "how often everything is measured, in turn (1)", values.rounds);
    number("pid",
           "process id of the tracker, to read its memory and processor time",
           values.watchedProcess);
    options.addSwitch(QStringLiteral("json"),
                      QStringLiteral("one JSON object per line"),
                      values.json);
    return options;
}

std::optional<QString> LoadOptions::contradiction() const
{
    if (!tracker && !redis)
        return QStringLiteral("name a --tracker or a --redis to load");
    if (peers == 0 || records == 0 || busy == 0 || depth == 0 || seconds == 0 || rounds == 0)
        return QStringLiteral("--peers, --records, --busy, --depth, --seconds and --rounds must "
                              "be at least 1");
    if (std::uint64_t{peers} * records > 100'000'000)
        return QStringLiteral("--peers times --records must be at most 100,000,000");
    if (missingPercent > 100)
        return QStringLiteral("--missing is 0 to 100 percent");
    return std::nullopt;
}

} // namespace ft::bench
