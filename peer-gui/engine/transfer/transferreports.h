#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/snapshots.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <set>

namespace ft::engine {

/// Tells how transfers stand: only what changed since it was told last, and never more often than
/// every Interval.
///
/// Engine thread only.
class TransferReports final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransferReports)

public:
    static constexpr std::chrono::milliseconds Interval{100};

    /// How a transfer stands now.
    using Look = std::function<TransferSnapshot(TransferId)>;

    TransferReports(const Clock &clock, Look look);
    ~TransferReports() override = default;

    /// The transfer has changed; what counts is how it stands when it is told.
    void mark(TransferId id);
    /// The same, and it is told even when nothing has changed by then.
    void tellAgain(TransferId id);
    /// Whether it changes all the time, and is to be looked at for each report.
    void setRunning(TransferId id, bool isRunning);

signals:
    void changed(const std::vector<ft::engine::TransferSnapshot> &transfers);
    /// Everything marked, and everything that runs, has been looked at.
    void looked();

private:
    void schedule();
    void report();

    const Clock &m_clock;
    Look m_look;
    std::set<TransferId> m_marked;
    std::set<TransferId> m_running;
    std::map<TransferId, TransferSnapshot> m_told;
    QTimer m_timer;
    Clock::Instant m_lastReport;
};

} // namespace ft::engine
