#include "peer-gui/widgets/enginecommands.h"

#include "peer-gui/widgets/mainwindow.h"

namespace ft::widgets {

using engine::PeerEngine;

EngineCommands::EngineCommands(PeerEngine &engine)
    : m_search(engine)
    , m_transfers(engine)
    , m_share(engine)
    , m_history(engine)
    , m_network(engine)
    , m_limits(engine)
{}

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
