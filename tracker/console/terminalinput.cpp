#include "tracker/console/terminalinput.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstdio>
#include <cstdlib>
#include <editline/readline.h>
#include <memory>
#include <unistd.h>

namespace ft::tracker {

namespace {

constexpr const char *Prompt = "ft-tracker> ";
constexpr int HistoryLines = 500;

// libedit calls back without a context.
TerminalInput *current = nullptr; // NOLINT(*-avoid-non-const-global-variables)

} // namespace

TerminalInput::TerminalInput(const QString &historyFile)
    : m_historyFile(QFile::encodeName(historyFile))
    , m_notifier(STDIN_FILENO, QSocketNotifier::Read)
{
    Q_ASSERT(!current);
    current = this;
    rl_catch_signals = 0;
    rl_readline_name = "ft-tracker";
    using_history();
    stifle_history(HistoryLines);
    if (!m_historyFile.isEmpty()) {
        QDir{}.mkpath(QFileInfo{historyFile}.path());
        read_history(m_historyFile.constData());
    }
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        rl_callback_read_char();
        if (!m_isPrompting && !m_isEnding)
            showPrompt();
    });
    showPrompt();
}

TerminalInput::~TerminalInput()
{
    if (m_isPrompting)
        LineInput::print({}); // whoever writes next begins on a line of its own
    hidePrompt();
    current = nullptr;
}

void TerminalInput::print(const QString &lines)
{
    const bool wasPrompting = m_isPrompting;
    if (wasPrompting)
        std::fputs("\r\x1b[K", stdout);
    LineInput::print(lines);
    if (wasPrompting)
        rl_forced_update_display();
}

void TerminalInput::onLine(char *line)
{
    const std::unique_ptr<char, decltype(&std::free)> owned{line, &std::free};
    if (current)
        current->take(line);
}

void TerminalInput::take(char *line)
{
    hidePrompt();
    if (!line) {
        m_isEnding = true;
        m_notifier.setEnabled(false);
        LineInput::print({});
        emit ended();
        return;
    }
    remember(line);
    emit entered(QString::fromUtf8(line));
}

void TerminalInput::showPrompt()
{
    rl_callback_handler_install(Prompt, &TerminalInput::onLine);
    m_isPrompting = true;
}

void TerminalInput::hidePrompt()
{
    if (m_isPrompting)
        rl_callback_handler_remove();
    m_isPrompting = false;
}

void TerminalInput::remember(const char *line)
{
    if (*line == '\0')
        return;
    add_history(line);
    if (!m_historyFile.isEmpty())
        write_history(m_historyFile.constData());
}

} // namespace ft::tracker
