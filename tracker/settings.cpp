#include "tracker/settings.h"

#include "tracker/budgetsettings.h"
#include "tracker/console/limittable.h"
#include "tracker/net/reactor.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QStringBuilder>

#include <algorithm>
#include <limits>
#include <thread>

namespace ft::tracker {

namespace {

constexpr std::uint32_t MaxPingSeconds = 86'400;

/// `ADDRESS:PORT` or `[V6]:PORT`, where the port may be 0.
std::optional<Endpoint> parseListening(const QString &text)
{
    const auto colon = text.lastIndexOf(u':');
    QString host = text.first(std::max<qsizetype>(colon, 0));
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    const auto address = parseAddress(host.toUtf8());
    bool ok = false;
    const auto port = text.sliced(colon + 1).toUShort(&ok);
    return address && ok ? std::optional{Endpoint{*address, port}} : std::nullopt;
}

/// The first folder that the service manager gives under this name, else the usual one.
QString folderFrom(const char *variable, const QString &usual)
{
    const QString folders = qEnvironmentVariable(variable);
    return folders.isEmpty() ? usual : folders.section(u':', 0, 0);
}

void declareListening(Options &options, Settings &settings)
{
    options.add(
        QStringLiteral("listen"),
        QStringLiteral("ADDRESS"),
        QStringLiteral("address to listen on (default: every one, IPv4 and IPv6)"),
        [&settings](const QStringList &values) -> std::optional<QString> {
            const QHostAddress address{values.last()};
            if (address.isNull())
                return QStringLiteral("\"%1\" is not an IP address").arg(values.last());
            settings.listen = address;
            return std::nullopt;
        },
        [&settings] {
            const bool isAny = settings.listen == QHostAddress{QHostAddress::Any};
            return isAny ? QStringList{} : QStringList{settings.listen.toString()};
        });
    options.add(QStringLiteral("port"),
                QStringLiteral("N"),
                QStringLiteral("TCP port to listen on, 0 for any free one (default: 1234)"),
                settings.port);
    options.add(QStringLiteral("threads"),
                QStringLiteral("N"),
                QStringLiteral("threads that serve peers (default: one per processor core)"),
                numberFrom(1,
                           ReactorPool::MaxThreads,
                           [&settings](auto n) { settings.threads = n; }),
                textOf([&settings] { return QString::number(settings.threads); }));
}

void declareLimits(Options &options, Settings &settings)
{
    options.add(QStringLiteral("max-files"),
                QStringLiteral("N"),
                QStringLiteral("files one peer may share, 0 for no limit (default: 0)"),
                settings.policy.maxFiles);
    options.add(QStringLiteral("classic-max-files"),
                QStringLiteral("N"),
                QStringLiteral("the same for a peer of the classic dialect (default: 5)"),
                settings.policy.classicMaxFiles);
    options.add(QStringLiteral("ping"),
                QStringLiteral("SECONDS"),
                QStringLiteral("silence after which a peer is asked if it is there (default: 30)"),
                numberFrom(1,
                           MaxPingSeconds,
                           [&settings](auto n) {
                               settings.policy.ping = std::chrono::seconds{n};
                               settings.limits.ping = settings.policy.ping;
                           }),
                textOf([&settings] { return QString::number(settings.policy.ping.count()); }));
}

void declareConsole(Options &options, Settings &settings)
{
    options.addSwitch(
        QStringLiteral("no-probes"),
        QStringLiteral(
            "do not try whether peers can be reached on their ports, but for classic ones"),
        settings.noProbes);
    options.addSwitch(QStringLiteral("no-console"),
                      QStringLiteral("read no commands from standard input"),
                      settings.noConsole);
    options.addSwitch(QStringLiteral("json"),
                      QStringLiteral("print one JSON object per line instead of tables"),
                      settings.json);
    options.add(QStringLiteral("state"),
                QStringLiteral("DIR"),
                QStringLiteral("folder for the bans and the history of the console"),
                settings.state);
    options.add(QStringLiteral("control"),
                QStringLiteral("PATH"),
                QStringLiteral("socket for 'ft-tracker ctl', none for none (default: control in "
                               "the state folder)"),
                settings.control);
}

void declareMonitoring(Options &options, Settings &settings)
{
    options.add(
        QStringLiteral("metrics"),
        QStringLiteral("ADDRESS:PORT"),
        QStringLiteral("serve Prometheus metrics over HTTP there (default: nowhere)"),
        [&settings](const QStringList &values) -> std::optional<QString> {
            settings.metrics = parseListening(values.last());
            if (settings.metrics)
                return std::nullopt;
            return QStringLiteral("\"%1\" is not ADDRESS:PORT, such as 127.0.0.1:9234")
                .arg(values.last());
        },
        [&settings] {
            return settings.metrics ? QStringList{settings.metrics->toString()} : QStringList{};
        });
    options.add(
        QStringLiteral("log-format"),
        QStringLiteral("text|json"),
        QStringLiteral("how the log on standard error is written (default: text)"),
        [&settings](const QStringList &values) -> std::optional<QString> {
            if (values.last() != u"text" && values.last() != u"json")
                return QStringLiteral("\"%1\" is neither text nor json").arg(values.last());
            settings.logFormat = values.last() == u"json" ? LogFormat::Json : LogFormat::Text;
            return std::nullopt;
        },
        textOf([&settings] {
            return settings.logFormat == LogFormat::Json ? QStringLiteral("json")
                                                         : QStringLiteral("text");
        }));
    options.add(
        QStringLiteral("log-level"),
        QStringLiteral("LEVEL"),
        QStringLiteral("what the log tells: error, warning, info or debug (default: warning)"),
        [&settings](const QStringList &values) -> std::optional<QString> {
            const auto level = parseLogLevel(values.last());
            if (!level)
                return QStringLiteral("\"%1\" is not error, warning, info or debug")
                    .arg(values.last());
            settings.logLevel = *level;
            return std::nullopt;
        },
        textOf([&settings] { return QString{toWord(settings.logLevel)}; }));
}

} // namespace

Settings Settings::defaults()
{
    Settings settings;
    settings.threads = std::clamp(std::thread::hardware_concurrency(), 1U, ReactorPool::MaxThreads);
    settings.state = folderFrom("STATE_DIRECTORY",
                                QStandardPaths::writableLocation(
                                    QStandardPaths::AppLocalDataLocation));
    return settings;
}

QString Settings::configFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
           % u"/ft-tracker.conf";
}

