#pragma once

#include "peer-gui/engine/setup.h"
#include "peer-gui/engine/share/libraryreport.h"
#include "peer-gui/widgets/done.h"

#include <QObject>

#include <vector>

namespace ft::widgets {

/// What the first start and the preferences ask of the engine; see engine::Setup and
/// engine::Library.
class SetupCommands
{
public:
    using HearPreview = engine::Setup::HearPreview;
    using Note = engine::Setup::Note;

    SetupCommands() = default;
    Q_DISABLE_COPY_MOVE(SetupCommands)
    virtual ~SetupCommands() = default;

    virtual void apply(const engine::EngineSettings &settings,
                       QObject *receiver,
                       Done<Endpoint> done) = 0;
    virtual void keep(const engine::Preferences &preferences,
                      QObject *receiver,
                      Done<engine::Preferences> done) = 0;

    virtual void tryTracker(const HostPort &tracker,
                            const HostName &name,
                            QObject *receiver,
                            Done<engine::JoinInfo> done) = 0;
    virtual engine::PreviewId openPreview(const QString &folder,
                                          const engine::ShareFilter::Settings &filter,
                                          QObject *receiver,
                                          HearPreview hear) = 0;
    virtual void closePreview(engine::PreviewId id) = 0;
    virtual void checkDownloadFolder(
        const QString &folder,
        QObject *receiver,
        std::function<void(const engine::ConnectivityCheck &)> done) = 0;

    virtual void prepareShareFolder(const QString &folder,
                                    const std::optional<Note> &note,
                                    QObject *receiver,
                                    Done<QString> done) = 0;
    virtual void addShareFolder(const QString &folder,
                                QObject *receiver,
                                Done<std::vector<engine::ShareFolderInfo>> done) = 0;
    virtual void setFilter(const engine::ShareFilter::Settings &filter,
                           QObject *receiver,
                           Done<engine::ShareFilter::Settings> done) = 0;
};

} // namespace ft::widgets
