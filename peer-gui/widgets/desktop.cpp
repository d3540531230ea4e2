#include "peer-gui/widgets/desktop.h"

#include "peer-gui/widgets/mainwindow.h"

namespace ft::widgets {

using About = models::NewsDigest::About;

namespace {

MainWindow::Place placeOf(About about)
{
    switch (about) {
    case About::Finished:
    case About::Failed:
        return MainWindow::Place::Transfers;
    case About::Found:
        return MainWindow::Place::Search;
    case About::Tracker:
        return MainWindow::Place::Network;
    }
    return MainWindow::Place::Transfers;
}

} // namespace

Desktop::Desktop(MainWindow &window,
                 TransferCommands &commands,
                 const models::TrackerWatch &tracker,
                 const Clock &clock,
                 QSettings &memory)
    : QObject(&window)
    , m_window(window)
    , m_choices(memory, &window)
    , m_tray(commands, window)
    , m_notifications(tracker,
                      clock.wallTime(),
                      {[this] { return m_choices.wantedNews(); },
                       [this](About about) { return isSeen(about); },
                       [this](const auto &notice) {
                           tell(notice);
                       }})
{
    m_choices.setTrayAvailable(m_tray.isThere());
    connect(&m_tray, &Tray::showAsked, &window, &MainWindow::comeForward);
    connect(&m_tray, &Tray::quitAsked, &window, &MainWindow::quit);
    connect(&m_tray, &Tray::messageClicked, this, &Desktop::showWhatWasTold);
}

void Desktop::update(const std::vector<engine::TransferSnapshot> &transfers)
{
    m_tray.update(transfers);
    m_notifications.update(transfers);
}

bool Desktop::keepsRunning() const
{
    return m_choices.keepsInTray() && m_tray.isThere();
}

void Desktop::tellItGoesOn()
{
    m_tray.showMessage(tr("FileTracker goes on"),
                       tr("Its icon in the tray shows the window again, and quits."));
}

/// What shows in any place, such as the state of the tracker, is seen wherever one looks.
bool Desktop::isSeen(About about) const
{
    if (!m_window.isActiveWindow())
        return false;
    return about == About::Tracker || m_window.place() == placeOf(about);
}

void Desktop::tell(const models::NewsDigest::Notice &notice)
{
    m_told = notice.about;
    if (m_tray.isThere())
        m_tray.showMessage(notice.title, notice.text);
    else
        m_window.say(tr("%1: %2", "a title, and more").arg(notice.title, notice.text));
}

void Desktop::showWhatWasTold()
{
    m_window.comeForward();
    m_window.go(placeOf(m_told));
}

} // namespace ft::widgets
