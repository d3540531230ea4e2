#pragma once

#include "peer-gui/engine/history/historyentry.h"
#include "peer-gui/widgets/done.h"

#include <QObject>

namespace ft::widgets {

/// What the place of the history asks of the engine.
class HistoryCommands
{
public:
    HistoryCommands() = default;
    Q_DISABLE_COPY_MOVE(HistoryCommands)
    virtual ~HistoryCommands() = default;

    virtual void query(const engine::HistoryFilter &filter,
                       QObject *receiver,
                       Done<engine::HistoryPage> done) = 0;
};

} // namespace ft::widgets
