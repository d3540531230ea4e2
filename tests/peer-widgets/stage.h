#pragma once

#include "peer-gui/widgets/mainwindow.h"
#include "peer-gui/widgets/settingskeeper.h"
#include "tests/peer-models/sampledata.h"
#include "tests/peer-widgets/fakecommands.h"
#include "tests/peer-widgets/fakesetup.h"
#include "tests/support/manualclock.h"

#include <QSettings>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace ft::scenes {

using Place = widgets::MainWindow::Place;

/// One window with its surroundings, filled as a scene needs it.
struct Stage
{
    QTemporaryDir folder;
    engine::EngineSettings settings;
    test::ManualClock clock; ///< pictures are the same every time
    widgets::FakeCommands commands;
    QSettings memory{folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat};
    widgets::FakeSetup setup;
    std::unique_ptr<widgets::SettingsKeeper> keeper;
    std::unique_ptr<widgets::MainWindow> window;

    Stage();

    void join() const { window->showJoined({}); }
    void fillShare();
    void search(const char *text, const std::vector<SourceRecord> &records);
    /// Selects a row of each table that is seen.
    void selectRow(int row) const;

    /// Makes the keeper.
    void openSetup();

    /// The window, or the dialog that is open over it.
    void shoot(const QString &file) const;
};

struct Scene
{
    const char *name; ///< PLACE-STATE
    Place place;
    void (*play)(Stage &stage);
};

// Of each place; a new one goes into allScenes() too.
[[nodiscard]] std::vector<Scene> searchScenes();
[[nodiscard]] std::vector<Scene> transferScenes();
[[nodiscard]] std::vector<Scene> shareScenes();
[[nodiscard]] std::vector<Scene> historyScenes();
[[nodiscard]] std::vector<Scene> networkScenes();
[[nodiscard]] std::vector<Scene> startScenes(); ///< first start and preferences
[[nodiscard]] std::vector<Scene> windowScenes(); ///< what is around the places
[[nodiscard]] std::vector<Scene> allScenes();

} // namespace ft::scenes
