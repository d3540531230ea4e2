#include "common/base/terminationsignals.h"
#include "peer-gui/engine/peeroptions.h"
#include "peer-gui/engine/preferencesstore.h"
#include "peer-gui/engine/singleinstance.h"
#include "peer-gui/engine/startarguments.h"
#include "peer-gui/widgets/arrivals.h"
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
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds AnswerLimit = 10s; // of a window that is leaving

/// The settings of this start and what it is to open, or the status to end with.
struct Start
{
    widgets::Session::Start session;
    QStringList arguments;
    std::optional<int> status;
};

QString folderBelow(QStandardPaths::StandardLocation location, const char *name)
{
    return QStandardPaths::writableLocation(location) % u'/' % QString::fromLatin1(name);
}

/// The options as the command line and the configuration file have them; what was chosen earlier
/// holds where they say nothing.
struct Reading
{
    engine::EngineSettings settings;
    Options::Outcome outcome;
};

Reading readOptions(const QStringList &commandLine, const engine::Preferences &chosen)
{
    engine::PeerOptions peer{folderBelow(QStandardPaths::DownloadLocation, "FileTracker"),
                             folderBelow(QStandardPaths::AppLocalDataLocation, "peer")};
    peer.assume(chosen);
    Options options{QStringLiteral("ft-peer-gui"),
                    QStringLiteral("[options] [LINK|FILE]..."),
                    QStringLiteral("Share files and download those of others, in a window. Opens "
                                   "filetracker: links and shares the given files, in the window "
                                   "that is open already if there is one.")};
    peer.declare(options);
    auto outcome = options.parseAndReport(commandLine,
                                          folderBelow(QStandardPaths::AppConfigLocation,
                                                      "ft-peer-gui.conf"));
    return {peer.settings(), std::move(outcome)};
}

Start readCommandLine(const QStringList &commandLine)
{
    // Where it was chosen what to do otherwise is itself an option.
    const auto first = readOptions(commandLine, {});
    if (first.outcome.status)
        return {{}, {}, first.outcome.status};
    const auto arguments = engine::readStartArguments(first.outcome.arguments);
    if (!arguments) {
        const auto &[word, link] = arguments.error();
        std::fprintf(stderr,
                     "ft-peer-gui: \"%s\" is %s\nTry 'ft-peer-gui --help'.\n",
                     qPrintable(word),
                     link ? "no link to a file: it may have been cut off"
                          : "neither a filetracker: link nor a file that is there");
        return {{}, {}, 2};
    }
    const auto loaded = engine::PreferencesStore{first.settings.stateFolder}.load();
    const auto reading = readOptions(commandLine, loaded.preferences);
    return {{reading.settings, loaded.preferences, loaded.problem}, *arguments, std::nullopt};
}

/// Whether this start opens a window: the first one of its state folder does.
struct Turn
{
    std::unique_ptr<engine::SingleInstance> instance; ///< null where nothing tells windows apart
    std::optional<int> status;
};

Turn takeTurn(const Start &start)
{
    using engine::SingleInstance;
    if (start.session.settings.stateFolder.isEmpty())
        return {};
    const engine::StartMessage message{start.arguments, qgetenv("XDG_ACTIVATION_TOKEN")};
    auto claimed = SingleInstance::claim(start.session.settings.stateFolder, message, AnswerLimit);
    if (!claimed && claimed.error().fault == SingleInstance::Fault::Unusable)
        return {}; // The engine tells of a folder that cannot be used.
    if (!claimed) {
        const bool isTooMuch = claimed.error().fault == SingleInstance::Fault::TooMuch;
        std::fprintf(stderr,
                     "ft-peer-gui: %s\n",
                     isTooMuch ? "too many files at once; share their folder instead"
                               : "another window with the same --state folder does not answer; "
                                 "end it, or give this one another folder");
        return {nullptr, 1};
    }
    if (std::holds_alternative<SingleInstance::HandedOver>(*claimed))
        return {nullptr, 0};
    return {std::move(std::get<0>(*claimed)), std::nullopt};
}

/// Lets later starts be heard by the window until it closes.
void hearLaterStarts(engine::SingleInstance &instance,
                     const Mailbox &mailbox,
                     widgets::MainWindow &window)
{
    instance.listen(mailbox.address(), [&window](const engine::StartMessage &message) {
        widgets::receive(window, message);
    });
    QObject::connect(&window, &widgets::MainWindow::closed, [&instance] { instance.leave(); });
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

int runWindow(const Start &start, engine::SingleInstance *instance)
{
    const SystemClock clock;
    widgets::Session session{start.session, clock, [](const QUrl &url) {
                                 QDesktopServices::openUrl(url);
                             }};
    QObject::connect(&session, &widgets::Session::finished, &QCoreApplication::quit);
    const Mailbox mailbox;
    if (instance)
        hearLaterStarts(*instance, mailbox, session.window());
    session.begin();
    widgets::open(session.window(), start.arguments);
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
    const Turn turn = takeTurn(start);
    if (turn.status)
        return *turn.status;
    TerminationSignals::hold();
    int qtCount = static_cast<int>(line.forQt.size()) - 1;
    const QApplication app{qtCount, line.forQt.data()};
    QApplication::setQuitOnLastWindowClosed(false);
    const TerminationSignals termination{[] {
        // One that waits in the tray too.
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *window = qobject_cast<widgets::MainWindow *>(widget))
                window->quit();
        }
    }};
    return runWindow(start, turn.instance.get());
}
