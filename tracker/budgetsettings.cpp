#include "tracker/budgetsettings.h"

#include <algorithm>

namespace ft::tracker {

namespace {

constexpr std::uint32_t MaxSeconds = 86'400;
constexpr std::uint32_t MaxBurst = 10'000'000;
constexpr std::uint32_t MaxKib = 1U << 30U;
constexpr std::uint32_t MaxMilliseconds = 1'000'000;

} // namespace

std::vector<NumberSetting> budgetSettings(Settings &settings)
{
    return {
        {.name = QStringLiteral("keep-records"),
         .valueName = QStringLiteral("SECONDS"),
         .help = QStringLiteral(
             "how long the records of a peer that lost its connection are kept for "
             "it, 0 for not at all (default: 60)"),
         .least = 0,
         .most = MaxSeconds,
         .get =
             [&settings] {
                 return static_cast<std::uint64_t>(settings.policy.keepRecords.count());
             },
         .set = [&settings](
                    std::uint32_t n) { settings.policy.keepRecords = std::chrono::seconds{n}; },
         .isChangeable = false},
        {.name = QStringLiteral("probe-every"),
         .valueName = QStringLiteral("SECONDS"),
         .help = QStringLiteral(
             "how often the port of each peer is tried from here (default: 300)"),
         .least = 1,
         .most = MaxSeconds,
         .get =
             [&settings] {
                 return static_cast<std::uint64_t>(
                     std::chrono::floor<std::chrono::seconds>(settings.probes.every).count());
             },
         .set =
             [&settings](std::uint32_t n) {
                 settings.probes.every = std::chrono::seconds{n};
                 settings.probes.afterFailure = std::min(settings.probes.afterFailure,
                                                         settings.probes.every);
             },
         .isChangeable = false},
        {.name = QStringLiteral("connect-rate"),
         .valueName = QStringLiteral("N"),
         .help = QStringLiteral("new connections a second from one address (IPv6: /64), 0 for no "
                                "limit (default: 2000)"),
         .least = 0,
         .most = MaxBurst,
         .get = [&settings] { return std::uint64_t{settings.limits.address.perSecond}; },
         .set = [&settings](std::uint32_t n) { settings.limits.address.perSecond = n; },
         .isChangeable = false},
        {.name = QStringLiteral("connect-burst"),
         .valueName = QStringLiteral("N"),
         .help = QStringLiteral("new connections at once from one address after a quiet time "
                                "(default: 20000)"),
         .least = 1,
         .most = MaxBurst,
         .get = [&settings] { return std::uint64_t{settings.limits.address.burst}; },
         .set = [&settings](std::uint32_t n) { settings.limits.address.burst = n; },
         .isChangeable = false},
        {.name = QStringLiteral("connections-per-address"),
         .valueName = QStringLiteral("N"),
         .help = QStringLiteral("connections of one address at the same time, 0 for no limit "
                                "(default: 0)"),
         .least = 0,
         .most = MaxBurst,
         .get = [&settings] { return std::uint64_t{settings.limits.address.atOnce}; },
         .set = [&settings](std::uint32_t n) { settings.limits.address.atOnce = n; },
         .isChangeable = false},
        {.name = QStringLiteral("failure-cost"),
         .valueName = QStringLiteral("N"),
         .help = QStringLiteral("new connections that one costs its address more when nobody was "
                                "accepted on it or it ended in an error (default: 10)"),
         .least = 0,
         .most = MaxBurst,
         .get = [&settings] { return std::uint64_t{settings.limits.address.failure}; },
         .set = [&settings](std::uint32_t n) { settings.limits.address.failure = n; },
         .isChangeable = false},
        {.name = QStringLiteral("announce-rate"),
         .valueName = QStringLiteral("KIB"),
         .help = QStringLiteral("KiB of announcements taken from one peer a second, 0 for no limit "
                                "(default: 16384)"),
         .least = 0,
         .most = MaxKib,
         .get = [&settings] { return settings.limits.peer.announcedPerSecond >> 10U; },
         .set =
             [&settings](std::uint32_t n) {
                 settings.limits.peer.announcedPerSecond = std::uint64_t{n} << 10U;
             },
         .isChangeable = true},
        {.name = QStringLiteral("announce-burst"),
         .valueName = QStringLiteral("KIB"),
         .help = QStringLiteral(
             "KiB of announcements taken from one peer at once after a quiet time "
             "(default: 524288)"),
         .least = 1,
         .most = MaxKib,
         .get = [&settings] { return settings.limits.peer.announcedAtOnce >> 10U; },
         .set =
             [&settings](std::uint32_t n) {
                 settings.limits.peer.announcedAtOnce = std::uint64_t{n} << 10U;
             },
         .isChangeable = true},
        {.name = QStringLiteral("query-rate"),
         .valueName = QStringLiteral("MS"),
         .help = QStringLiteral(
             "milliseconds of work a second on the questions of one peer, 0 for no "
             "limit (default: 500)"),
         .least = 0,
         .most = MaxMilliseconds,
         .get =
             [&settings] {
                 return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::milliseconds>(
                                                       settings.limits.peer.askedPerSecond)
                                                       .count());
             },
         .set =
             [&settings](std::uint32_t n) {
                 settings.limits.peer.askedPerSecond = std::chrono::milliseconds{n};
             },
         .isChangeable = true},
        {.name = QStringLiteral("query-burst"),
         .valueName = QStringLiteral("MS"),
         .help = QStringLiteral("milliseconds of such work at once after a quiet time (default: "
                                "10000)"),
         .least = 1,
         .most = MaxMilliseconds,
         .get =
             [&settings] {
                 return static_cast<std::uint64_t>(
                     std::chrono::floor<std::chrono::milliseconds>(settings.limits.peer.askedAtOnce)
                         .count());
             },
         .set =
             [&settings](std::uint32_t n) {
                 settings.limits.peer.askedAtOnce = std::chrono::milliseconds{n};
             },
         .isChangeable = true},
        {.name = QStringLiteral("search-work"),
         .valueName = QStringLiteral("US"),
         .help = QStringLiteral(
             "microseconds of work on one search by a query in a table of up to 4 "
             "million records, at most three times so much in a larger one "
             "(default: 450)"),
         .least = 1,
         .most = MaxMilliseconds,
         .get =
             [&settings] {
                 return static_cast<std::uint64_t>(
                     std::chrono::floor<std::chrono::microseconds>(settings.policy.searchWork)
                         .count());
             },
         .set = [&settings](
                    std::uint32_t n) { settings.policy.searchWork = std::chrono::microseconds{n}; },
         .isChangeable = false},
    };
}

void declare(Options &options, const NumberSetting &number)
{
    options.add(number.name,
                number.valueName,
                number.help,
                numberFrom(number.least, number.most, number.set),
                textOf([get = number.get] { return QString::number(get()); }));
}

Options::Apply numberFrom(std::uint32_t least,
                          std::uint32_t most,
                          const std::function<void(std::uint32_t)> &take)
{
    return [=](const QStringList &values) -> std::optional<QString> {
        bool ok = false;
        const auto number = values.last().toUInt(&ok);
        if (ok && number >= least && number <= most) {
            take(number);
            return std::nullopt;
        }
        return QStringLiteral("\"%1\" is not a whole number from %2 to %3")
            .arg(values.last())
            .arg(least)
            .arg(most);
    };
}

std::function<QStringList()> textOf(const std::function<QString()> &text)
{
    return [text] {
        return QStringList{text()};
    };
}

} // namespace ft::tracker
