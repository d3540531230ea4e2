#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/widgets/setupcommands.h"

namespace ft::widgets {

/// Sets up a PeerEngine.
class EngineSetup final : public SetupCommands
{
public:
    /// `engine` must outlive it.
    explicit EngineSetup(engine::PeerEngine &engine)
        : m_engine(engine)
    {}

    void apply(const engine::EngineSettings &settings,
               QObject *receiver,
               Done<Endpoint> done) override;
    void keep(const engine::Preferences &preferences,
              QObject *receiver,
              Done<engine::Preferences> done) override;
    void tryTracker(const HostPort &tracker,
                    const HostName &name,
                    QObject *receiver,
                    Done<engine::JoinInfo> done) override;
    engine::PreviewId openPreview(const QString &folder,
                                  const engine::ShareFilter::Settings &filter,
                                  QObject *receiver,
                                  HearPreview hear) override;
    void closePreview(engine::PreviewId id) override;
    void checkDownloadFolder(const QString &folder,
                             QObject *receiver,
                             std::function<void(const engine::ConnectivityCheck &)> done) override;
    void prepareShareFolder(const QString &folder,
                            const std::optional<Note> &note,
                            QObject *receiver,
                            Done<QString> done) override;
    void addShareFolder(const QString &folder,
                        QObject *receiver,
                        Done<std::vector<engine::ShareFolderInfo>> done) override;
    void setFilter(const engine::ShareFilter::Settings &filter,
                   QObject *receiver,
                   Done<engine::ShareFilter::Settings> done) override;

private:
    engine::PeerEngine &m_engine;
};

} // namespace ft::widgets
