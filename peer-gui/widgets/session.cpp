#include "peer-gui/widgets/session.h"

#include "peer-gui/widgets/firststart.h"
#include "peer-gui/widgets/preferencesdialog.h"

#include <QDir>
#include <QStringBuilder>

namespace ft::widgets {

using namespace std::chrono_literals;
using engine::PeerEngine;

namespace {

constexpr std::chrono::milliseconds LeaveLimit = 3s;

QString memoryFile(const engine::EngineSettings &settings)
{
    return settings.stateFolder.isEmpty() ? QString{}
                                          : settings.stateFolder % QStringLiteral("/window.ini");
}

} // namespace

Session::Session(Start start, const Clock &clock, TransfersPage::OpenUrl openUrl)
    : m_start(std::move(start))
    , m_memory(memoryFile(m_start.settings), QSettings::IniFormat)
    , m_language(Language::remembered(m_memory))
    , m_engine(m_start.settings, clock)
    , m_commands(m_engine)
    , m_setup(m_engine)
    , m_keeper(m_start.settings, m_start.chosen, m_setup)
    , m_window({m_commands.all(), m_keeper.settings(), clock, m_memory, std::move(openUrl)})
    , m_shutdown([this] { m_engine.stop(); }, LeaveLimit)
{
    connect(&m_window, &MainWindow::closed, &m_shutdown, &Shutdown::begin);
    connect(&m_engine, &PeerEngine::stopped, &m_shutdown, &Shutdown::engineStopped);
    connect(&m_shutdown, &Shutdown::finished, this, &Session::finished);
    connectReports(m_engine, m_window);
    connectSettings();
}

Session::~Session() = default;

void Session::connectSettings()
{
    connect(&m_keeper, &SettingsKeeper::changed, &m_window, &MainWindow::showSettings);
    connect(&m_keeper, &SettingsKeeper::rejoining, &m_window, &MainWindow::showRejoining);
    connect(&m_keeper, &SettingsKeeper::failed, &m_window, &MainWindow::showProblem);
    connect(&m_window, &MainWindow::shareFoldersChanged, &m_keeper, &SettingsKeeper::noteFolders);
    connect(&m_window, &MainWindow::shareFilterChanged, &m_keeper, &SettingsKeeper::noteFilter);
    connect(&m_window, &MainWindow::limitsChanged, &m_keeper, &SettingsKeeper::noteLimits);
    connect(&m_window, &MainWindow::firstStartAsked, this, &Session::openFirstStart);
    connect(&m_window, &MainWindow::preferencesAsked, this, &Session::openPreferences);
}

void Session::begin()
{
    m_window.show();
    m_engine.start();
    if (m_start.complaint)
        m_window.showProblem(*m_start.complaint);
    if (m_keeper.isFirstStart())
        openFirstStart();
}

void Session::openFirstStart()
{
    const auto &shared = m_keeper.settings().shareFolders;
    const QString suggested = shared.isEmpty() ? QString{QDir::homePath() % u"/FileTracker"}
                                               : shared.constFirst();
    auto *dialog = new FirstStart{m_keeper, m_setup, suggested, &m_window};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void Session::openPreferences()
{
    auto *dialog = new PreferencesDialog{m_keeper, m_setup, &m_window};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace ft::widgets
