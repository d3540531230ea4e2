#pragma once

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/widgets/done.h"

#include <QObject>

#include <vector>

namespace ft::widgets {

/// What the place of the own share asks of the engine.
class ShareCommands
{
public:
    ShareCommands() = default;
    Q_DISABLE_COPY_MOVE(ShareCommands)
    virtual ~ShareCommands() = default;

    virtual void publish(const QString &localPath,
                         const QString &name,
                         QObject *receiver,
                         Done<engine::SharedFileInfo> done) = 0;
    virtual void unpublish(const QString &name, QObject *receiver, Done<SharedPath> done) = 0;
    virtual void listShares(QObject *receiver, Done<std::vector<engine::SharedFileInfo>> done) = 0;
};

} // namespace ft::widgets
