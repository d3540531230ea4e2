#include "peer-gui/widgets/mainwindow.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/aids.h"
#include "peer-gui/widgets/banner.h"
#include "peer-gui/widgets/historypage.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/inspectorpane.h"
#include "peer-gui/widgets/networkpage.h"
#include "peer-gui/widgets/searchpage.h"
#include "peer-gui/widgets/sharepage.h"
#include "peer-gui/widgets/statusline.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

const QString GeometryKey = QStringLiteral("window/geometry");
const QString PlaceKey = QStringLiteral("window/place");
const QString SplitterKey = QStringLiteral("window/splitter");
const QString InspectorKey = QStringLiteral("window/inspector");
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
    , m_inspector(new InspectorPane{this})
    , m_splitter(new QSplitter{Qt::Vertical, this})
    , m_bar(new QToolBar{tr("Places"), this})
    , m_navigation(new QActionGroup{this})
    , m_search(new SearchPage{surroundings.commands.search,
                              m_tracker,
                              m_holdings,
                              surroundings.settings.name,
                              surroundings.openUrl,
                              this})
    , m_transfers(new TransfersPage{
          {surroundings.commands.transfers, m_undo, surroundings.clock, surroundings.openUrl},
          surroundings.settings.downloadFolder,
          this})
    , m_share(new SharePage{{surroundings.commands.share,
                             m_undo,
                             surroundings.openUrl,
                             surroundings.settings.tracker},
                            this})
    , m_history(new HistoryPage{surroundings.commands.history, this})
    , m_network(new NetworkPage{
          surroundings.commands.network, m_tracker, surroundings.settings.name, this})
    , m_status(new StatusLine{m_tracker, this})
{
    setWindowTitle(tr("%1 – FileTracker").arg(surroundings.settings.name.toString()));
    setWindowIcon(programIcon());
    setStatusBar(m_status);
    setupPlaces();
    setupCentre();
    setupMenus();
    m_share->takeDropsOn(*this);
    resize(DefaultSize);
    restoreState();
}

MainWindow::~MainWindow() = default;

void MainWindow::setupPlaces()
{
    m_bar->setObjectName(QStringLiteral("places"));
    m_bar->setMovable(false);
    m_bar->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    m_bar->setIconSize({NavigationIconSize, NavigationIconSize});
    m_bar->setContextMenuPolicy(Qt::PreventContextMenu);
    addPlace(*m_search, QStringLiteral("search"), tr("&Search"), Qt::Key_1);
    addPlace(*m_transfers, QStringLiteral("transfers"), tr("&Transfers"), Qt::Key_2);
    addPlace(*m_share, QStringLiteral("share"), tr("&My share"), Qt::Key_3);
    addPlace(*m_history, QStringLiteral("history"), tr("H&istory"), Qt::Key_4);
    addPlace(*m_network, QStringLiteral("network"), tr("&Network"), Qt::Key_5);
    int widest = 0;
    for (QAction *action : m_navigation->actions())
        widest = std::max(widest, m_bar->widgetForAction(action)->sizeHint().width());
    for (QAction *action : m_navigation->actions())
        m_bar->widgetForAction(action)->setMinimumWidth(widest);
    addToolBar(Qt::LeftToolBarArea, m_bar);
    connectPlaces();
}

/// What one place asks of another.
void MainWindow::connectPlaces()
{
    connect(m_share, &SharePage::listed, &m_holdings, &models::Holdings::setShared);
    connect(m_search, &SearchPage::browseAsked, this, [this](const QString &peer) {
        go(Place::Network);
        m_network->browse(peer);
    });
    connect(m_search, &SearchPage::transferAsked, this, [this] { go(Place::Transfers); });
    connect(m_search, &SearchPage::folderAsked, this, [this] { go(Place::Share); });
}

/// In the order of Place.
void MainWindow::addPlace(Page &page, const QString &iconName, const QString &text, Qt::Key key)
{
    m_pages.append(&page);
    m_places->addWidget(&page);
    m_inspector->add(page);
    QAction *action = m_bar->addAction(icon(iconName), text);
    action->setCheckable(true);
    action->setShortcut(Qt::CTRL | key);
    m_navigation->addAction(action);
    m_bar->widgetForAction(action)->setFocusPolicy(Qt::TabFocus);
    const auto place = static_cast<Place>(m_pages.size() - 1);
    connect(action, &QAction::triggered, this, [this, place] { go(place); });
    connect(&page, &Page::failed, this, [this](const engine::Problem &problem) {
        m_banner->showText(models::describe(problem).line());
    });
    connect(&page, &Page::said, this, [this](const QString &sentence) {
        m_status->showMessage(sentence, MessageTime);
    });
}

