#include "common/base/terminationsignals.h"
#include "peer-gui/engine/peeroptions.h"
#include "peer-gui/widgets/session.h"

#include <QApplication>
#include <QDesktopServices>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <vector>

namespace {

using namespace ft;

/// The settings of this start, or the status to end with.
struct Start
{
    engine::EngineSettings settings;
    std::optional<int> status;
};

QString folderBelow(QStandardPaths::StandardLocation location, const char *name)
{
    return QStandardPaths::writableLocation(location) % u'/' % QString::fromLatin1(name);
}

Start readCommandLine(const QStringList &commandLine)
{
    engine::PeerOptions peer{folderBelow(QStandardPaths::DownloadLocation, "FileTracker"),
                             folderBelow(QStandardPaths::AppLocalDataLocation, "peer")};
    Options options{QStringLiteral("ft-peer-gui"),
                    QStringLiteral("[options]"),
                    QStringLiteral("Share files and download those of others, in a window.")};
    peer.declare(options);
    const auto outcome = options.parseAndReport(commandLine,
                                                folderBelow(QStandardPaths::AppConfigLocation,
                                                            "ft-peer-gui.conf"));
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

/// The words of the command line, those for Qt apart from ours.
///
/// Qt would take `--name` for the name of the program's windows, and more; so it sees only these.
struct CommandLine
{
    std::vector<char *> forQt;
    QStringList ours;
    bool namesDisplay = false; ///< tells Qt itself where to open windows
};

CommandLine split(int argc, char **argv)
{
    constexpr std::array QtOptions{"-platform", "-style", "-display", "-geometry", "-session"};
    CommandLine line{{argv[0]}, {QString::fromLocal8Bit(argv[0])}, false};
    for (int i = 1; i < argc; ++i) {
        const auto isThis = [word = argv[i]](const char *option) {
            return std::strcmp(word, option) == 0;
        };
        if (i + 1 < argc && std::any_of(QtOptions.begin(), QtOptions.end(), isThis)) {
            line.namesDisplay = line.namesDisplay || isThis("-platform") || isThis("-display");
            line.forQt.push_back(argv[i]);
            line.forQt.push_back(argv[++i]);
        } else {
            line.ours << QString::fromLocal8Bit(argv[i]);
        }
    }
    line.forQt.push_back(nullptr);
    return line;
}

bool hasDisplay(const CommandLine &line)
{
    return line.namesDisplay || qEnvironmentVariableIsSet("DISPLAY")
           || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
           || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

int runWindow(const engine::EngineSettings &settings)
{
    const SystemClock clock;
    widgets::Session session{settings, clock, [](const QUrl &url) {
                                 QDesktopServices::openUrl(url);
                             }};
    QObject::connect(&session, &widgets::Session::finished, &QCoreApplication::quit);
    session.begin();
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    // GLib's event loop would poll every descriptor again.
    qputenv("QT_NO_GLIB", "1");
    // A Qt built with journald would log there instead when standard error is no terminal.
    qputenv("QT_FORCE_STDERR_LOGGING", "1");
    QCoreApplication::setApplicationName(QStringLiteral("filetracker"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FT_VERSION));
    // Read before there is an application object: --help needs no display.
    auto line = split(argc, argv);
    const auto start = readCommandLine(line.ours);
    if (start.status)
        return *start.status;
    if (!hasDisplay(line)) {
        std::fputs("ft-peer-gui: there is no display to open a window on; set DISPLAY, or use "
                   "ft-peer, which needs none\n",
                   stderr);
        return 1;
    }
    TerminationSignals::hold();
    int qtCount = static_cast<int>(line.forQt.size()) - 1;
    const QApplication app{qtCount, line.forQt.data()};
    QApplication::setQuitOnLastWindowClosed(false);
    const TerminationSignals termination{[] {
        QApplication::closeAllWindows();
    }};
    return runWindow(start.settings);
}
