#pragma once

#include "peer-gui/engine/history/historyentry.h"
#include "peer-gui/engine/historyexport.h"
#include "peer-gui/widgets/done.h"

#include <QObject>

namespace ft::widgets {

/// What the place of the history asks of the engine.
class HistoryCommands
{
public:
    /// What the history tells without being asked; both in the GUI thread.
    struct News
    {
        std::function<void()> changed; ///< other answers would come now
        std::function<void(const engine::HistoryNotice &)> noticed;
    };

    HistoryCommands() = default;
    Q_DISABLE_COPY_MOVE(HistoryCommands)
    virtual ~HistoryCommands() = default;

    /// From now on, until the receiver is gone.
    virtual void listen(QObject *receiver, const News &news) = 0;
    virtual void query(const engine::HistoryFilter &filter,
                       QObject *receiver,
                       Done<engine::HistoryPage> done) = 0;
    /// How many entries the filter lets through, whatever its limit.
    virtual void count(const engine::HistoryFilter &filter,
                       QObject *receiver,
                       Done<std::uint64_t> done) = 0;
    /// The path, if there is a file or folder now; FileNotFound otherwise.
    virtual void locate(const QString &path, QObject *receiver, Done<QString> done) = 0;
    /// Tells how many entries it wrote.
    virtual engine::ExportStop exportTo(const engine::HistoryExportOrder &order,
                                        QObject *receiver,
                                        Done<std::uint64_t> done) = 0;
    /// Forgets everything begun before, for good; tells how many entries that were.
    virtual void clear(std::chrono::sys_seconds before,
                       QObject *receiver,
                       Done<std::uint64_t> done) = 0;
};

} // namespace ft::widgets
