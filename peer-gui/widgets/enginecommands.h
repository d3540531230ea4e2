#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/widgets/commands.h"

namespace ft::widgets {

class MainWindow;

/// Passes the window's commands to a PeerEngine.
class EngineCommands final : public PeerCommands
{
public:
    /// `engine` must outlive it.
    explicit EngineCommands(engine::PeerEngine &engine)
        : m_engine(engine)
    {}

    void search(const QString &text, QObject *receiver, Hear hear) override;
    void download(const std::vector<SourceRecord> &sources) override;
    void control(engine::TransferId id, engine::TransferCommand command) override;
    void setPriority(engine::TransferId id, engine::Priority priority) override;
    void publish(const QString &localPath,
                 const QString &name,
                 QObject *receiver,
                 Done<engine::SharedFileInfo> done) override;
    void unpublish(const QString &name, QObject *receiver, Done<SharedPath> done) override;
    void listShares(QObject *receiver, Done<std::vector<engine::SharedFileInfo>> done) override;

private:
    engine::PeerEngine &m_engine;
    std::optional<engine::SearchId> m_search; ///< the one that is open
};

/// Shows everything the engine reports in the window, from now on.
void connectReports(engine::PeerEngine &engine, MainWindow &window);

} // namespace ft::widgets
