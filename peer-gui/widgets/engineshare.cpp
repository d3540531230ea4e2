#include "peer-gui/widgets/engineshare.h"

namespace ft::widgets {

void EngineShare::list(QObject *receiver, Done<engine::SharedFileList> done)
{
    m_engine.library().list(receiver, std::move(done));
}

void EngineShare::status(QObject *receiver, Done<engine::LibraryStatus> done)
{
    m_engine.library().status(receiver, std::move(done));
}

void EngineShare::servedPerFile(QObject *receiver, Done<std::vector<engine::ServedFile>> done)
{
    m_engine.history().servedPerFile(receiver, std::move(done));
}

void EngineShare::publish(const QString &localPath,
                          const QString &name,
                          QObject *receiver,
                          Done<engine::SharedFileInfo> done)
{
    m_engine.publish(localPath, name, receiver, std::move(done));
}

void EngineShare::unpublish(const QString &name, QObject *receiver, Done<SharedPath> done)
{
    m_engine.unpublish(name, receiver, std::move(done));
}

void EngineShare::offer(const QString &localPath,
                        QObject *receiver,
                        Done<engine::OfferedPlace> done)
{
    m_engine.library().offer(localPath, receiver, std::move(done));
}

void EngineShare::addFolder(const QString &folder,
                            std::size_t place,
                            QObject *receiver,
                            Done<Folders> done)
{
    m_engine.library().addFolder(folder, place, receiver, std::move(done));
}

void EngineShare::removeFolder(const QString &folder, QObject *receiver, Done<Folders> done)
{
    m_engine.library().removeFolder(folder, receiver, std::move(done));
}

void EngineShare::setFolderShared(const QString &folder,
                                  bool isShared,
                                  QObject *receiver,
                                  Done<engine::ShareFolderInfo> done)
{
    m_engine.library().setFolderShared(folder, isShared, receiver, std::move(done));
}

void EngineShare::setFilter(const Filter &filter, QObject *receiver, Done<Filter> done)
{
    m_engine.library().setFilter(filter, receiver, std::move(done));
}

void EngineShare::rescan()
{
    m_engine.library().rescan();
}

void EngineShare::pauseHashing()
{
    m_engine.library().pause();
}

void EngineShare::resumeHashing()
{
    m_engine.library().resume();
}

void EngineShare::check(const QString &name,
                        QObject *receiver,
                        std::function<void(const engine::CheckNews &)> hear)
{
    m_engine.integrity().check(name, receiver, std::move(hear));
}

void EngineShare::repair(const QString &name, QObject *receiver, Done<engine::RepairReport> done)
{
    m_engine.integrity().repair(name, receiver, std::move(done));
}

} // namespace ft::widgets
