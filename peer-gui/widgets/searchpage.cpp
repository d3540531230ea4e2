#include "peer-gui/widgets/searchpage.h"

#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/tableview.h"

#include <QAction>
#include <QLineEdit>
#include <QSettings>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <unordered_set>

namespace ft::widgets {

using models::SearchResultsModel;
using models::TrackerStatus;

namespace {

const QString ColumnsKey = QStringLiteral("search/columns");

} // namespace

SearchPage::SearchPage(SearchCommands &commands,
                       const models::TrackerWatch &tracker,
                       const HostName &self,
                       QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_tracker(tracker)
    , m_results(self)
    , m_download(new QAction{icon(QStringLiteral("download")), tr("&Download"), this})
    , m_box(new QLineEdit{this})
    , m_table(new TableView{m_results, tr("Records found"), this})
    , m_empty(new EmptyState{this})
    , m_summary(new PlainLabel{this})
{
    setupActions();
    setupLayout();
    connect(&tracker, &models::TrackerWatch::changed, this, &SearchPage::onTrackerChanged);
    showPhase();
}

void SearchPage::setupActions()
{
    m_download->setToolTip(tr("Download the selected files"));
    m_download->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    m_download->setShortcutContext(Qt::WidgetShortcut);
    connect(m_download, &QAction::triggered, this, &SearchPage::downloadSelected);
    m_table->addAction(m_download);
    connect(m_table, &QAbstractItemView::doubleClicked, m_download, &QAction::trigger);
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &SearchPage::updateActions);
    connect(&m_results, &QAbstractItemModel::modelReset, this, &SearchPage::updateActions);
    updateActions();
}

void SearchPage::setupLayout()
{
    m_box->setPlaceholderText(tr("Name of a file, for example report.pdf"));
    m_box->setAccessibleName(tr("Search for a file name"));
    m_box->setClearButtonEnabled(true);
    m_box->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_box, &QLineEdit::returnPressed, this, &SearchPage::search);
    auto *go = new QPushButton{tr("Searc&h"), this};
    go->setToolTip(tr("Ask the tracker who shares a file of this name"));
    connect(go, &QPushButton::clicked, this, &SearchPage::search);

    m_table->setColumnWidths({40, 18, 14, 26, 24});
    m_table->sortByColumn(SearchResultsModel::Name, Qt::AscendingOrder);

    auto *top = new QHBoxLayout;
    top->addWidget(m_box, 1);
    top->addWidget(go);
    m_stack = makePanelStack({m_empty, m_table}, this);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_summary, 1);
    bottom->addWidget(new ActionButton{*m_download, this});
    auto *layout = new QVBoxLayout{this};
    layout->addLayout(top);
    layout->addWidget(m_stack->parentWidget(), 1);
    layout->addLayout(bottom);
    setFocusProxy(m_box);
}

void SearchPage::focusSearch()
{
    m_box->setFocus(Qt::ShortcutFocusReason);
    m_box->selectAll();
}

void SearchPage::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
}

void SearchPage::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
}

void SearchPage::search()
{
    const QString name = m_box->text().trimmed();
    if (name.isEmpty())
        return focusSearch();
    m_asked = name;
    ask();
}

void SearchPage::ask()
{
    const int number = ++m_searchNumber;
    m_results.replace({});
    m_phase = m_tracker.isJoined() ? Phase::Searching : Phase::Waiting;
    showPhase();
    if (m_phase == Phase::Waiting)
        return;
    m_commands.search(m_asked, this, [this, number](const auto &found) {
        if (number == m_searchNumber)
            take(found);
    });
}

void SearchPage::take(const Result<std::vector<SourceRecord>, engine::Problem> &found)
{
    m_phase = found ? Phase::Found : Phase::Failed;
    if (found)
        m_results.replace(*found);
    else
        m_problem = found.error();
    showPhase();
    // On to the results, unless the user went on typing or elsewhere.
    if (m_box->hasFocus() && m_box->text().trimmed() == m_asked && m_results.rowCount() > 0) {
        m_table->selectFirstRow();
        m_table->setFocus(Qt::OtherFocusReason);
    }
}

void SearchPage::onTrackerChanged()
{
    if (m_phase == Phase::Waiting && m_tracker.isJoined())
        ask();
    else if (m_phase == Phase::Idle || m_phase == Phase::Waiting)
        showPhase();
}

void SearchPage::downloadSelected()
{
    int started = 0;
    std::unordered_set<ContentHash> contents;
    for (const int row : m_table->selectedRows()) {
        // Several records of one content are several sources of one download.
        const auto &root = m_results.record(row).file.root;
        if (m_results.isOwn(row) || (root && !contents.insert(*root).second))
            continue;
        m_commands.download(m_results.sourcesOf(row));
        ++started;
    }
    if (started > 0)
        emit downloadsStarted(started);
}

void SearchPage::updateActions()
{
    const auto rows = m_table->selectedRows();
    m_download->setEnabled(
        std::any_of(rows.begin(), rows.end(), [this](int row) { return !m_results.isOwn(row); }));
}

void SearchPage::showPhase()
{
    m_summary->clear();
    switch (m_phase) {
    case Phase::Idle:
        showIdle();
        break;
    case Phase::Waiting:
        showWaiting();
        break;
    case Phase::Searching:
        m_empty->show(QStringLiteral("search"),
                      tr("Searching…"),
                      tr("Asking the tracker who shares “%1”.").arg(m_asked));
        break;
    case Phase::Found:
        showFound();
        break;
    case Phase::Failed: {
        const auto words = models::describe(m_problem);
        m_empty->show(QStringLiteral("warning"), words.title, words.what % u' ' % words.advice);
        break;
    }
    }
    const bool hasRows = m_phase == Phase::Found && m_results.rowCount() > 0;
    m_stack->setCurrentWidget(hasRows ? static_cast<QWidget *>(m_table) : m_empty);
}

void SearchPage::showIdle()
{
    if (!m_tracker.isJoined()) {
        m_empty->show(QStringLiteral("offline"), m_tracker.line(), m_tracker.reason());
        return;
    }
    m_empty->show(QStringLiteral("search"),
                  tr("What are you looking for?"),
                  tr("Type the exact name of a file to see everyone online who shares it."));
}

void SearchPage::showWaiting()
{
    QString text = m_tracker.reason();
    if (m_tracker.state() != TrackerStatus::State::NoTracker)
        text += u"\n\n" % tr("The search for “%1” starts by itself once joined.").arg(m_asked);
    m_empty->show(QStringLiteral("offline"), m_tracker.line(), text);
}

void SearchPage::showFound()
{
    const int records = m_results.rowCount();
    if (records == 0) {
        m_empty->show(QStringLiteral("search"),
                      tr("Nothing found for “%1”").arg(m_asked),
                      tr("Nobody online shares a file of exactly this name. Check the spelling, "
                         "capital letters included, or try again later."));
        return;
    }
    m_summary->setText(records == 1
                           ? tr("1 record of “%1”").arg(m_asked)
                           : tr("%1 records of “%2”").arg(QLocale{}.toString(records), m_asked));
}

} // namespace ft::widgets
