#include "peer-gui/widgets/searchpage.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/resultdetails.h"
#include "peer-gui/widgets/resultsview.h"
#include "peer-gui/widgets/searchtab.h"

#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace ft::widgets {

namespace {

const QString ColumnsKey = QStringLiteral("search/columns");
const QString TabsKey = QStringLiteral("search/tabs");
const QString CurrentKey = QStringLiteral("search/tab");
const QString RecentKey = QStringLiteral("search/recent");
constexpr int MostTabs = 20; ///< that are opened again
constexpr int MostRecent = 50;

} // namespace

SearchPage::SearchPage(SearchCommands &commands,
                       const models::TrackerWatch &tracker,
                       models::Holdings &holdings,
                       HostName self,
                       SearchActions::OpenUrl openUrl,
                       QWidget *parent)
    : Page(parent)
    , m_commands(commands)
    , m_tracker(tracker)
    , m_holdings(holdings)
    , m_self(std::move(self))
    , m_actions(new SearchActions{commands, holdings, std::move(openUrl), this})
    , m_tabs(new QTabWidget{this})
    , m_details(new ResultDetails{m_actions->buttons(), this})
{
    m_tabs->setAccessibleName(tr("Searches"));
    setupActions();
    setupTabs();
    connect(m_actions, &SearchActions::said, this, &Page::said);
    connect(m_actions, &SearchActions::failed, this, &Page::failed);
    connect(m_actions, &SearchActions::browseAsked, this, &SearchPage::browseAsked);
    connect(m_actions, &SearchActions::transferAsked, this, &SearchPage::transferAsked);
    connect(m_actions, &SearchActions::searchAsked, this, &SearchPage::searchFor);
    connect(&holdings, &models::Holdings::progressed, this, &SearchPage::updateDetails);
    addTab();
}

SearchPage::~SearchPage() = default;

void SearchPage::setupActions()
{
    addAction(QStringLiteral("newtab"),
              tr("&New search"),
              tr("Open a tab for another search"),
              Qt::CTRL | Qt::Key_T,
              [this] {
                  addTab();
                  focusBox();
              });
    m_close = addAction(QStringLiteral("close"),
                        tr("Close this &search"),
                        tr("Close the tab of this search"),
                        Qt::CTRL | Qt::Key_W,
                        [this] { closeTab(m_tabs->currentIndex()); });
    addAction(QStringLiteral("next"),
              tr("Ne&xt search"),
              tr("Go to the tab on the right"),
              Qt::CTRL | Qt::Key_Tab,
              [this] { goToTab(1); });
    addAction(QStringLiteral("previous"),
              tr("&Previous search"),
              tr("Go to the tab on the left"),
              Qt::CTRL | Qt::SHIFT | Qt::Key_Tab,
              [this] { goToTab(-1); });
    m_forget = addAction(QStringLiteral("remove"),
                         tr("For&get recent searches"),
                         tr("Forget the searches that the box proposes while you type"),
                         Qt::CTRL | Qt::SHIFT | Qt::Key_Delete,
                         [this] { forgetRecent(); });
    QWidget::addActions(m_actions->forSearch());
    m_all = m_actions->forResults();
    for (const auto &group : {m_actions->forSearch(), m_tabActions}) {
        auto *separator = new QAction{this};
        separator->setSeparator(true);
        m_all << separator << group;
    }
}

QAction *SearchPage::addAction(const QString &iconName,
                               const QString &text,
                               const QString &tip,
                               const QKeySequence &shortcut,
                               const std::function<void()> &run)
{
    auto *action = new QAction{icon(iconName), text, this};
    action->setToolTip(tip);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    m_tabActions.append(action);
    QWidget::addAction(action);
    return action;
}

void SearchPage::setupTabs()
{
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->setElideMode(Qt::ElideMiddle);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->tabBar()->setAccessibleName(tr("Searches"));
    auto *plus = new QToolButton{m_tabs};
    plus->setDefaultAction(m_tabActions.constFirst());
    plus->setAutoRaise(true);
    plus->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_tabs->setCornerWidget(plus, Qt::TopRightCorner);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &SearchPage::closeTab);
    connect(m_tabs, &QTabWidget::currentChanged, this, &SearchPage::onTabChanged);
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_tabs);
}

