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

#include <algorithm>
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
    : Page(parent)
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
    m_box->setPlaceholderText(
        tr("Words of a name, and more: annual report type:pdf size:>1M -draft"));
    m_box->setAccessibleName(tr("Search for files"));
    m_box->setClearButtonEnabled(true);
    m_box->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_box, &QLineEdit::returnPressed, this, &SearchPage::search);
    auto *go = new QPushButton{tr("Searc&h"), this};
    go->setToolTip(tr("Ask the tracker who shares such files"));
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

void SearchPage::find()
{
    m_box->setFocus(Qt::ShortcutFocusReason);
    m_box->selectAll();
}

QList<QAction *> SearchPage::actionList() const
{
    return {m_download};
}

void SearchPage::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
}

void SearchPage::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
}

void SearchPage::searchFor(const QString &text)
{
    m_box->setText(text);
    search();
}

void SearchPage::search()
{
    const QString text = m_box->text().trimmed();
    if (text.isEmpty())
        return find();
    m_asked = text;
    if (const auto query = parseSearchQuery(text); !query)
        return showQueryError(query.error());
    ask();
}

/// Points at the word at fault, so that typing replaces it.
void SearchPage::showQueryError(const QueryError &error)
{
    ++m_searchNumber;
    m_phase = Phase::NoQuery;
    m_fault = error.what;
    showPhase();
    const QString &typed = m_box->text();
    const auto begin = std::find_if_not(typed.begin(),
                                        typed.end(),
                                        [](QChar c) { return c.isSpace(); })
                       - typed.begin();
    m_box->setFocus(Qt::OtherFocusReason);
    m_box->setSelection(static_cast<int>(begin + error.at), static_cast<int>(error.length));
}

void SearchPage::ask()
{
    const int number = ++m_searchNumber;
    m_results.replace({});
    m_phase = m_tracker.isJoined() ? Phase::Searching : Phase::Waiting;
    showPhase();
    if (m_phase == Phase::Waiting)
        return;
    if (m_open)
        m_commands.close(*m_open);
    m_open = m_commands.open(m_asked, this, [this, number](const engine::SearchNews &news) {
        if (number == m_searchNumber)
            take(news);
    });
}

void SearchPage::take(const engine::SearchNews &news)
{
    if (news.results)
        takeResults(*news.results);
    // Rows that are there are worth more than the word that there is no newer answer.
    if (news.problem && m_phase == Phase::Searching) {
        m_phase = Phase::Failed;
        m_problem = *news.problem;
    }
    if (m_phase == Phase::Found) {
        m_total += static_cast<std::uint64_t>(m_results.put(news.came));
        const auto gone = static_cast<std::uint64_t>(m_results.remove(news.went));
        m_total -= std::min(m_total, gone);
    }
    showPhase();
}

void SearchPage::takeResults(const engine::FindResults &results)
{
    const bool isFirst = m_phase != Phase::Found;
    m_phase = Phase::Found;
    m_total = results.total;
    m_isPartial = results.isPartial;
    m_isExactOnly = results.isExactOnly;
    m_results.reconcile(results.records);
    showPhase();
    // On to the results, unless the user went on typing or elsewhere.
    if (isFirst && m_box->hasFocus() && m_box->text().trimmed() == m_asked
        && m_results.rowCount() > 0) {
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
    case Phase::NoQuery:
        m_empty->show(QStringLiteral("warning"), tr("This cannot be searched for"), m_fault);
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
                  tr("Type words of a name, in any order. “\"annual report\"” finds exactly this, "
                     "“-draft” leaves out; type:pdf, size:>10M, after:2026-01-31, peer:NAME and "
                     "re:PATTERN narrow it down."));
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
                      m_isExactOnly
                          ? tr("Nobody online shares a file of exactly this name, and this tracker "
                               "finds exact names only. Check the spelling, or try again later.")
                          : tr("Nobody online shares such a file. What appears is shown here by "
                               "itself."));
        return;
    }
    m_summary->setText(summary());
}

QString SearchPage::summary() const
{
    const QLocale locale;
    const auto shown = static_cast<std::uint64_t>(m_results.rowCount());
    const QString records = shown == 1 ? tr("1 record of “%1”").arg(m_asked)
                                       : tr("%1 records of “%2”")
                                             .arg(locale.toString(static_cast<qulonglong>(shown)),
                                                  m_asked);
    if (m_isExactOnly)
        return tr("%1; this tracker finds exact names only").arg(records);
    if (m_isPartial)
        return tr("%1, of at least %2: the search was too broad to be finished")
            .arg(records, locale.toString(static_cast<qulonglong>(m_total)));
    if (m_total > shown)
        return tr("%1, of %2 in all")
            .arg(records, locale.toString(static_cast<qulonglong>(m_total)));
    return records;
}

} // namespace ft::widgets
