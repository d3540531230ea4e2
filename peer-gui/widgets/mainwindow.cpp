#include "peer-gui/widgets/mainwindow.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/banner.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/searchpage.h"
#include "peer-gui/widgets/sharepage.h"
#include "peer-gui/widgets/statusline.h"
#include "peer-gui/widgets/uploadspage.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

const QString GeometryKey = QStringLiteral("window/geometry");
const QString PlaceKey = QStringLiteral("window/place");
constexpr QSize DefaultSize{1180, 680};
constexpr int NavigationIconSize = 26;
constexpr int MessageTime = 60'000; // milliseconds

} // namespace

MainWindow::MainWindow(const Surroundings &surroundings, QWidget *parent)
    : QMainWindow(parent)
    , m_memory(surroundings.memory)
    , m_tracker(surroundings.settings, surroundings.clock)
    , m_banner(new Banner{this})
    , m_places(new QStackedWidget{this})
    , m_navigation(new QActionGroup{this})
    , m_search(new SearchPage{surroundings.commands, m_tracker, surroundings.settings.name, this})
    , m_transfers(new TransfersPage{
          surroundings.commands, surroundings.settings.downloadFolder, surroundings.openUrl, this})
    , m_uploads(new UploadsPage{this})
    , m_share(new SharePage{surroundings.commands, this})
    , m_status(new StatusLine{m_tracker, this})
{
    setWindowTitle(tr("%1 – FileTracker").arg(surroundings.settings.name.toString()));
    setWindowIcon(programIcon());
    setStatusBar(m_status);
    setupPlaces();
    setupNavigation();
    setupMenus();
    connect(m_share, &SharePage::failed, this, [this](const engine::Problem &problem) {
        m_banner->showText(models::describe(problem).line());
    });
    connect(m_search, &SearchPage::downloadsStarted, this, [this] { go(Place::Transfers); });
    resize(DefaultSize);
    restoreState();
}

void MainWindow::setupPlaces()
{
    // In the order of Place.
    for (QWidget *page : {static_cast<QWidget *>(m_search),
                          static_cast<QWidget *>(m_transfers),
                          static_cast<QWidget *>(m_uploads),
                          static_cast<QWidget *>(m_share)})
        m_places->addWidget(page);
    auto *centre = new QWidget{this};
    auto *layout = new QVBoxLayout{centre};
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_places, 1);
    setCentralWidget(centre);
}

