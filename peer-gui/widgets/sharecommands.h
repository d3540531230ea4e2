#pragma once

#include "peer-gui/engine/history/historyentry.h"
#include "peer-gui/engine/library.h"
#include "peer-gui/engine/sharedamage.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/widgets/done.h"

#include <QObject>

#include <vector>

namespace ft::widgets {

/// What the place of the own share asks of the engine.
class ShareCommands
{
public:
    using Folders = std::vector<engine::ShareFolderInfo>;
    using Filter = engine::ShareFilter::Settings;

    ShareCommands() = default;
    Q_DISABLE_COPY_MOVE(ShareCommands)
    virtual ~ShareCommands() = default;

    // What is shared.
    virtual void list(QObject *receiver, Done<engine::SharedFileList> done) = 0;
    virtual void status(QObject *receiver, Done<engine::LibraryStatus> done) = 0;
    virtual void servedPerFile(QObject *receiver, Done<std::vector<engine::ServedFile>> done) = 0;

    // Single files. A folder or file of any kind is taken by offer().
    virtual void publish(const QString &localPath,
                         const QString &name,
                         QObject *receiver,
                         Done<engine::SharedFileInfo> done) = 0;
    virtual void unpublish(const QString &name, QObject *receiver, Done<SharedPath> done) = 0;
    virtual void offer(const QString &localPath,
                       QObject *receiver,
                       Done<engine::OfferedPlace> done) = 0;

    // Folders, as engine::Library has them.
    virtual void addFolder(const QString &folder,
                           std::size_t place,
                           QObject *receiver,
                           Done<Folders> done) = 0;
    virtual void removeFolder(const QString &folder, QObject *receiver, Done<Folders> done) = 0;
    virtual void setFolderShared(const QString &folder,
                                 bool isShared,
                                 QObject *receiver,
                                 Done<engine::ShareFolderInfo> done) = 0;
    virtual void setFilter(const Filter &filter, QObject *receiver, Done<Filter> done) = 0;
    virtual void rescan() = 0;
    virtual void pauseHashing() = 0;
    virtual void resumeHashing() = 0;

    // Damage on the disk, as engine::Integrity has it.
    virtual void check(const QString &name,
                       QObject *receiver,
                       std::function<void(const engine::CheckNews &)> hear) = 0;
    virtual void repair(const QString &name,
                        QObject *receiver,
                        Done<engine::RepairReport> done) = 0;
};

} // namespace ft::widgets
