#pragma once

#include "tests/support/program.h"

#include <QTemporaryDir>

namespace ft::test {

/// A real ft-tracker on 127.0.0.1.
class TrackerProgram
{
public:
    TrackerProgram();

    /// Starts it on a free port, or on the given one, and waits until it listens.
    [[nodiscard]] bool listen(quint16 port = 0, const QStringList &moreArguments = {});

    /// Waits until its console counts that many records, of all peers together.
    [[nodiscard]] bool hasRecords(std::size_t count);

    /// Ends it at once, as a power cut would.
    void kill() { m_program->kill(); }

    [[nodiscard]] quint16 port() const { return m_port; }
    /// `127.0.0.1:PORT`, for --tracker.
    [[nodiscard]] QString address() const;
    [[nodiscard]] Program &program() { return *m_program; }

private:
    QTemporaryDir m_home;
    std::unique_ptr<Program> m_program;
    quint16 m_port = 0;
};

} // namespace ft::test
