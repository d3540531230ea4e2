#pragma once

#include "common/console/lineinput.h"

namespace ft::console {

/// Lines from the terminal, edited and remembered with libedit.
///
/// libedit has one line editor per process; so there is one object of this class at a time.
class TerminalInput final : public LineInput
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TerminalInput)

public:
    /// Reads the history from the file, and adds to it what is entered; none when empty.
    TerminalInput(const QString &program, const QString &historyFile);
    /// Gives the terminal back as it was.
    ~TerminalInput() override;

    void print(const QString &lines) override;

private:
    static void onLine(char *line);
    void take(char *line);
    void showPrompt();
    void hidePrompt();
    void remember(const char *line);

    QByteArray m_program;
    QByteArray m_prompt;
    QByteArray m_historyFile;
    QSocketNotifier m_notifier;
    bool m_isPrompting = false;
    bool m_isEnding = false;
};

} // namespace ft::console
