#include "peer-gui/widgets/engineshare.h"

namespace ft::widgets {

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

void EngineShare::listShares(QObject *receiver, Done<std::vector<engine::SharedFileInfo>> done)
{
    m_engine.listShares(receiver, std::move(done));
}

} // namespace ft::widgets
