#include "peer-gui/widgets/enginesetup.h"

namespace ft::widgets {

void EngineSetup::apply(const engine::EngineSettings &settings,
                        QObject *receiver,
                        Done<Endpoint> done)
{
    m_engine.setup().apply(settings, receiver, std::move(done));
}

void EngineSetup::keep(const engine::Preferences &preferences,
                       QObject *receiver,
                       Done<engine::Preferences> done)
{
    m_engine.setup().keep(preferences, receiver, std::move(done));
}

void EngineSetup::tryTracker(const HostPort &tracker,
                             const HostName &name,
                             QObject *receiver,
                             Done<engine::JoinInfo> done)
{
    m_engine.setup().tryTracker(tracker, name, receiver, std::move(done));
}

engine::PreviewId EngineSetup::openPreview(const QString &folder,
                                           const engine::ShareFilter::Settings &filter,
                                           QObject *receiver,
                                           HearPreview hear)
{
    return m_engine.setup().openPreview(folder, filter, receiver, std::move(hear));
}

void EngineSetup::closePreview(engine::PreviewId id)
{
    m_engine.setup().closePreview(id);
}

void EngineSetup::checkDownloadFolder(const QString &folder,
                                      QObject *receiver,
                                      std::function<void(const engine::ConnectivityCheck &)> done)
{
    m_engine.setup().checkDownloadFolder(folder, receiver, std::move(done));
}

void EngineSetup::prepareShareFolder(const QString &folder,
                                     const std::optional<Note> &note,
                                     QObject *receiver,
                                     Done<QString> done)
{
    m_engine.setup().prepareShareFolder(folder, note, receiver, std::move(done));
}

void EngineSetup::addShareFolder(const QString &folder,
                                 QObject *receiver,
                                 Done<std::vector<engine::ShareFolderInfo>> done)
{
    m_engine.library().addFolder(folder, 0, receiver, std::move(done));
}

void EngineSetup::setFilter(const engine::ShareFilter::Settings &filter,
                            QObject *receiver,
                            Done<engine::ShareFilter::Settings> done)
{
    m_engine.library().setFilter(filter, receiver, std::move(done));
}

} // namespace ft::widgets
