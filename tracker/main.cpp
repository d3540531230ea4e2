#include "tracker/controlcommand.h"
#include "tracker/operation.h"

#include <QCoreApplication>
#include <QTextStream>

#include <malloc.h>
#include <system_error>

using namespace ft;

namespace {

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

int runTracker(const tracker::Settings &settings)
{
    try {
        tracker::Operation operation{settings, QCoreApplication::arguments()};
        if (const auto started = operation.start(); !started)
            return fail(started.error());
        return QCoreApplication::exec();
    } catch (const std::system_error &error) {
        return fail(QStringLiteral("cannot start: %1").arg(QString::fromLocal8Bit(error.what())));
    }
}

/// `words` may begin with options as well.
int runControl(tracker::Settings &settings, const Options &options, const QStringList &words)
{
    const auto outcome = options.parseAndReport(QStringList{QStringLiteral("ft-tracker")} + words,
                                                {});
    return outcome.status ? *outcome.status
                          : tracker::runControlCommand(settings, outcome.arguments);
}

} // namespace

int main(int argc, char *argv[])
{
    // Large blocks of memory go back to the system as they are freed. Left to itself malloc would
    // soon keep them for blocks that are never as large again: a sixth of a large table.
    ::mallopt(M_MMAP_THRESHOLD, 256 * 1024);
    // GLib's event loop would poll every descriptor again.
    qputenv("QT_NO_GLIB", "1");
    // A Qt built with journald would log there instead when standard error is no terminal.
    qputenv("QT_FORCE_STDERR_LOGGING", "1");
    const QCoreApplication app{argc, argv};
    QCoreApplication::setApplicationName(QStringLiteral("ft-tracker"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FT_VERSION));

    auto settings = tracker::Settings::defaults();
    const auto options = tracker::trackerOptions(settings);
    const auto outcome = options.parseAndReport(QCoreApplication::arguments(),
                                                tracker::Settings::configFile());
    if (outcome.status)
        return *outcome.status;
    if (outcome.arguments.isEmpty())
        return runTracker(settings);
    if (outcome.arguments.first() != u"ctl")
        return wrongUsage(outcome.arguments.first());
    return runControl(settings, options, outcome.arguments.sliced(1));
}
