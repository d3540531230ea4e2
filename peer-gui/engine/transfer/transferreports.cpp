#include "peer-gui/engine/transfer/transferreports.h"

namespace ft::engine {

TransferReports::TransferReports(const Clock &clock, Look look)
    : m_clock(clock)
    , m_look(std::move(look))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TransferReports::report);
}

void TransferReports::mark(TransferId id)
{
    m_marked.insert(id);
    schedule();
}

void TransferReports::tellAgain(TransferId id)
{
    m_told.erase(id);
    mark(id);
}

void TransferReports::setRunning(TransferId id, bool isRunning)
{
    if (isRunning)
        m_running.insert(id);
    else
        m_running.erase(id);
    mark(id);
}

void TransferReports::schedule()
{
    const auto since = m_clock.now() - m_lastReport;
    const auto wait = since >= Interval
                          ? std::chrono::milliseconds{0}
                          : std::chrono::ceil<std::chrono::milliseconds>(Interval - since);
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > wait)
        m_timer.start(wait);
}

void TransferReports::report()
{
    m_lastReport = m_clock.now();
    auto due = std::exchange(m_marked, {});
    due.insert(m_running.begin(), m_running.end());
    std::vector<TransferSnapshot> changes;
    for (const TransferId id : due) {
        auto snapshot = m_look(id);
        auto &told = m_told[id];
        if (told == snapshot)
            continue;
        told = snapshot;
        changes.push_back(std::move(snapshot));
    }
    if (!m_running.empty())
        m_timer.start(Interval);
    if (!changes.empty())
        emit changed(changes);
    emit looked();
}

} // namespace ft::engine