SearchTab &SearchPage::addTab()
{
    if (m_tabs->count() > 0)
        m_columns = currentTab().view().columns();
    auto *tab = new SearchTab{{m_commands, m_tracker, m_holdings, m_self, *m_actions, m_recent},
                              m_tabs};
    if (!m_columns.isEmpty())
        tab->view().setColumns(m_columns);
    connect(tab, &SearchTab::titleChanged, this, [this, tab] { showTitle(*tab); });
    connect(tab, &SearchTab::searched, this, &SearchPage::noteRecent);
    connect(tab, &SearchTab::folderAsked, this, &SearchPage::folderAsked);
    connect(&tab->view(), &ResultsView::selectionTold, this, &SearchPage::updateDetails);
    m_tabs->setCurrentIndex(m_tabs->addTab(tab, QString{}));
    showTitle(*tab);
    updateTabBar();
    return *tab;
}

SearchTab &SearchPage::tab(int index) const
{
    return *qobject_cast<SearchTab *>(m_tabs->widget(index));
}

SearchTab &SearchPage::currentTab() const
{
    return tab(m_tabs->currentIndex());
}

/// The last one is not closed but cleared.
void SearchPage::closeTab(int index)
{
    SearchTab &closed = tab(index);
    m_columns = closed.view().columns();
    if (m_tabs->count() == 1)
        addTab();
    m_tabs->removeTab(m_tabs->indexOf(&closed));
    closed.hide();
    closed.deleteLater();
    updateTabBar();
    currentTab().setFocus(Qt::OtherFocusReason);
}

void SearchPage::goToTab(int step)
{
    const int count = m_tabs->count();
    m_tabs->setCurrentIndex((m_tabs->currentIndex() + step + count) % count);
    currentTab().setFocus(Qt::OtherFocusReason);
}

void SearchPage::onTabChanged()
{
    m_actions->setTab(&currentTab());
    setFocusProxy(&currentTab());
    updateDetails();
}

/// A `&` in a search is no mnemonic.
void SearchPage::showTitle(SearchTab &tab)
{
    const int index = m_tabs->indexOf(&tab);
    const QString title = tab.title();
    m_tabs->setTabText(index, QString{title}.replace(u'&', QStringLiteral("&&")));
    m_tabs->setTabToolTip(index, models::toolTip(title));
    if (&tab == &currentTab())
        m_actions->update();
}

/// One search needs no bar of tabs.
void SearchPage::updateTabBar()
{
    for (QAction *action : m_tabActions.sliced(2, 2))
        action->setEnabled(m_tabs->count() > 1);
}

void SearchPage::updateDetails()
{
    SearchTab &shown = currentTab();
    const QModelIndex cursor = shown.view().currentIndex();
    if (cursor.isValid() && shown.view().selectionModel()->isSelected(cursor))
        m_details->show(shown.results(), cursor);
    else
        m_details->clear();
}

void SearchPage::searchFor(const QString &text)
{
    const bool isUnused = currentTab().session().phase() == SearchSession::Phase::Idle;
    SearchTab &used = isUnused ? currentTab() : addTab();
    used.search(text);
}

void SearchPage::noteRecent(const QString &text)
{
    QStringList recent = m_recent.stringList();
    recent.removeAll(text);
    recent.prepend(text);
    m_recent.setStringList(recent.mid(0, MostRecent));
    m_forget->setEnabled(true);
}

void SearchPage::forgetRecent()
{
    m_recent.setStringList({});
    m_forget->setEnabled(false);
    emit said(tr("The recent searches are forgotten."));
}

void SearchPage::focusBox()
{
    currentTab().focusBox();
}

void SearchPage::find()
{
    currentTab().focusFilter();
}

QList<QAction *> SearchPage::actionList() const
{
    return m_all;
}

QWidget *SearchPage::inspector()
{
    return m_details;
}

void SearchPage::saveState(QSettings &settings) const
{
    settings.setValue(ColumnsKey, currentTab().view().columns());
    settings.setValue(RecentKey, m_recent.stringList());
    QStringList texts;
    for (int i = 0; i < std::min(m_tabs->count(), MostTabs); ++i) {
        if (tab(i).session().phase() != SearchSession::Phase::Idle)
            texts << tab(i).session().text();
    }
    settings.setValue(TabsKey, texts);
    settings.setValue(CurrentKey, m_tabs->currentIndex());
    m_details->saveState(settings);
}

void SearchPage::restoreState(const QSettings &settings)
{
    m_columns = settings.value(ColumnsKey).toByteArray();
    if (!m_columns.isEmpty())
        currentTab().view().setColumns(m_columns);
    m_recent.setStringList(settings.value(RecentKey).toStringList().mid(0, MostRecent));
    m_forget->setEnabled(m_recent.rowCount() > 0);
    for (const QString &text : settings.value(TabsKey).toStringList().mid(0, MostTabs))
        searchFor(text);
    const int last = settings.value(CurrentKey).toInt();
    if (last >= 0 && last < m_tabs->count())
        m_tabs->setCurrentIndex(last);
    m_details->restoreState(settings);
}

} // namespace ft::widgets