void MainWindow::setupCentre()
{
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_places);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto *centre = new QWidget{this};
    auto *layout = new QVBoxLayout{centre};
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_splitter, 1);
    setCentralWidget(centre);
    m_aids = new Aids{*this, m_undo, m_memory};
    connect(m_aids, &Aids::said, this, [this](const QString &sentence) {
        m_status->showMessage(sentence, MessageTime);
    });
    connect(m_aids, &Aids::searchAsked, this, [this](const QString &text) {
        go(Place::Search);
        m_search->searchFor(text);
    });
}

void MainWindow::setupMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(icon(QStringLiteral("folder")),
                    tr("Open &download folder"),
                    Qt::CTRL | Qt::SHIFT | Qt::Key_D,
                    this,
                    [this] { m_transfers->openDownloadFolder(); });
    file->addSeparator();
    file->addAction(
        icon(QStringLiteral("quit")), tr("&Quit"), Qt::CTRL | Qt::Key_Q, this, &QWidget::close);

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    m_aids->addToEdit(*edit);
    edit->addAction(icon(QStringLiteral("search")),
                    tr("&Find in this place"),
                    Qt::CTRL | Qt::Key_F,
                    this,
                    [this] { m_pages.at(m_places->currentIndex())->find(); });
    edit->addAction(icon(QStringLiteral("search")),
                    tr("&Search for files"),
                    Qt::CTRL | Qt::Key_L,
                    this,
                    [this] {
                        go(Place::Search);
                        m_search->focusBox();
                    });

    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addActions(m_navigation->actions());
    view->addSeparator();
    QAction *inspector = view->addAction(
        icon(QStringLiteral("inspector")), tr("&Inspector"), Qt::CTRL | Qt::Key_I, this, [this] {
            m_inspector->setWanted(!m_inspector->isWanted());
        });
    inspector->setCheckable(true);
    inspector->setChecked(true);
    m_wantsInspector = inspector;
    m_aids->addToView(*view);
    setupPlaceMenus();

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    m_aids->addToHelp(*help);
    help->addAction(icon(QStringLiteral("info")),
                    tr("&About FileTracker"),
                    Qt::SHIFT | Qt::Key_F1,
                    this,
                    &MainWindow::showAbout);
}

void MainWindow::setupPlaceMenus()
{
    for (qsizetype i = 0; i < m_pages.size(); ++i) {
        const auto actions = m_pages.at(i)->actionList();
        QMenu *menu = menuBar()->addMenu(m_navigation->actions().at(i)->text());
        menu->addActions(actions);
        // What is done is seen.
        for (QAction *action : actions)
            connect(action, &QAction::triggered, this, [this, i] { go(static_cast<Place>(i)); });
    }
}

void MainWindow::go(Place place)
{
    const int index = static_cast<int>(place);
    if (m_places->currentIndex() == index && m_pages.at(index)->isVisible())
        return;
    m_navigation->actions().at(index)->setChecked(true);
    m_places->setCurrentIndex(index);
    m_inspector->showFor(*m_pages.at(index));
    m_pages.at(index)->setFocus(Qt::OtherFocusReason);
}

MainWindow::Place MainWindow::place() const
{
    return static_cast<Place>(m_places->currentIndex());
}

void MainWindow::openLink(const FileLink &link)
{
    go(Place::Search);
    m_search->searchFor(link.query());
}

void MainWindow::offer(const QStringList &localPaths)
{
    go(Place::Share);
    m_share->offer(localPaths);
}

void MainWindow::comeForward()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
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
    m_holdings.update(transfers);
    const auto &all = m_transfers->transfers();
    m_status->showRate(all.totalRate(), all.runningCount());
}

void MainWindow::showUploads(const std::vector<engine::UploadSnapshot> &uploads)
{
    m_transfers->update(uploads);
    m_share->update(uploads);
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
    m_memory.setValue(SplitterKey, m_splitter->saveState());
    m_memory.setValue(InspectorKey, m_inspector->isWanted());
    for (const Page *page : m_pages)
        page->saveState(m_memory);
}

void MainWindow::restoreState()
{
    restoreGeometry(m_memory.value(GeometryKey).toByteArray());
    m_splitter->restoreState(m_memory.value(SplitterKey).toByteArray());
    m_wantsInspector->setChecked(m_memory.value(InspectorKey, true).toBool());
    m_inspector->setWanted(m_wantsInspector->isChecked());
    for (Page *page : m_pages)
        page->restoreState(m_memory);
    const int last = m_memory.value(PlaceKey).toInt();
    go(last > 0 && last < m_places->count() ? static_cast<Place>(last) : Place::Search);
}

} // namespace ft::widgets
