#include "common/base/clock.h"
#include "common/base/terminationsignals.h"
#include "common/console/lineinput.h"
#include "peer-gui/engine/history/historystore.h"
#include "peer-gui/engine/peeroptions.h"
#include "peer-gui/shell/historycontrol.h"
#include "peer-gui/shell/peershell.h"

#include <QCoreApplication>
#include <QStandardPaths>
#include <QTextStream>

#include <unistd.h>

using namespace ft;

namespace {

QString folderBelow(QStandardPaths::StandardLocation location, const char *name)
{
    return QStandardPaths::writableLocation(location) + u'/' + QString::fromLatin1(name);
}

/// The command of the command line; nothing when commands come from standard input.
Result<std::optional<shell::Command>, QString> commandOf(const QStringList &words)
{
    if (words.isEmpty())
        return std::nullopt;
    auto command = shell::parseCommand(words);
    if (!command)
        return tl::unexpected(command.error());
    return std::optional{*std::move(command)};
}

/// Reads the history beside whatever program uses it: nothing is joined or served for that.
int showHistory(const QString &stateFolder,
                shell::Printer::Style style,
                const shell::HistoryCommand &command)
{
    const shell::Printer printer{style,
                                 [](const QString &lines) {
                                     QTextStream{stdout} << lines << Qt::endl;
                                 },
                                 [](const QString &line) {
                                     QTextStream{stderr} << line << Qt::endl;
                                 }};
    engine::SqliteDatabase::loadDrivers();
    const Mailbox mailbox;
    engine::HistoryStore *opened = nullptr;
    shell::HistoryControl control{[&opened](const auto &filter, auto page) {
                                      opened->query(filter, std::move(page));
                                  },
                                  printer};
    engine::HistoryStore store{stateFolder, mailbox.address(), [&control](const auto &notice) {
                                   control.onNotice(notice);
                               }};
    opened = &store;
    control.run(command, [](bool ok) { QCoreApplication::exit(ok ? 0 : 1); });
    return QCoreApplication::exec();
}

int run(const engine::EngineSettings &settings,
        bool json,
        const std::optional<shell::Command> &command)
{
    QTextStream err{stderr};
    std::unique_ptr<console::LineInput> input;
    if (!command) {
        input = console::LineInput::forStandardInput(QStringLiteral("ft-peer"),
                                                     settings.stateFolder + u"/shell-history");
    }
    const bool isTerminal = ::isatty(STDIN_FILENO) == 1;
    shell::ProgressLine progress{::isatty(STDERR_FILENO) == 1 && !input};
    const auto toOut = [&input](const QString &lines) {
        if (input)
            input->print(lines);
        else
            QTextStream{stdout} << lines << Qt::endl;
    };
    // On a terminal what is told goes around the line being typed.
    const bool isBesideInput = input && ::isatty(STDERR_FILENO) == 1;
    const auto toErr = [&](const QString &line) {
        progress.clear();
        if (isBesideInput)
            input->print(line);
        else
            err << line << Qt::endl;
    };
    const shell::Printer printer{json ? shell::Printer::Style::Json : shell::Printer::Style::Text,
                                 toOut,
                                 toErr};

    // Before the engine: its threads must inherit that these signals are blocked.
    std::function<void()> end;
    const TerminationSignals terminating{[&end] {
        end();
    }};
    const SystemClock clock;
    engine::PeerEngine engine{settings, clock};
    shell::PeerShell peerShell{engine, settings, printer, progress};
    end = [&peerShell] {
        peerShell.end();
    };
    QObject::connect(&peerShell, &shell::PeerShell::finished, qApp, &QCoreApplication::exit);
    if (command)
        peerShell.runOne(*command);
    else if (input)
        peerShell.runLines(*input, isTerminal);
    else
        peerShell.runOne(shell::ServeCommand{});
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
    QCoreApplication::setApplicationName(QStringLiteral("filetracker"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FT_VERSION));

    engine::PeerOptions peerOptions{folderBelow(QStandardPaths::DownloadLocation, "FileTracker"),
                                    folderBelow(QStandardPaths::AppLocalDataLocation, "peer")};
    bool json = false;
    Options options{
        QStringLiteral("ft-peer"),
        QStringLiteral("[options] [COMMAND [ARGS...]]"),
        QStringLiteral(
            "Shares files with the peers of a tracker, and fetches theirs. Without COMMAND it "
            "reads commands\nfrom standard input; `ft-peer help` lists them.")};
    peerOptions.declare(options);
    options.addSwitch(QStringLiteral("json"),
                      QStringLiteral("print one JSON object per line"),
                      json);
    const auto outcome = options.parseAndReport(QCoreApplication::arguments(),
                                                folderBelow(QStandardPaths::AppConfigLocation,
                                                            "ft-peer.conf"));
    if (outcome.status)
        return *outcome.status;
    const auto command = commandOf(outcome.arguments);
    if (!command) {
        QTextStream{stderr} << "ft-peer: " << command.error() << Qt::endl;
        return 2;
    }
    if (*command && std::holds_alternative<shell::HelpCommand>(**command)) {
        QTextStream{stdout} << shell::commandHelp() << Qt::flush;
        return 0;
    }
    auto settings = peerOptions.settings();
    // A command is answered with what there is now; who stays has time.
    const bool isStaying = *command ? std::holds_alternative<shell::ServeCommand>(**command)
                                    : ::isatty(STDIN_FILENO) == 1;
    settings.resumesQueue = isStaying;
    settings.isPatient = isStaying;
    const auto *const search = *command ? std::get_if<shell::SearchCommand>(&**command) : nullptr;
    settings.asksWishes = isStaying || !*command || (search && search->isLive);
    const auto *const history = *command ? std::get_if<shell::HistoryCommand>(&**command) : nullptr;
    if (history)
        return showHistory(settings.stateFolder,
                           json ? shell::Printer::Style::Json : shell::Printer::Style::Text,
                           *history);
    return run(settings, json, *command);
}
