#include "peer-gui/widgets/mainwindow.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/actioncatalog.h"
#include "peer-gui/widgets/aids.h"
#include "peer-gui/widgets/banner.h"
#include "peer-gui/widgets/desktop.h"
#include "peer-gui/widgets/historypage.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/inspectorpane.h"
#include "peer-gui/widgets/networkpage.h"
#include "peer-gui/widgets/searchpage.h"
#include "peer-gui/widgets/sharepage.h"
#include "peer-gui/widgets/statusline.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QMenuBar>
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
    , m_history(new HistoryPage{
          surroundings.commands.history, surroundings.clock, surroundings.openUrl, this})
    , m_network(new NetworkPage{
          surroundings.commands.network, m_tracker, surroundings.settings.name, this})
    , m_status(new StatusLine{
          m_tracker, surroundings.commands.limits, surroundings.settings.limits, this})
{
    showSettings(surroundings.settings);
    setWindowIcon(programIcon());
    setStatusBar(m_status);
    setupPlaces();
    setupCentre();
    m_desktop = new Desktop{
        *this, surroundings.commands.transfers, m_tracker, surroundings.clock, m_memory};
    setupMenus();
    connectPlaces();
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
    action->setToolTip(tr("Go to this place (%1)").arg(keysOf(*action)));
    m_navigation->addAction(action);
    m_bar->widgetForAction(action)->setFocusPolicy(Qt::TabFocus);
    const auto place = static_cast<Place>(m_pages.size() - 1);
    connect(action, &QAction::triggered, this, [this, place] { go(place); });
    connect(&page, &Page::failed, this, &MainWindow::showProblem);
    connect(&page, &Page::said, this, &MainWindow::say);
}

