#include "tracker/settings.h"

#include "tracker/net/reactor.h"

#include <QStandardPaths>
#include <QStringBuilder>

#include <algorithm>
#include <thread>

namespace ft::tracker {

namespace {

constexpr std::uint32_t MaxPingSeconds = 86'400;

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

} // namespace ft::tracker
