#include "peer-gui/widgets/enginecommands.h"

#include "peer-gui/widgets/mainwindow.h"

namespace ft::widgets {

using engine::PeerEngine;

void EngineCommands::search(const QString &text, QObject *receiver, Hear hear)
{
    if (m_search)
        m_engine.searches().close(*m_search);
    m_search = m_engine.searches().open({text, engine::MostFoundRecords, {}},
                                        receiver,
                                        std::move(hear));
}

void EngineCommands::download(const std::vector<SourceRecord> &sources)
{
    m_engine.download(sources);
}

void EngineCommands::control(engine::TransferId id, engine::TransferCommand command)
{
    m_engine.control(id, command);
}

void EngineCommands::setPriority(engine::TransferId id, engine::Priority priority)
{
    m_engine.setPriority(id, priority);
}

void EngineCommands::publish(const QString &localPath,
                             const QString &name,
                             QObject *receiver,
                             Done<engine::SharedFileInfo> done)
{
    m_engine.publish(localPath, name, receiver, std::move(done));
}

void EngineCommands::unpublish(const QString &name, QObject *receiver, Done<SharedPath> done)
{
    m_engine.unpublish(name, receiver, std::move(done));
}

void EngineCommands::listShares(QObject *receiver, Done<std::vector<engine::SharedFileInfo>> done)
{
    m_engine.listShares(receiver, std::move(done));
}

void connectReports(PeerEngine &engine, MainWindow &window)
{
    QObject::connect(&engine, &PeerEngine::failed, &window, &MainWindow::showFailure);
    QObject::connect(&engine, &PeerEngine::joined, &window, &MainWindow::showJoined);
    QObject::connect(&engine, &PeerEngine::lost, &window, &MainWindow::showLost);
    QObject::connect(&engine, &PeerEngine::filesDropped, &window, &MainWindow::showFilesDropped);
    QObject::connect(&engine, &PeerEngine::shareChanged, &window, &MainWindow::showShare);
    QObject::connect(&engine, &PeerEngine::noticed, &window, &MainWindow::showNotice);
    QObject::connect(&engine, &PeerEngine::trackerNoticed, &window, &MainWindow::showTrackerNotice);
    QObject::connect(&engine.searches(),
                     &engine::Searches::matched,
                     &window,
                     &MainWindow::showMatch);
    QObject::connect(&engine, &PeerEngine::transfersChanged, &window, &MainWindow::showTransfers);
    QObject::connect(&engine, &PeerEngine::uploadsChanged, &window, &MainWindow::showUploads);
}

} // namespace ft::widgets
