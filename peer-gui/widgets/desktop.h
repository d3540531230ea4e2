#pragma once

#include "peer-gui/models/newsdigest.h"
#include "peer-gui/widgets/desktopchoices.h"
#include "peer-gui/widgets/notifications.h"
#include "peer-gui/widgets/tray.h"

class QMenu;
class QSettings;

namespace ft::widgets {

class MainWindow;

/// The window among the others of the desktop: its icon in the tray, its notifications, and what
/// becomes of the program when the window is closed.
class Desktop final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    Desktop(MainWindow &window,
            TransferCommands &commands,
            const models::TrackerWatch &tracker,
            const Clock &clock,
            QSettings &memory);

    void addTo(QMenu &menu) { m_choices.addTo(menu); }

    void update(const std::vector<engine::TransferSnapshot> &transfers);
    void update(const std::vector<engine::UploadSnapshot> &uploads) { m_tray.update(uploads); }
    void update(const engine::WishMatch &match) { m_notifications.update(match); }

    /// Whether closing the window is to hide it only.
    [[nodiscard]] bool keepsRunning() const;
    /// Tells that the program goes on without a window.
    void tellItGoesOn();

private:
    [[nodiscard]] bool isSeen(models::NewsDigest::About about) const;
    void tell(const models::NewsDigest::Notice &notice);
    void showWhatWasTold();

    MainWindow &m_window;
    DesktopChoices m_choices;
    Tray m_tray;
    Notifications m_notifications;
    models::NewsDigest::About m_told = models::NewsDigest::About::Finished;
};

} // namespace ft::widgets
