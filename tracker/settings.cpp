#include "tracker/settings.h"

#include "tracker/net/reactor.h"

#include <QStandardPaths>
#include <QStringBuilder>

#include <algorithm>
#include <thread>

namespace ft::tracker {

namespace {

constexpr std::uint32_t MaxPingSeconds = 86'400;
constexpr std::uint32_t MaxKeepSeconds = 86'400;
constexpr std::uint32_t MaxBurst = 10'000'000;
constexpr std::uint32_t MaxKib = 1U << 30U;
constexpr std::uint32_t MaxQueryMilliseconds = 1'000'000;

/// An option whose value is a whole number within bounds.
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

} // namespace

Settings Settings::defaults()
{
    Settings settings;
    settings.threads = std::clamp(std::thread::hardware_concurrency(), 1U, ReactorPool::MaxThreads);
    settings.state = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    return settings;
}

QString Settings::configFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
           % u"/ft-tracker.conf";
}

void Settings::declare(Options &options)
{
    options.add(QStringLiteral("listen"),
                QStringLiteral("ADDRESS"),
                QStringLiteral("address to listen on (default: every one, IPv4 and IPv6)"),
                [this](const QStringList &values) -> std::optional<QString> {
                    const QHostAddress address{values.last()};
                    if (address.isNull())
                        return QStringLiteral("\"%1\" is not an IP address").arg(values.last());
                    listen = address;
                    return std::nullopt;
                });
    options.add(QStringLiteral("port"),
                QStringLiteral("N"),
                QStringLiteral("TCP port to listen on, 0 for any free one (default: 1234)"),
                port);
    options.add(QStringLiteral("max-files"),
                QStringLiteral("N"),
                QStringLiteral("files one peer may share, 0 for no limit (default: 0)"),
                policy.maxFiles);
    options.add(QStringLiteral("threads"),
                QStringLiteral("N"),
                QStringLiteral("threads that serve peers (default: one per processor core)"),
                numberFrom(1, ReactorPool::MaxThreads, [this](auto n) { threads = n; }));
    options.add(QStringLiteral("ping"),
                QStringLiteral("SECONDS"),
                QStringLiteral("silence after which a peer is asked if it is there (default: 30)"),
                numberFrom(1, MaxPingSeconds, [this](auto n) {
                    policy.ping = std::chrono::seconds{n};
                    limits.ping = policy.ping;
                }));
    declareLiveness(options);
    declareBudgets(options);
    options.addSwitch(QStringLiteral("no-console"),
                      QStringLiteral("read no commands from standard input"),
                      noConsole);
    options.addSwitch(QStringLiteral("json"),
                      QStringLiteral("print one JSON object per line instead of tables"),
                      json);
    options.add(QStringLiteral("state"),
                QStringLiteral("DIR"),
                QStringLiteral("folder for the history of the console"),
                state);
}

void Settings::declareLiveness(Options &options)
{
    options.add(QStringLiteral("keep-records"),
                QStringLiteral("SECONDS"),
                QStringLiteral("how long the records of a peer that lost its connection are kept "
                               "for it, 0 for not at all (default: 60)"),
                numberFrom(0, MaxKeepSeconds, [this](auto n) {
                    policy.keepRecords = std::chrono::seconds{n};
                }));
    options.add(QStringLiteral("probe-every"),
                QStringLiteral("SECONDS"),
                QStringLiteral("how often the port of each peer is tried from here (default: 300)"),
                numberFrom(1, MaxPingSeconds, [this](auto n) {
                    probes.every = std::chrono::seconds{n};
                    probes.afterFailure = std::min(probes.afterFailure, probes.every);
                }));
    options.addSwitch(QStringLiteral("no-probes"),
                      QStringLiteral("do not try whether peers can be reached on their ports"),
                      noProbes);
}

void Settings::declareBudgets(Options &options)
{
    options.add(QStringLiteral("connect-rate"),
                QStringLiteral("N"),
                QStringLiteral("new connections a second from one address (IPv6: /64), 0 for no "
                               "limit (default: 2000)"),
                limits.address.perSecond);
    options.add(QStringLiteral("connect-burst"),
                QStringLiteral("N"),
                QStringLiteral("new connections at once from one address after a quiet time "
                               "(default: 20000)"),
                numberFrom(1, MaxBurst, [this](auto n) { limits.address.burst = n; }));
    options.add(QStringLiteral("connections-per-address"),
                QStringLiteral("N"),
                QStringLiteral("connections of one address at the same time, 0 for no limit "
                               "(default: 0)"),
                limits.address.atOnce);
    options.add(QStringLiteral("failure-cost"),
                QStringLiteral("N"),
                QStringLiteral("new connections that one costs its address more when nobody was "
                               "accepted on it or it ended in an error (default: 10)"),
                limits.address.failure);
    options.add(QStringLiteral("announce-rate"),
                QStringLiteral("KIB"),
                QStringLiteral("KiB of announcements taken from one peer a second, 0 for no limit "
                               "(default: 16384)"),
                numberFrom(0, MaxKib, [this](auto n) {
                    limits.peer.announcedPerSecond = std::uint64_t{n} << 10U;
                }));
    options.add(QStringLiteral("announce-burst"),
                QStringLiteral("KIB"),
                QStringLiteral("KiB of announcements taken from one peer at once after a quiet "
                               "time (default: 524288)"),
                numberFrom(1, MaxKib, [this](auto n) {
                    limits.peer.announcedAtOnce = std::uint64_t{n} << 10U;
                }));
    options.add(QStringLiteral("query-rate"),
                QStringLiteral("MS"),
                QStringLiteral("milliseconds of work a second on the questions of one peer, 0 for "
                               "no limit (default: 500)"),
                numberFrom(0, MaxQueryMilliseconds, [this](auto n) {
                    limits.peer.askedPerSecond = std::chrono::milliseconds{n};
                }));
    options.add(QStringLiteral("query-burst"),
                QStringLiteral("MS"),
                QStringLiteral("milliseconds of such work at once after a quiet time (default: "
                               "10000)"),
                numberFrom(1, MaxQueryMilliseconds, [this](auto n) {
                    limits.peer.askedAtOnce = std::chrono::milliseconds{n};
                }));
}

} // namespace ft::tracker
