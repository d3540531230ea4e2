#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/widgets/sharecommands.h"

namespace ft::widgets {

/// Keeps the share of a PeerEngine.
class EngineShare final : public ShareCommands
{
public:
    /// `engine` must outlive it.
    explicit EngineShare(engine::PeerEngine &engine)
        : m_engine(engine)
    {}

    void list(QObject *receiver, Done<engine::SharedFileList> done) override;
    void status(QObject *receiver, Done<engine::LibraryStatus> done) override;
    void servedPerFile(QObject *receiver, Done<std::vector<engine::ServedFile>> done) override;
    void publish(const QString &localPath,
                 const QString &name,
                 QObject *receiver,
                 Done<engine::SharedFileInfo> done) override;
    void unpublish(const QString &name, QObject *receiver, Done<SharedPath> done) override;
    void offer(const QString &localPath,
               QObject *receiver,
               Done<engine::OfferedPlace> done) override;
    void addFolder(const QString &folder,
                   std::size_t place,
                   QObject *receiver,
                   Done<Folders> done) override;
    void removeFolder(const QString &folder, QObject *receiver, Done<Folders> done) override;
    void setFolderShared(const QString &folder,
                         bool isShared,
                         QObject *receiver,
                         Done<engine::ShareFolderInfo> done) override;
    void setFilter(const Filter &filter, QObject *receiver, Done<Filter> done) override;
    void rescan() override;
    void pauseHashing() override;
    void resumeHashing() override;
    void check(const QString &name,
               QObject *receiver,
               std::function<void(const engine::CheckNews &)> hear) override;
    void repair(const QString &name, QObject *receiver, Done<engine::RepairReport> done) override;

private:
    engine::PeerEngine &m_engine;
};

} // namespace ft::widgets
