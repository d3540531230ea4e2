#include "peer-gui/widgets/tray.h"

#include "peer-gui/widgets/icon.h"

namespace ft::widgets {

using engine::TransferCommand;

Tray::Tray(TransferCommands &commands, QWidget &window, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_window(window)
{
    setupMenu();
    m_icon.setIcon(programIcon());
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::messageClicked);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](auto reason) {
        if (reason == QSystemTrayIcon::Trigger)
            showOrHide();
    });
    refresh();
    if (QSystemTrayIcon::isSystemTrayAvailable())
        m_icon.show();
}

Tray::~Tray() = default;

void Tray::setupMenu()
{
    m_showHide = m_menu.addAction(icon(QStringLiteral("filetracker")), {}, this, [this] {
        showOrHide();
    });
    m_menu.addSeparator();
    m_pauseAll = m_menu.addAction(icon(QStringLiteral("pause")),
                                  tr("&Pause all downloads"),
                                  this,
                                  [this] {
                                      control(m_traffic.pausable(), TransferCommand::Pause);
                                  });
    m_resumeAll = m_menu.addAction(icon(QStringLiteral("resume")),
                                   tr("&Resume all downloads"),
                                   this,
                                   [this] {
                                       control(m_traffic.resumable(), TransferCommand::Resume);
                                   });
    m_menu.addSeparator();
    m_menu.addAction(icon(QStringLiteral("quit")), tr("&Quit"), this, &Tray::quitAsked);
    connect(&m_menu, &QMenu::aboutToShow, this, &Tray::refresh);
}

bool Tray::isThere() const
{
    return m_icon.isVisible() && QSystemTrayIcon::isSystemTrayAvailable();
}

void Tray::update(const std::vector<engine::TransferSnapshot> &transfers)
{
    m_traffic.update(transfers);
    refresh();
}

void Tray::update(const std::vector<engine::UploadSnapshot> &uploads)
{
    m_traffic.update(uploads);
    refresh();
}

void Tray::showMessage(const QString &title, const QString &text)
{
    // Some desktops take markup for what it says.
    m_icon.showMessage(title, QString{text}.remove(u'<').remove(u'>'), m_icon.icon());
}

void Tray::showOrHide()
{
    if (m_window.isVisible() && !m_window.isMinimized())
        m_window.hide();
    else
        emit showAsked();
}

void Tray::refresh()
{
    m_showHide->setText(m_window.isVisible() && !m_window.isMinimized() ? tr("&Hide the window")
                                                                        : tr("&Show the window"));
    m_pauseAll->setEnabled(!m_traffic.pausable().empty());
    m_resumeAll->setEnabled(!m_traffic.resumable().empty());
    const QString tip = m_window.windowTitle() % u'\n' % m_traffic.summary();
    if (tip != m_icon.toolTip())
        m_icon.setToolTip(tip);
}

void Tray::control(const std::vector<engine::TransferId> &ids, TransferCommand command)
{
    for (const auto id : ids)
        m_commands.control(id, command);
}

} // namespace ft::widgets
