#pragma once

#include "peer-gui/models/traffic.h"
#include "peer-gui/widgets/transfercommands.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace ft::widgets {

/// The icon in the tray of the desktop: tells the rates, shows and hides the window, pauses and
/// resumes everything. Not shown where there is no tray.
class Tray final : public QObject
{
    Q_OBJECT

public:
    /// `commands` and `window` must outlive it.
    Tray(TransferCommands &commands, QWidget &window, QObject *parent = nullptr);
    ~Tray() override;

    /// Whether it can be seen.
    [[nodiscard]] bool isThere() const;

    void update(const std::vector<engine::TransferSnapshot> &transfers);
    void update(const std::vector<engine::UploadSnapshot> &uploads);
    void showMessage(const QString &title, const QString &text);

    [[nodiscard]] const QMenu &menu() const { return m_menu; }
    [[nodiscard]] QString toolTip() const { return m_icon.toolTip(); }
    [[nodiscard]] const models::Traffic &traffic() const { return m_traffic; }

signals:
    /// The window is to come to the front.
    void showAsked();
    /// A message was clicked.
    void messageClicked();
    void quitAsked();

private:
    void setupMenu();
    void showOrHide();
    void refresh();
    void control(const std::vector<engine::TransferId> &ids, engine::TransferCommand command);

    TransferCommands &m_commands;
    QWidget &m_window;
    models::Traffic m_traffic;
    QMenu m_menu;
    QAction *m_showHide = nullptr;
    QAction *m_pauseAll = nullptr;
    QAction *m_resumeAll = nullptr;
    QSystemTrayIcon m_icon;
};

} // namespace ft::widgets