/// What leads from one place to another.
void MainWindow::connectPlaces()
{
    // An action shows its own place when it is triggered; what it asks for comes after that.
    constexpr auto Later = Qt::QueuedConnection;
    const auto browse = [this](const QString &peer) {
        go(Place::Network);
        m_network->browse(peer);
    };
    const auto search = [this](const QString &text) {
        go(Place::Search);
        m_search->searchFor(text);
    };
    const auto find = [this](Place place) {
        return [this, place](const QString &text) {
            go(place);
            m_pages.at(static_cast<int>(place))->findText(text);
        };
    };
    const auto show = [this](Place place) {
        return [this, place] {
            go(place);
        };
    };
    connect(m_share, &SharePage::listed, &m_holdings, &models::Holdings::setShared);
    connect(m_search, &SearchPage::browseAsked, this, browse, Later);
    connect(m_search, &SearchPage::transferAsked, this, show(Place::Transfers), Later);
    connect(m_search, &SearchPage::folderAsked, this, show(Place::Share), Later);
    connect(m_history, &HistoryPage::browseAsked, this, browse, Later);
    connect(m_history, &HistoryPage::searchAsked, this, search, Later);
    connect(m_share, &SharePage::searchAsked, this, search, Later);
    connect(m_transfers, &TransfersPage::browseAsked, this, browse, Later);
    connect(m_transfers, &TransfersPage::searchAsked, this, search, Later);
    connect(m_transfers, &TransfersPage::historyAsked, this, find(Place::History), Later);
    connect(m_transfers, &TransfersPage::shareAsked, this, find(Place::Share), Later);
    connect(m_share, &SharePage::foldersChanged, this, &MainWindow::shareFoldersChanged);
    connect(m_share, &SharePage::filterChanged, this, &MainWindow::shareFilterChanged);
    connect(m_status, &StatusLine::limitsChosen, this, &MainWindow::limitsChanged);
    connect(m_network, &NetworkPage::peersOnline, m_status, &StatusLine::showPeers);
    connect(m_status, &StatusLine::shareAsked, this, [this] { go(Place::Share); });
    connect(m_status, &StatusLine::peersAsked, this, [this] { go(Place::Network); });
    connect(m_status, &StatusLine::connectivityAsked, this, [this] {
        go(Place::Network);
        m_network->checkConnection();
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
    connect(m_aids, &Aids::said, this, &MainWindow::say);
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
                    Qt::CTRL | Qt::Key_J,
                    this,
                    [this] { m_transfers->openDownloadFolder(); })
        ->setToolTip(tr("Show everything that was downloaded"));
    file->addSeparator();
    file->addAction(icon(QStringLiteral("quit")),
                    tr("&Quit"),
                    Qt::CTRL | Qt::Key_Q,
                    this,
                    &MainWindow::quit)
        ->setToolTip(tr("Leave the tracker and end; downloads go on at the next start"));

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    m_aids->addToEdit(*edit);
    edit->addAction(icon(QStringLiteral("search")),
                    tr("&Find in this place"),
                    Qt::CTRL | Qt::Key_F,
                    this,
                    [this] { m_pages.at(m_places->currentIndex())->find(); })
        ->setToolTip(tr("Put the cursor where one types what to look for here"));
    edit->addAction(icon(QStringLiteral("search")),
                    tr("&Search for files"),
                    Qt::CTRL | Qt::Key_L,
                    this,
                    [this] {
                        go(Place::Search);
                        m_search->focusBox();
                    })
        ->setToolTip(tr("Go to the search, and type"));
    addSettings(*edit);
    setupViewMenu();
    setupPlaceMenus();
    m_aids->addToHelp(*menuBar()->addMenu(tr("&Help")));
    for (const QAction *top : menuBar()->actions())
        top->menu()->setToolTipsVisible(true);
}

void MainWindow::addSettings(QMenu &edit)
{
    edit.addSeparator();
    edit.addAction(icon(QStringLiteral("share")),
                   tr("S&et up sharing…"),
                   Qt::CTRL | Qt::SHIFT | Qt::Key_Comma,
                   this,
                   &MainWindow::firstStartAsked)
        ->setToolTip(tr("Choose in three steps what to share, where downloads go and which tracker "
                        "to join"));
    edit.addAction(icon(QStringLiteral("preferences")),
                   tr("&Preferences…"),
                   Qt::CTRL | Qt::Key_Comma,
                   this,
                   &MainWindow::preferencesAsked)
        ->setToolTip(tr("Tracker, name, folders and limits of this peer"));
}

void MainWindow::setupViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addActions(m_navigation->actions());
    view->addSeparator();
    m_wantsInspector = view->addAction(
        icon(QStringLiteral("inspector")), tr("Insp&ector"), Qt::CTRL | Qt::Key_I, this, [this] {
            m_inspector->setWanted(!m_inspector->isWanted());
        });
    m_wantsInspector->setToolTip(tr("Show the selected row from near, below the places"));
    m_wantsInspector->setCheckable(true);
    m_wantsInspector->setChecked(true);
    m_aids->addToView(*view);
    m_desktop->addTo(*view);
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

void MainWindow::showSettings(const engine::EngineSettings &settings)
{
    setWindowTitle(tr("%1 – FileTracker").arg(settings.name.toString()));
    m_transfers->setDownloadFolder(settings.downloadFolder);
    m_status->showLimits(settings.limits);
}

void MainWindow::showRejoining(const engine::EngineSettings &settings)
{
    m_tracker.change(settings);
}

void MainWindow::showProblem(const engine::Problem &problem)
{
    m_banner->showText(models::describe(problem).line());
}

void MainWindow::showFailure(const engine::Problem &problem)
{
    m_tracker.noteFailed(problem);
    showProblem(problem);
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
    m_desktop->update(match);
}

void MainWindow::showTransfers(const std::vector<engine::TransferSnapshot> &transfers)
{
    m_desktop->update(transfers);
    m_transfers->update(transfers);
    m_holdings.update(transfers);
    const auto &all = m_transfers->transfers();
    m_status->showRate(all.totalRate(), all.runningCount());
}

void MainWindow::showUploads(const std::vector<engine::UploadSnapshot> &uploads)
{
    m_desktop->update(uploads);
    m_transfers->update(uploads);
    m_status->showUploads(uploads);
    m_share->update(uploads);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    const bool isEnding = m_isQuitting || qGuiApp->isSavingSession();
    if (!isEnding && m_desktop->keepsRunning()) {
        hide();
        event->ignore();
        m_desktop->tellItGoesOn();
        return;
    }
    m_tracker.noteLeaving();
    event->accept();
    emit closed();
}

void MainWindow::say(const QString &sentence)
{
    m_status->showMessage(sentence, MessageTime);
}

void MainWindow::quit()
{
    m_isQuitting = true;
    close();
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
