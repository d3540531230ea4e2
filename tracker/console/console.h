#pragma once

#include "tracker/console/accesscommands.h"
#include "tracker/console/operatorcommands.h"
#include "tracker/console/peercommands.h"
#include "tracker/console/statscommand.h"

#include <QTimer>

namespace ft::tracker {

/// Executes lines of commands, wherever they come from.
class Console final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Console)

public:
    explicit Console(Surroundings surroundings);
    ~Console() override = default;

    /// Runs one line. `finished` is called once, now or later, in this thread, with the answer in
    /// the given style; for an empty line at once, with nothing.
    void execute(const QString &line, Style style, Reply::Finished finished);

signals:
    /// `quit` was said; its answer is out.
    void quitRequested();

private:
    void run(const ShowHelp &command, const Reply &reply);
    void run(const Quit &command, const Reply &reply);

    Surroundings m_surroundings;
    PeerCommands m_peers{m_surroundings, this};
    AccessCommands m_access{m_surroundings};
    StatsCommand m_stats{m_surroundings};
    OperatorCommands m_operator{m_surroundings};
    QTimer m_sampling;
};

} // namespace ft::tracker
