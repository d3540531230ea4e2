#pragma once

#include "tests/support/program.h"

#include <QTemporaryDir>

namespace ft::test {

/// A peer of a test: its name, its folders, and real ft-peer programs that run as this peer, one
/// after the other.
class PeerProgram
{
public:
    /// `tracker` is what --tracker takes.
    PeerProgram(const QString &name, const QString &tracker);

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] QString share() const { return m_folder.filePath(QStringLiteral("share")); }
    [[nodiscard]] QString downloads() const { return m_folder.filePath(QStringLiteral("down")); }
    [[nodiscard]] QString shared(const QString &file) const { return share() + u'/' + file; }
    [[nodiscard]] QString downloaded(const QString &file) const
    {
        return downloads() + u'/' + file;
    }
    /// A path of this peer that is neither shared nor a download.
    [[nodiscard]] QString aside(const QString &file) const { return m_folder.filePath(file); }

    /// Puts a file of given content into the share folder.
    void give(const QString &file, const QByteArray &content) const;

    /// Options that come before the command of everything started from now on.
    void setOptions(const QStringList &options) { m_options = options; }
    void setTracker(const QString &tracker) { m_tracker = tracker; }

    /// Starts `ft-peer OPTIONS COMMAND`; without a command it is a shell. The former program of
    /// this peer is killed when it still runs.
    Program &start(const QStringList &command);
    /// The same, and waits until the tracker has accepted it (a `joined` line).
    [[nodiscard]] bool join(const QStringList &command);
    /// join() with `serve`.
    [[nodiscard]] bool serve() { return join({QStringLiteral("serve")}); }
    /// start(), and waits for the end: the exit status, nothing when it did not end by itself.
    [[nodiscard]] std::optional<int> run(const QStringList &command,
                                         std::chrono::milliseconds deadline = Patience);
    /// SIGTERM, and waits for the end.
    [[nodiscard]] std::optional<int> leave();

    /// The program started last.
    [[nodiscard]] Program &program() const { return *m_program; }
    /// What it wrote to standard error, without the `joined` line.
    [[nodiscard]] QStringList complaints() const;
    /// The port where it serves its files, from the `joined` line.
    [[nodiscard]] quint16 port() const;

private:
    QString m_name;
    QString m_tracker;
    QStringList m_options;
    QTemporaryDir m_folder;
    std::unique_ptr<Program> m_program;
};

} // namespace ft::test
