#pragma once

#include "peer-gui/engine/background.h"
#include "peer-gui/engine/history/exportfile.h"
#include "peer-gui/engine/history/historystore.h"

#include <atomic>

namespace ft::engine {

/// What of the history is to be written, and where.
struct HistoryExportOrder
{
    HistoryFilter filter; ///< newest first whatever its order, and without a limit
    QString path; ///< replaced once all is written
    HistoryFormat format = HistoryFormat::Csv;
};

/// Lets whoever asked for an export end it early. A value that all copies share; any thread.
class ExportStop final
{
public:
    void stop() { *m_isStopped = true; }
    [[nodiscard]] bool isStopped() const { return *m_isStopped; }

private:
    std::shared_ptr<std::atomic<bool>> m_isStopped = std::make_shared<std::atomic<bool>>(false);
};

/// Writes one export: asks for page after page, each written by a worker before the next is asked
/// for, so that the history stays free for others and only one page is in memory.
///
/// Engine thread only; deletes itself when it is over.
class HistoryExport final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryExport)

public:
    using Done = std::function<void(const Result<std::uint64_t, Problem> &)>;

    /// Store and background must outlive it. `done` gets the number of entries written, once,
    /// unless the engine ends before; Canceled when it was stopped.
    HistoryExport(HistoryStore &store,
                  const Background &background,
                  const HistoryExportOrder &order,
                  ExportStop stop,
                  Done done,
                  QObject *parent);
    ~HistoryExport() override = default;

    void start();

private:
    void ask();
    void take(const HistoryPage &page);
    void finish();
    /// Runs work(file) in a worker, then `next` unless it failed or everything is to end.
    template <typename Work>
    void run(Work work, void (HistoryExport::*next)());
    void end(const Result<std::uint64_t, Problem> &outcome);

    HistoryStore &m_store;
    const Background &m_background;
    HistoryFilter m_filter;
    std::shared_ptr<ExportFile> m_file; ///< touched by one worker at a time
    ExportStop m_stop;
    Done m_done;
    std::uint64_t m_written = 0;
};

} // namespace ft::engine