void MainWindow::setupNavigation()
{
    auto *bar = new QToolBar{tr("Places"), this};
    bar->setObjectName(QStringLiteral("places"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    bar->setIconSize({NavigationIconSize, NavigationIconSize});
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    const auto add = [this, bar](const QString &iconName, const QString &text, Qt::Key key) {
        QAction *action = bar->addAction(icon(iconName), text);
        action->setCheckable(true);
        action->setShortcut(Qt::CTRL | key);
        m_navigation->addAction(action);
        bar->widgetForAction(action)->setFocusPolicy(Qt::TabFocus);
        const auto place = static_cast<Place>(m_navigation->actions().size() - 1);
        connect(action, &QAction::triggered, this, [this, place] { go(place); });
    };
    add(QStringLiteral("search"), tr("&Search"), Qt::Key_1);
    add(QStringLiteral("download"), tr("&Downloads"), Qt::Key_2);
    add(QStringLiteral("upload"), tr("&Uploads"), Qt::Key_3);
    add(QStringLiteral("share"), tr("&My share"), Qt::Key_4);
    int widest = 0;
    for (QAction *action : m_navigation->actions())
        widest = std::max(widest, bar->widgetForAction(action)->sizeHint().width());
    for (QAction *action : m_navigation->actions())
        bar->widgetForAction(action)->setMinimumWidth(widest);
    addToolBar(Qt::LeftToolBarArea, bar);
}

void MainWindow::setupMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(&m_share->publishAction());
    file->addAction(icon(QStringLiteral("folder")), tr("Open &download folder"), this, [this] {
        m_transfers->openDownloadFolder();
    });
    file->addSeparator();
    file->addAction(tr("&Quit"), Qt::CTRL | Qt::Key_Q, this, &QWidget::close);

    QMenu *view = menuBar()->addMenu(tr("&Go"));
    view->addActions(m_navigation->actions());
    view->addSeparator();
    view->addAction(tr("&Find a file"), Qt::CTRL | Qt::Key_F, this, [this] {
        go(Place::Search);
        m_search->focusSearch();
    });

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&About FileTracker"), this, &MainWindow::showAbout);
}

void MainWindow::go(Place place)
{
    const int index = static_cast<int>(place);
    m_navigation->actions().at(index)->setChecked(true);
    m_places->setCurrentIndex(index);
    m_places->currentWidget()->setFocus(Qt::OtherFocusReason);
}

MainWindow::Place MainWindow::place() const
{
    return static_cast<Place>(m_places->currentIndex());
}

void MainWindow::showFailure(const engine::Problem &problem)
{
    m_tracker.noteFailed(problem);
    m_banner->showText(models::describe(problem).line());
}

void MainWindow::showJoined(const engine::JoinInfo &)
{
    m_tracker.noteJoined();
}

void MainWindow::showLost(const engine::Problem &problem, std::chrono::milliseconds retryIn)
{
    m_tracker.noteLost(problem, retryIn);
}

void MainWindow::showFilesDropped(std::uint32_t dropped)
{
    m_banner->showText(tr("The tracker takes no more files of one peer: %1 of your share stay "
                          "unknown to others. Share fewer, or ask whoever runs the tracker.")
                           .arg(models::formatFileCount(dropped)));
}

void MainWindow::showShare(const engine::ShareSummary &share)
{
    if (share.files > 0)
        m_tracker.noteSharing();
    m_status->showShare(share);
    m_share->update(share);
}

void MainWindow::showNotice(const engine::ShareNotice &notice)
{
    m_share->addNotice(notice);
}

void MainWindow::showTrackerNotice(const QString &text)
{
    m_status->showMessage(tr("The tracker says: %1").arg(text), MessageTime);
}

void MainWindow::showMatch(const engine::WishMatch &match)
{
    m_status->showMessage(tr("Your wish “%1” has found %2")
                              .arg(match.wish.text, match.records.front().file.path.toString()),
                          MessageTime);
}

void MainWindow::showTransfers(const std::vector<engine::TransferSnapshot> &transfers)
{
    m_transfers->update(transfers);
    const auto &all = m_transfers->transfers();
    m_status->showRate(all.totalRate(), all.runningCount());
}

void MainWindow::showUploads(const std::vector<engine::UploadSnapshot> &uploads)
{
    m_uploads->update(uploads);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    m_tracker.noteLeaving();
    event->accept();
    emit closed();
}

void MainWindow::showAbout()
{
    auto *about = new QMessageBox{this};
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->setWindowTitle(tr("About FileTracker"));
    about->setIconPixmap(programIcon().pixmap(64));
    about->setTextFormat(Qt::PlainText);
    about->setText(tr("FileTracker %1").arg(QStringLiteral(FT_VERSION)));
    about->setInformativeText(tr("Shares files between peers that find each other at a tracker. "
                                 "Every piece is verified while it arrives."));
    about->open();
}

void MainWindow::saveState() const
{
    m_memory.setValue(GeometryKey, saveGeometry());
    m_memory.setValue(PlaceKey, m_places->currentIndex());
    m_search->saveState(m_memory);
    m_transfers->saveState(m_memory);
    m_uploads->saveState(m_memory);
    m_share->saveState(m_memory);
}

void MainWindow::restoreState()
{
    restoreGeometry(m_memory.value(GeometryKey).toByteArray());
    m_search->restoreState(m_memory);
    m_transfers->restoreState(m_memory);
    m_uploads->restoreState(m_memory);
    m_share->restoreState(m_memory);
    const int last = m_memory.value(PlaceKey).toInt();
    go(last > 0 && last < m_places->count() ? static_cast<Place>(last) : Place::Search);
}

} // namespace ft::widgets
