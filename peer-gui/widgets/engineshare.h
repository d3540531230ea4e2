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

    void publish(const QString &localPath,
                 const QString &name,
                 QObject *receiver,
                 Done<engine::SharedFileInfo> done) override;
    void unpublish(const QString &name, QObject *receiver, Done<SharedPath> done) override;
    void listShares(QObject *receiver, Done<std::vector<engine::SharedFileInfo>> done) override;

private:
    engine::PeerEngine &m_engine;
};

} // namespace ft::widgets
