#pragma once

#include "tests/support/linebuffer.h"
#include "tests/support/patience.h"

#include <QProcess>

#include <functional>
#include <optional>

namespace ft::test {

/// A real program of this build, run as a process of its own that sees no file of the user.
///
/// Killed when this object goes away, and when the test dies.
class Program
{
public:
    enum class Stream { Out, Err };
    using LinePredicate = std::function<bool(const QString &line)>;

    /// `name` is looked up in the folder FT_BIN; `home` becomes its HOME with every XDG folder
    /// below.
    Program(const QString &name, const QString &home);
    virtual ~Program();
    Q_DISABLE_COPY_MOVE(Program)

    void setWorkingDirectory(const QString &folder) { m_process.setWorkingDirectory(folder); }
    void start(const QStringList &arguments);

    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }

    /// The lines written so far; the last one may lack its line feed once the program has ended.
    [[nodiscard]] const QStringList &lines(Stream stream) const;
    [[nodiscard]] const QStringList &out() const { return lines(Stream::Out); }
    [[nodiscard]] const QStringList &err() const { return lines(Stream::Err); }

    /// The first line, from the index `from` on, for which the predicate holds; nothing when none
    /// came in time or the program ended without one.
    [[nodiscard]] std::optional<QString> waitForLine(Stream stream,
                                                     const LinePredicate &predicate,
                                                     qsizetype from = 0,
                                                     std::chrono::milliseconds deadline = Patience);
    /// The same for a line that matches a regular expression somewhere.
    [[nodiscard]] std::optional<QString> waitForLine(Stream stream,
                                                     const QString &pattern,
                                                     qsizetype from = 0,
                                                     std::chrono::milliseconds deadline = Patience);

    /// The exit status; nothing when it still runs at the deadline, did not start, or was ended by
    /// a signal.
    [[nodiscard]] std::optional<int> waitForEnd(std::chrono::milliseconds deadline = Patience);

    /// Writes a line to its standard input.
    void say(const QString &line);
    void closeInput() { m_process.closeWriteChannel(); }

    /// Sends a signal of signal.h, such as SIGTERM or SIGSTOP.
    void send(int signal) const;
    /// SIGSTOP, and waits until the kernel has stopped it. SIGCONT lets it go on.
    [[nodiscard]] bool halt();
    /// SIGKILL, and waits until it is gone.
    void kill();

    /// Everything it wrote, for the message of a failed test.
    [[nodiscard]] QByteArray transcript() const;

private:
    void collect();

    QProcess m_process;
    LineBuffer m_out;
    LineBuffer m_err;
};

} // namespace ft::test
