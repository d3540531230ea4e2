#pragma once

#include "common/console/lineinput.h"
#include "peer-gui/shell/commandrunner.h"
#include "peer-gui/shell/joinwatch.h"

#include <deque>

namespace ft::shell {

/// Decides when commands run and when the program ends, with one command or with lines typed or
/// piped in.
class PeerShell final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeerShell)

public:
    /// All must outlive the shell.
    PeerShell(engine::PeerEngine &engine,
              const engine::EngineSettings &settings,
              const Printer &printer,
              ProgressLine &progress);
    ~PeerShell() override = default;

    /// Joins, runs the command and ends.
    void runOne(const Command &command);
    /// Joins, and runs lines until `quit` or their end. `isTerminal`: somebody types them, so
    /// nothing that goes wrong ends the program. Then, and after `serve`, fetches go on beside the
    /// next lines.
    void runLines(console::LineInput &input, bool isTerminal);

    /// Leaves the tracker and ends with what has been done so far; the status tells when that is
    /// not all.
    void end();

signals:
    /// The engine has stopped; `status` is the program's exit status.
    void finished(int status);

private:
    enum class Mode { OneCommand, Piped, Terminal };

    void take(const QString &line);
    void runNext();
    [[nodiscard]] bool mustWait(const Command &command) const;
    void run(const Command &command);
    void onDone(const Command &command, bool ok);
    void onNotJoined(const engine::Problem &problem);
    [[nodiscard]] bool mayShareYet() const;
    void onNotice(const engine::ShareNotice &notice);
    void endWith(int status);

    engine::PeerEngine &m_engine;
    const engine::EngineSettings &m_settings;
    const Printer &m_printer;
    CommandRunner m_runner;
    JoinWatch m_join;
    Mode m_mode = Mode::OneCommand;
    std::deque<Command> m_commands;
    bool m_isListening = false;
    bool m_isSettled = false;
    bool m_wasSettled = false;
    bool m_isBusy = false; ///< a command runs that others wait for
    bool m_isServing = false; ///< the end of the input is not the end
    bool m_isInputOver = false;
    bool m_isEnding = false;
    int m_status = 0;
};

} // namespace ft::shell
