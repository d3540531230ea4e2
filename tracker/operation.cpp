#include "tracker/operation.h"

#include "common/protocol/limits.h"
#include "tracker/log/events.h"
#include "tracker/metrics/processusage.h"
#include "tracker/systemd/servicemanager.h"

#include <QCoreApplication>
#include <QStringBuilder>
#include <QTextStream>

#include <sys/stat.h>
#include <unistd.h>

namespace ft::tracker {

namespace {

constexpr std::chrono::seconds TellLeftOutEvery{5};

/// Leaves descriptors for what is not a connection: epoll sets, mailboxes, files.
std::size_t maxConnections(std::size_t descriptors)
{
    constexpr std::size_t Kept = 64;
    return descriptors - std::min(descriptors / 4, Kept);
}

/// Whether standard error goes straight to systemd's journal.
bool isJournal()
{
    struct stat is
    {};
    return ::fstat(STDERR_FILENO, &is) == 0
           && qgetenv("JOURNAL_STREAM")
                  == QByteArray::number(quint64{is.st_dev}) + ':'
                         + QByteArray::number(quint64{is.st_ino});
}

LogFormat formatOf(const Settings &settings)
{
    return settings.logFormat == LogFormat::Text && isJournal() ? LogFormat::Journal
                                                                : settings.logFormat;
}

bool isTerminal()
{
    return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0
           && ::isatty(STDERR_FILENO) != 0;
}

void sayListening(const Endpoint &endpoint)
{
    QTextStream{stdout} << "listening on " << endpoint.toString() << Qt::endl;
}

} // namespace

Operation::Operation(const Settings &settings, QStringList commandLine)
    : m_settings(settings)
    , m_commandLine(std::move(commandLine))
    , m_signals(&QCoreApplication::quit, [this] { onHangUp(); })
    , m_logsToTerminal(isTerminal())
    , m_log(formatOf(settings),
            settings.logLevel,
            m_clock,
            [this](const QByteArray &lines) { writeLog(lines); })
    , m_banBook(m_bans, settings.banFile())
    , m_activity([this](const PeerEvent &event) {
        if (m_log.shows(levelOf(event)))
            m_log.add(toLogLine(event));
    })
    , m_service(m_catalogue, settings.policy, {&m_bans, &m_activity})
    , m_prober(m_clock,
               settings.probes,
               [this](const auto &target, const auto &reach) {
                   return m_service.tried(target, reach);
               })
    , m_pool(std::make_unique<ReactorPool>(settings.threads, m_service, settings.limits, m_clock))
    , m_console(surroundings())
{
    m_service.attach({m_pool.get(), settings.noProbes ? nullptr : &m_prober, &m_prober});
    m_settings.addLimits(m_limits, [this] { applyLimits(); });
    addMetrics();
    QObject::connect(&m_console, &Console::quitRequested, &QCoreApplication::quit);
    QObject::connect(&m_leftOut, &QTimer::timeout, &m_leftOut, [this] { m_log.tellLeftOut(); });
    m_leftOut.start(TellLeftOutEvery);
}

Operation::~Operation()
{
    systemd::tellStopping();
    m_logsToTerminal = false;
    m_listeners.clear();
    m_watchdog.reset();
    m_pool.reset();
    m_log.add(toLogLine(TrackerStopped{}));
}

Result<void, QString> Operation::start()
{
    loadBans();
    for (const auto step : {&Operation::listen, &Operation::openMetrics, &Operation::openControl}) {
        if (auto done = (this->*step)(); !done)
            return done;
    }
    openConsole();
    watchDog();
    systemd::tellReady(QStringLiteral("serving peers"));
    return {};
}

Result<void, QString> Operation::listen()
{
    const auto maximum = maxConnections(raiseDescriptorLimit());
    const auto sockets = systemd::takeSockets();
    if (!sockets)
        return tl::unexpected(sockets.error());
    const auto listener = [&] {
        return std::make_unique<Listener>(*m_pool, maximum, Oversight{&m_bans, &m_activity});
    };
    const auto take = [&](std::unique_ptr<Listener> opened, const Endpoint &endpoint) {
        sayListening(endpoint);
        m_log.add(toLogLine(TrackerStarted{endpoint, m_settings.threads}));
        m_listeners.push_back(std::move(opened));
    };
    for (const int socket : *sockets) {
        auto opened = listener();
        const auto endpoint = opened->adopt(socket);
        if (!endpoint)
            return tl::unexpected(u"cannot serve the socket given: " % endpoint.error());
        take(std::move(opened), *endpoint);
    }
    if (!sockets->empty())
        return {};
    auto opened = listener();
    const auto endpoint = opened->open(m_settings.listen, m_settings.port);
    if (!endpoint) {
        return tl::unexpected(
            QStringLiteral("cannot listen on %1: %2; choose another with --port or --listen, or "
                           "end the program that uses it")
                .arg(Endpoint{m_settings.listen, m_settings.port}.toString(), endpoint.error()));
    }
    take(std::move(opened), *endpoint);
    return {};
}

Result<void, QString> Operation::openMetrics()
{
    if (!m_settings.metrics)
        return {};
    m_metricsEndpoint = std::make_unique<MetricsEndpoint>([this] { return m_metrics.page(); });
    const auto endpoint = m_metricsEndpoint->open(*m_settings.metrics);
    if (!endpoint) {
        return tl::unexpected(
            QStringLiteral("cannot serve metrics on %1: %2; choose another with --metrics")
                .arg(m_settings.metrics->toString(), endpoint.error()));
    }
    QTextStream{stdout} << "metrics on http://" << endpoint->toString() << "/metrics" << Qt::endl;
    return {};
}

/// A socket that was not asked for by name is not worth ending for.
Result<void, QString> Operation::openControl()
{
    const auto path = m_settings.controlPath();
    if (!path)
        return {};
    m_control = std::make_unique<ControlSocket>(
        [this](const ControlRequest &request, Reply::Finished finished) {
            m_console.execute(request.line, request.style, std::move(finished));
        });
    auto opened = m_control->open(*path);
    if (opened || !m_settings.control.isEmpty())
        return opened;
    warn("control", opened.error());
    return {};
}

void Operation::loadBans()
{
    if (const auto loaded = m_banBook.load(); !loaded)
        warn("bans", loaded.error());
}

void Operation::openConsole()
{
    if (m_settings.noConsole)
        return;
    m_input = console::LineInput::forStandardInput(QStringLiteral("ft-tracker"),
                                                   m_settings.state % u"/console-history");
    if (!m_input)
        return;
    const auto style = m_settings.json ? Style::Json : Style::Tables;
    QObject::connect(m_input.get(),
                     &console::LineInput::entered,
                     &m_console,
                     [this, style](const QString &line) {
                         m_console.execute(line, style, [this](const Answer &answer) {
                             print(answer);
                         });
                     });
}

void Operation::print(const Answer &answer) const
{
    for (const QString &lines : {answer.output, answer.error}) {
        if (!lines.isEmpty())
            m_input->print(lines);
    }
}

Surroundings Operation::surroundings()
{
    const auto home = m_mailbox.address();
    return {.catalogue = m_catalogue,
            .clock = m_clock,
            .searches = m_service.searches(),
            .activity = m_activity,
            .bans = m_banBook,
            .limits = m_limits,
            .log = m_log,
            .connections = [this] { return m_pool->connections(); },
            .memory = [] { return ProcessUsage::now().residentBytes; },
            .search = [this](const QString &text) { return search(text); },
            .ping = [this](const PeerSnapshot &peer,
                           const Surroundings::PingAnswered &answered) { ping(peer, answered); },
            .dismiss = [this](const PeerSnapshot &peer,
                              const Farewell &farewell) { dismiss(peer, farewell); },
            .notifyAll =
                [this, home](const QByteArray &lines, const Surroundings::Told &told) {
                    m_pool->notifyAll(lines, [home, told](std::size_t peers) {
                        home.post([told, peers] { told(peers); });
                    });
                },
            .reload =
                [this] {
                    return reload();
                }};
}

/// A peer of the classic dialect knows no PING: it is there when its port is.
void Operation::ping(const PeerSnapshot &peer, const Surroundings::PingAnswered &answered)
{
    if (!peer.name.host()) {
        return m_prober.tryOnce(peer.endpoint, [answered](const Reach &reach) {
            if (const auto roundTrip = reach.roundTrip())
                answered(*roundTrip);
        });
    }
    const auto home = m_mailbox.address();
    m_pool->probe(peer.session, [home, answered](std::chrono::nanoseconds roundTrip) {
        home.post([answered, roundTrip] { answered(roundTrip); });
    });
}

void Operation::dismiss(const PeerSnapshot &peer, const Farewell &farewell)
{
    if (!peer.name.host())
        m_service.dismissClassic(peer.name, farewell.reason);
    m_pool->dismiss(peer.session, farewell);
}

/// As a peer's FIND, with as much as one answer may hold.
Result<FoundRecords, QString> Operation::search(const QString &text) const
{
    const auto matcher = QueryMatcher::parse(text);
    if (!matcher)
        return tl::unexpected(matcher.error());
    auto found = m_catalogue.search(*matcher,
                                    {protocol::limits::MaxFoundRecords,
                                     std::nullopt,
                                     static_cast<std::uint64_t>(
                                         m_settings.policy.searchWork.count())});
    return FoundRecords{std::move(found.records), found.outcome.total, found.outcome.isPartial};
}

void Operation::addMetrics()
{
    const auto started = m_clock.wallTime();
    m_metrics.add([this](MetricsPage &page) { writeCatalogue(page, m_catalogue); });
    m_metrics.add([this](MetricsPage &page) { writeConnections(page, m_pool->connections()); });
    m_metrics.add([this](MetricsPage &page) { writeSearches(page, m_service.searches()); });
    m_metrics.add([this](MetricsPage &page) { writeActivity(page, m_activity); });
    m_metrics.add([this](MetricsPage &page) { writeBans(page, m_bans); });
    m_metrics.add([started](MetricsPage &page) { writeProcess(page, started); });
}

void Operation::watchDog()
{
    const auto period = systemd::watchdogPeriod();
    if (!period)
        return;
    m_watchdog = std::make_unique<systemd::Watchdog>(
        *period,
        [this](const std::function<void()> &answered) {
            m_pool->roundTrip([home = m_mailbox.address(), answered] { home.post(answered); });
        },
        [] { systemd::tellAlive(); });
}

void Operation::applyLimits()
{
    m_service.setPolicy(m_settings.policy);
    m_pool->setLimits(m_settings.limits);
}

Result<ReloadOutcome, QString> Operation::reload()
{
    auto fresh = Settings::defaults();
    auto options = trackerOptions(fresh);
    const auto parsed = options.parse(m_commandLine, Settings::configFile());
    if (parsed.status)
        return tl::unexpected(parsed.text.section(u'\n', 0, 0));
    const auto before = trackerOptions(m_settings).values();
    const auto after = options.values();
    ReloadOutcome outcome;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const auto &[name, was] = before[i];
        const QString &is = after[i].text;
        if (was == is)
            continue;
        if (Settings::isChangeable(name))
            outcome.changed << QString{name % u": " % was % u" -> " % is};
        else
            outcome.needRestart << name;
    }
    m_settings.takeChangeable(fresh);
    m_log.setLevel(m_settings.logLevel);
    applyLimits();
    m_log.add(toLogLine(Reloaded{outcome.changed, outcome.needRestart}));
    return outcome;
}

/// A terminal that goes takes the tracker along; everywhere else SIGHUP means to reload.
void Operation::onHangUp()
{
    if (::isatty(STDIN_FILENO) != 0 && !m_settings.noConsole)
        return QCoreApplication::quit();
    systemd::tellReloading();
    if (const auto outcome = reload(); !outcome)
        warn("reload", outcome.error());
    systemd::tellReady(QStringLiteral("serving peers"));
}

void Operation::warn(const char *event, const QString &text)
{
    m_log.add({LogLevel::Warning, QLatin1String{event}, {{QLatin1String{"text"}, text}}});
}

/// Around a line that is being edited when the log and the console share a terminal.
void Operation::writeLog(const QByteArray &lines)
{
    const auto writeNow = [lines] {
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO,
                                                      lines.constData(),
                                                      static_cast<std::size_t>(lines.size()));
    };
    if (!m_logsToTerminal)
        return writeNow();
    m_mailbox.post([this, lines, writeNow] {
        if (m_input)
            m_input->print(QString::fromUtf8(lines.chopped(1)));
        else
            writeNow();
    });
}

} // namespace ft::tracker
