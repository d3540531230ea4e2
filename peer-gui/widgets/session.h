#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/widgets/enginecommands.h"
#include "peer-gui/widgets/language.h"
#include "peer-gui/widgets/mainwindow.h"
#include "peer-gui/widgets/shutdown.h"

#include <QSettings>

namespace ft::widgets {

/// One run of the window, put together: the engine, what the window asks of it, the window, and how
/// both end. Needs a QApplication.
class Session final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Session)

public:
    /// `clock` must outlive it.
    Session(engine::EngineSettings settings, const Clock &clock, TransfersPage::OpenUrl openUrl);
    ~Session() override;

    /// Shows the window and starts the engine.
    void begin();

    [[nodiscard]] MainWindow &window() { return m_window; }

signals:
    /// The window is closed and the engine has ended, or has had its time to. Once.
    void finished();

private:
    engine::EngineSettings m_settings;
    QSettings m_memory;
    Language m_language; // before anything has words
    engine::PeerEngine m_engine;
    EngineCommands m_commands;
    MainWindow m_window;
    Shutdown m_shutdown;
};

} // namespace ft::widgets
