#pragma once

#include "peer-gui/engine/peerengine.h"
#include "peer-gui/widgets/enginecommands.h"
#include "peer-gui/widgets/enginesetup.h"
#include "peer-gui/widgets/language.h"
#include "peer-gui/widgets/mainwindow.h"
#include "peer-gui/widgets/settingskeeper.h"
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
    /// How this peer is set up, and what of it was chosen in the window, now or earlier.
    struct Start
    {
        engine::EngineSettings settings;
        engine::Preferences chosen = {};
        std::optional<engine::Problem> complaint = {}; ///< about what was chosen earlier
    };

    /// `clock` must outlive it.
    Session(Start start, const Clock &clock, TransfersPage::OpenUrl openUrl);
    ~Session() override;

    /// Shows the window and starts the engine; at the first start, asks what to share.
    void begin();

    [[nodiscard]] MainWindow &window() { return m_window; }

signals:
    /// The window is closed and the engine has ended, or has had its time to. Once.
    void finished();

private:
    void connectSettings();
    void openFirstStart();
    void openPreferences();

    Start m_start;
    QSettings m_memory;
    Language m_language; // before anything has words
    engine::PeerEngine m_engine;
    EngineCommands m_commands;
    EngineSetup m_setup;
    SettingsKeeper m_keeper;
    MainWindow m_window;
    Shutdown m_shutdown;
};

} // namespace ft::widgets