void Settings::declare(Options &options)
{
    declareListening(options, *this);
    declareLimits(options, *this);
    for (const NumberSetting &number : budgetSettings(*this))
        tracker::declare(options, number);
    declareConsole(options, *this);
    declareMonitoring(options, *this);
}

Options trackerOptions(Settings &settings)
{
    Options options{QStringLiteral("ft-tracker"),
                    QStringLiteral("[options] [ctl COMMAND...]"),
                    QStringLiteral(
                        "Tells peers who is online and which files they share.\n"
                        "With ctl it has a tracker that runs execute a command of its console.")};
    settings.declare(options);
    return options;
}

bool Settings::isChangeable(const QString &option)
{
    Settings any;
    const auto budgets = budgetSettings(any);
    return option == u"max-files" || option == u"classic-max-files" || option == u"ping"
           || option == u"log-level"
           || std::any_of(budgets.begin(), budgets.end(), [&](const NumberSetting &number) {
                  return number.isChangeable && number.name == option;
              });
}

void Settings::takeChangeable(const Settings &fresh)
{
    policy = fresh.policy;
    limits = fresh.limits;
    logLevel = fresh.logLevel;
}

void Settings::addLimits(LimitTable &table, const std::function<void()> &changed)
{
    table.add({QStringLiteral("max-files"),
               QStringLiteral("files one peer may share, 0 for no limit"),
               0,
               std::numeric_limits<std::uint32_t>::max(),
               [this] { return std::uint64_t{policy.maxFiles}; },
               [this, changed](std::uint64_t value) {
                   policy.maxFiles = static_cast<std::uint32_t>(value);
                   changed();
               }});
    table.add({QStringLiteral("classic-max-files"),
               QStringLiteral("files one peer of the classic dialect may share, 0 for no limit"),
               0,
               std::numeric_limits<std::uint32_t>::max(),
               [this] { return std::uint64_t{policy.classicMaxFiles}; },
               [this, changed](std::uint64_t value) {
                   policy.classicMaxFiles = static_cast<std::uint32_t>(value);
                   changed();
               }});
    table.add({QStringLiteral("ping"),
               QStringLiteral("seconds of silence after which a peer is asked if it is there"),
               1,
               MaxPingSeconds,
               [this] { return static_cast<std::uint64_t>(policy.ping.count()); },
               [this, changed](std::uint64_t value) {
                   policy.ping = std::chrono::seconds{value};
                   limits.ping = policy.ping;
                   changed();
               }});
    for (const NumberSetting &number : budgetSettings(*this)) {
        if (number.isChangeable)
            table.add({number.name,
                       number.help,
                       number.least,
                       number.most,
                       number.get,
                       [set = number.set, changed](std::uint64_t value) {
                           set(static_cast<std::uint32_t>(value));
                           changed();
                       }});
    }
}

/// Absolute: a relative path is no name for a local socket.
std::optional<QString> Settings::controlPath() const
{
    if (control == u"none")
        return std::nullopt;
    const QString path = control.isEmpty()
                             ? QString{folderFrom("RUNTIME_DIRECTORY", state) % u"/control"}
                             : control;
    return QFileInfo{path}.absoluteFilePath();
}

QString Settings::banFile() const
{
    return state % u"/bans";
}

} // namespace ft::tracker
