#include "common/base/clock.h"
#include "common/base/terminationsignals.h"
#include "common/console/lineinput.h"
#include "tracker/console/console.h"
#include "tracker/net/listener.h"
#include "tracker/net/prober.h"
#include "tracker/net/upkeep.h"
#include "tracker/settings.h"

#include <QCoreApplication>
#include <QStringBuilder>
#include <QTextStream>

#include <algorithm>
#include <system_error>

using namespace ft;

namespace {

/// Leaves descriptors for what is not a connection: epoll sets, mailboxes, files.
std::size_t maxConnections(std::size_t descriptors)
{
    constexpr std::size_t Kept = 64;
    return descriptors - std::min(descriptors / 4, Kept);
}

int fail(const QString &what)
{
    QTextStream{stderr} << "ft-tracker: " << what << Qt::endl;
    return 1;
}

int wrongUsage(const QString &argument)
{
    QTextStream{stderr} << "ft-tracker: unexpected argument \"" << argument
                        << "\"\nTry 'ft-tracker --help'." << Qt::endl;
    return 2;
}

int cannotListen(const tracker::Settings &settings, const QString &why)
{
    return fail(
        QStringLiteral("cannot listen on %1: %2; choose another with --port or --listen, or "
                       "end the program that uses it")
            .arg(Endpoint{settings.listen, settings.port}.toString(), why));
}

/// The console's view of the reactors, which live in other threads.
tracker::Console::Surroundings surroundingsOf(tracker::ReactorPool &pool,
                                              const tracker::TrackerService &service,
                                              const Mailbox &mailbox,
                                              console::LineInput &input)
{
    return {.connections = [&pool] { return pool.connections(); },
            .searches = [&service] { return service.searches(); },
            .ping =
                [&pool, home = mailbox.address()](tracker::SessionId id, auto answered) {
                    pool.probe(id, [home, answered](std::chrono::nanoseconds roundTrip) {
                        home.post([answered, roundTrip] { answered(roundTrip); });
                    });
                },
            .print =
                [&input](const QString &lines) {
                    input.print(lines);
                }};
}

int run(const tracker::Settings &settings)
{
    const TerminationSignals terminating{&QCoreApplication::quit};
    const SystemClock clock;
    tracker::Catalogue catalogue{clock};
    tracker::TrackerService service{catalogue, settings.policy};
    const tracker::Upkeep upkeep{catalogue};
    tracker::Prober prober{clock,
                           settings.probes,
                           [&catalogue](const auto &target, const auto &reach) {
                               return catalogue.noteReach(target, reach);
                           }};
    tracker::ReactorPool pool{settings.threads, service, settings.limits, clock};
    service.attach({&pool, settings.noProbes ? nullptr : &prober});
    tracker::Listener listener{pool, maxConnections(tracker::raiseDescriptorLimit())};
    const auto endpoint = listener.open(settings.listen, settings.port);
    if (!endpoint)
        return cannotListen(settings, endpoint.error());
    QTextStream{stdout} << "listening on " << endpoint->toString() << Qt::endl;

    const Mailbox mailbox;
    const auto input = settings.noConsole
                           ? nullptr
                           : console::LineInput::forStandardInput(QStringLiteral("ft-tracker"),
                                                                  settings.state
                                                                      % u"/console-history");
    std::unique_ptr<tracker::Console> console;
    if (input) {
        console = std::make_unique<tracker::Console>(catalogue,
                                                     clock,
                                                     surroundingsOf(pool, service, mailbox, *input),
                                                     settings.json
                                                         ? tracker::Console::Style::Json
                                                         : tracker::Console::Style::Tables);
        QObject::connect(input.get(),
                         &console::LineInput::entered,
                         console.get(),
                         &tracker::Console::execute);
        QObject::connect(console.get(), &tracker::Console::quitRequested, &QCoreApplication::quit);
    }
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    // GLib's event loop would poll every descriptor again.
    qputenv("QT_NO_GLIB", "1");
    // A Qt built with journald would log there instead when standard error is no terminal.
    qputenv("QT_FORCE_STDERR_LOGGING", "1");
    const QCoreApplication app{argc, argv};
    QCoreApplication::setApplicationName(QStringLiteral("ft-tracker"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FT_VERSION));

    auto settings = tracker::Settings::defaults();
    Options options{QStringLiteral("ft-tracker"),
                    QStringLiteral("[options]"),
                    QStringLiteral("Tells peers who is online and which files they share.")};
    settings.declare(options);
    const auto outcome = options.parseAndReport(QCoreApplication::arguments(),
                                                tracker::Settings::configFile());
    if (outcome.status)
        return *outcome.status;
    if (!outcome.arguments.isEmpty())
        return wrongUsage(outcome.arguments.first());
    try {
        return run(settings);
    } catch (const std::system_error &error) {
        return fail(QStringLiteral("cannot start: %1").arg(QString::fromLocal8Bit(error.what())));
    }
}
