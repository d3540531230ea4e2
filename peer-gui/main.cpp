#include "common/base/terminationsignals.h"
#include "peer-gui/engine/peeroptions.h"
#include "peer-gui/widgets/enginecommands.h"
#include "peer-gui/widgets/mainwindow.h"
#include "peer-gui/widgets/shutdown.h"

#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QSettings>
#include <QStandardPaths>

#include <cstdio>
#include <cstring>

namespace {

using namespace ft;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds LeaveLimit = 3s;

/// The settings of this start, or the status to end with.
struct Start
{
    engine::EngineSettings settings;
    std::optional<int> status;
};

Start readCommandLine(const QStringList &commandLine)
{
    using Paths = QStandardPaths;
    engine::PeerOptions peer{Paths::writableLocation(Paths::DownloadLocation)
                                 % QStringLiteral("/FileTracker"),
                             Paths::writableLocation(Paths::AppLocalDataLocation)
                                 % QStringLiteral("/state")};
    Options options{QStringLiteral("ft-peer-gui"),
                    QStringLiteral("[OPTIONS]"),
                    QStringLiteral("Share files and download those of others, in a window.")};
    peer.declare(options);
    const QString config = Paths::locate(Paths::AppConfigLocation, QStringLiteral("peer.conf"));
    const auto outcome = options.parseAndReport(commandLine, config);
    if (outcome.status)
        return {{}, outcome.status};
    if (!outcome.arguments.isEmpty()) {
        std::fprintf(stderr,
                     "ft-peer-gui: takes no command, so \"%s\" is not understood\n"
                     "Try 'ft-peer-gui --help'.\n",
                     qPrintable(outcome.arguments.constFirst()));
        return {{}, 2};
    }
    return {peer.settings(), std::nullopt};
}

void nameProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("FileTracker"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FT_VERSION));
}

bool hasDisplay(int argc, char *argv[])
{
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "-platform") == 0)
            return true;
    }
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
           || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

/// Without a display there is only --help, --version and what is wrong.
int runWithoutDisplay(int argc, char *argv[])
{
    const QCoreApplication app{argc, argv};
    nameProgram();
    const auto start = readCommandLine(QCoreApplication::arguments());
    if (start.status)
        return *start.status;
    std::fputs("ft-peer-gui: there is no display to open a window on; set DISPLAY, or use ft-peer, "
               "which needs none\n",
               stderr);
    return 1;
}

QString memoryFile(const engine::EngineSettings &settings)
{
    return settings.stateFolder.isEmpty() ? QString{}
                                          : settings.stateFolder % QStringLiteral("/window.ini");
}

int runWindow(const engine::EngineSettings &settings, const std::function<void()> &quit)
{
    const SystemClock clock;
    QSettings memory{memoryFile(settings), QSettings::IniFormat};
    engine::PeerEngine peer{settings, clock};
    widgets::EngineCommands commands{peer};
    widgets::MainWindow window{{commands, settings, clock, memory, [](const QUrl &url) {
                                    QDesktopServices::openUrl(url);
                                }}};
    widgets::Shutdown shutdown{[&peer] { peer.stop(); }, LeaveLimit};
    QObject::connect(&window, &widgets::MainWindow::closed, &shutdown, &widgets::Shutdown::begin);
    QObject::connect(&peer,
                     &engine::PeerEngine::stopped,
                     &shutdown,
                     &widgets::Shutdown::engineStopped);
    QObject::connect(&shutdown, &widgets::Shutdown::finished, &shutdown, quit);
    widgets::connectReports(peer, window);
    window.show();
    peer.start();
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    if (!hasDisplay(argc, argv))
        return runWithoutDisplay(argc, argv);
    TerminationSignals::hold();
    const QApplication app{argc, argv};
    const TerminationSignals termination{[] {
        QApplication::closeAllWindows();
    }};
    nameProgram();
    QApplication::setQuitOnLastWindowClosed(false);
    const auto start = readCommandLine(QCoreApplication::arguments());
    if (start.status)
        return *start.status;
    return runWindow(start.settings, &QCoreApplication::quit);
}
