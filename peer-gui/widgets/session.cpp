#include "peer-gui/widgets/session.h"

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

Session::Session(engine::EngineSettings settings,
                 const Clock &clock,
                 TransfersPage::OpenUrl openUrl)
    : m_settings(std::move(settings))
    , m_memory(memoryFile(m_settings), QSettings::IniFormat)
    , m_language(Language::remembered(m_memory))
    , m_engine(m_settings, clock)
    , m_commands(m_engine)
    , m_window({m_commands.all(), m_settings, clock, m_memory, std::move(openUrl)})
    , m_shutdown([this] { m_engine.stop(); }, LeaveLimit)
{
    connect(&m_window, &MainWindow::closed, &m_shutdown, &Shutdown::begin);
    connect(&m_engine, &PeerEngine::stopped, &m_shutdown, &Shutdown::engineStopped);
    connect(&m_shutdown, &Shutdown::finished, this, &Session::finished);
    connectReports(m_engine, m_window);
}

Session::~Session() = default;

void Session::begin()
{
    m_window.show();
    m_engine.start();
}

} // namespace ft::widgets
