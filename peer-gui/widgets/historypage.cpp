#include "peer-gui/widgets/historypage.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/historytext.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/clearhistorydialog.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/historyactions.h"
#include "peer-gui/widgets/historydetails.h"
#include "peer-gui/widgets/historyfilters.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/makeaction.h"
#include "peer-gui/widgets/namediconsdelegate.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/tableview.h"

#include <QAction>
#include <QDateTime>
#include <QFileDialog>
#include <QHeaderView>
#include <QPushButton>
#include <QSettings>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ft::widgets {

using engine::HistoryEntry;
using engine::HistoryFilter;
using engine::Problem;
using models::HistoryModel;

namespace {

const QString ColumnsKey = QStringLiteral("history/columns");
constexpr std::chrono::milliseconds RefreshEvery{1'000};
constexpr std::size_t MostSelected = 1'000; ///< of which the actions know
constexpr std::uint32_t FirstPage = 200; ///< more than a screen has

} // namespace

HistoryPage::HistoryPage(HistoryCommands &commands,
                         const Clock &clock,
                         OpenUrl openUrl,
                         QWidget *parent)
    : Page(parent)
    , m_commands(commands)
    , m_clock(clock)
    , m_filters(new HistoryFilters{clock, this})
    , m_table(new TableView{m_entries, tr("History"), this})
    , m_empty(new EmptyState{this})
    , m_showAll(new QPushButton{icon(QStringLiteral("filter")), tr("Show &everything"), m_empty})
    , m_details(new HistoryDetails{this})
    , m_actions(new HistoryActions{commands, std::move(openUrl), this})
    , m_count(new PlainLabel{this})
{
    m_details->hide(); // until the inspector pane takes it over
    setupActions();
    setupTable();
    setupLayout();
    connectSelection();
    m_pause.setSingleShot(true);
    m_pause.setInterval(RefreshEvery);
    connect(&m_pause, &QTimer::timeout, this, &HistoryPage::refresh);
    connect(m_filters, &HistoryFilters::changed, this, &HistoryPage::ask);
    connect(&m_entries, &HistoryModel::moreWanted, this, &HistoryPage::askMore);
    connect(m_showAll, &QPushButton::clicked, m_filters, &HistoryFilters::reset);
    connect(m_actions, &HistoryActions::said, this, &Page::said);
    connect(m_actions, &HistoryActions::searchAsked, this, &HistoryPage::searchAsked);
    connect(m_actions, &HistoryActions::browseAsked, this, &HistoryPage::browseAsked);
    connect(m_actions, &HistoryActions::onlyPeerAsked, m_filters, &HistoryFilters::showOnlyPeer);
    m_commands.listen(this,
                      {[this] { onChanged(); },
                       [this](const auto &notice) {
                           emit said(models::describe(notice));
                       }});
    updateSelection();
}

void HistoryPage::setupActions()
{
    m_export = makeAction(this,
                          {QStringLiteral("export"),
                           tr("E&xport…"),
                           tr("Write the entries that are shown into a file for other programs"),
                           Qt::CTRL | Qt::Key_E},
                          [this] { chooseExport(); });
    m_clear = makeAction(this,
                         {QStringLiteral("forget"),
                          tr("Forget the pas&t…"),
                          tr("Remove old entries from the history for good"),
                          Qt::CTRL | Qt::SHIFT | Qt::Key_Delete},
                         [this] { chooseClear(); });
    m_table->addActions({m_actions->open(), m_actions->openFolder(), m_actions->again()});
    m_table->addAction(makeSeparator(this));
    m_table->addActions({m_actions->browse(), m_actions->onlyPeer()});
    m_table->addAction(makeSeparator(this));
    m_table->addAction(m_actions->copy());
    m_table->addAction(makeSeparator(this));
    m_table->addActions({m_export, m_clear});
    // Their keys work beside the table too.
    addActions({m_export, m_clear});
}

void HistoryPage::setupTable()
{
    m_table->setColumnWidths({25, 27, 40, 20, 12, 14, 14, 40});
    m_table->setItemDelegateForColumn(HistoryModel::What,
                                      new NamedIconsDelegate{HistoryModel::IconRole, m_table});
    // The engine sorts: most entries are not here.
    m_table->setSortingEnabled(false);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(HistoryModel::When, Qt::DescendingOrder);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &HistoryPage::ask);
}

void HistoryPage::setupLayout()
{
    m_empty->addButton(m_showAll);
    m_stack = makePanelStack({m_table, m_empty}, this);
    auto *layout = new QVBoxLayout{this};
    layout->addWidget(m_filters);
    layout->addLayout(buttonRow());
    layout->addWidget(m_stack->parentWidget(), 1);
    setFocusProxy(m_table);
}

QLayout *HistoryPage::buttonRow()
{
    auto *buttons = new QHBoxLayout;
    for (QAction *action : {m_actions->open(),
                            m_actions->openFolder(),
                            m_actions->again(),
                            m_actions->browse(),
                            m_export,
                            m_clear})
        buttons->addWidget(new ActionButton{*action, this});
    buttons->addStretch(1);
    buttons->addWidget(m_count);
    return buttons;
}

void HistoryPage::connectSelection()
{
    connect(m_table, &QAbstractItemView::activated, this, [this] {
        // What has no file is searched for.
        QAction *action = m_actions->open()->isEnabled() ? m_actions->open() : m_actions->again();
        action->trigger();
    });
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &HistoryPage::updateSelection);
    connect(m_table->selectionModel(),
            &QItemSelectionModel::currentChanged,
            this,
            &HistoryPage::updateDetails);
    connect(&m_entries, &QAbstractItemModel::dataChanged, this, &HistoryPage::updateSelection);
    connect(&m_entries, &QAbstractItemModel::modelReset, this, &HistoryPage::updateSelection);
}

QList<QAction *> HistoryPage::actionList() const
{
    return m_table->actions();
}

QWidget *HistoryPage::inspector()
{
    return m_details;
}

void HistoryPage::find()
{
    m_filters->find();
}

void HistoryPage::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
}

void HistoryPage::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
}

void HistoryPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!m_isAsked)
        ask();
    else if (m_isStale)
        refresh();
}

HistoryFilter HistoryPage::filter() const
{
    const QHeaderView *header = m_table->horizontalHeader();
    HistoryFilter filter = m_filters->filter();
    filter.order = HistoryModel::orderOf(header->sortIndicatorSection(),
                                         header->sortIndicatorOrder());
    return filter;
}

void HistoryPage::ask()
{
    if (!isVisible() && !m_isAsked)
        return;
    m_isAsked = true;
    m_isAskingMore = false;
    m_isStale = false;
    HistoryFilter first = filter();
    first.limit = FirstPage;
    const int question = ++m_question;
    m_commands.query(first, this, [this, question, order = first.order](const auto &page) {
        if (question != m_question)
            return;
        m_entries.show(page.value_or(engine::HistoryPage{}), order);
        take(page);
    });
}

void HistoryPage::askMore()
{
    if (std::exchange(m_isAskingMore, true))
        return;
    HistoryFilter next = filter();
    if (next.order == engine::HistoryOrder{})
        next.before = engine::HistoryPlace::of(m_entries.entry(m_entries.rowCount() - 1));
    else
        next.skip = static_cast<std::uint64_t>(m_entries.rowCount());
    m_commands.query(next, this, [this, question = m_question](const auto &page) {
        if (question != m_question)
            return;
        m_isAskingMore = false;
        m_entries.append(page.value_or(engine::HistoryPage{}));
        if (!page)
            emit failed(page.error());
    });
}

void HistoryPage::onChanged()
{
    m_isStale = true;
    if (isVisible() && !m_pause.isActive())
        m_pause.start();
}

/// What has become of the newest entries: those one sees change.
void HistoryPage::refresh()
{
    if (!isVisible() || !m_isAsked)
        return;
    m_isStale = false;
    HistoryFilter newest = filter();
    newest.order = {};
    newest.limit = m_entries.freshEntries();
    m_commands.query(newest, this, [this, question = m_question](const auto &page) {
        if (question != m_question)
            return;
        if (page)
            m_entries.refresh(*page);
        take(page);
    });
}

void HistoryPage::take(const Result<engine::HistoryPage, Problem> &page)
{
    m_problem = page ? std::nullopt : std::optional{page.error()};
    showPlace();
    count();
}

void HistoryPage::count()
{
    m_commands.count(filter(), this, [this, question = m_question](const auto &number) {
        if (question == m_question)
            m_count->setText(number ? models::formatEntryCount(*number) : QString{});
    });
}

void HistoryPage::showPlace()
{
    const bool hasRows = m_entries.rowCount() > 0;
    if (!hasRows)
        showNothing();
    m_stack->setCurrentWidget(hasRows ? static_cast<QWidget *>(m_table) : m_empty);
    // What is hidden takes no focus: as proxy it would trap the Tab key.
    setFocusProxy(m_stack->currentWidget() == m_table ? m_table : nullptr);
    m_count->setVisible(hasRows);
    m_export->setEnabled(hasRows || m_exporting);
    m_clear->setEnabled(hasRows || (!m_problem && m_filters->isNarrow()));
}

void HistoryPage::showNothing()
{
    m_showAll->setVisible(!m_problem && m_filters->isNarrow());
    if (m_problem) {
        const auto text = models::describe(*m_problem);
        m_empty->show(QStringLiteral("warning"), text.title, text.what % u' ' % text.advice);
    } else if (m_filters->isNarrow()) {
        m_empty->show(QStringLiteral("search"),
                      tr("Nothing like that has happened"),
                      tr("No entry of the history is what you are looking for. Try fewer words, or "
                         "a longer time."));
    } else {
        m_empty->show(QStringLiteral("history"),
                      tr("Nothing has happened yet"),
                      tr("What you download, search for and look at, and what others take from "
                         "you, is kept here: you can always see what you had, and from whom, even "
                         "after the file is gone."));
    }
}

void HistoryPage::updateSelection()
{
    std::vector<HistoryEntry> selection;
    for (const int row : m_table->selectedRows()) {
        if (selection.size() == MostSelected)
            break;
        selection.push_back(m_entries.entry(row));
    }
    m_actions->setSelection(std::move(selection));
    updateDetails();
}

/// Of the selected row that has the cursor, or of the first one selected.
void HistoryPage::updateDetails()
{
    const auto rows = m_table->selectedRows();
    if (rows.empty())
        return m_details->clear();
    const auto current = m_table->currentRow();
    const bool isSelected = current && std::find(rows.begin(), rows.end(), *current) != rows.end();
    m_details->show(m_entries.entry(isSelected ? *current : rows.front()));
}

void HistoryPage::chooseExport()
{
    if (m_exporting)
        return m_exporting->stop();
    const QString csv = tr("Table for spreadsheets (*.csv)");
    const QString json = tr("Data for programs (*.json)");
    auto *dialog = new QFileDialog{this, tr("Export the history")};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({csv, json});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("filetracker-history.csv"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, json](const QString &chosen) {
        dialog->setDefaultSuffix(chosen == json ? QStringLiteral("json") : QStringLiteral("csv"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &HistoryPage::exportTo);
    dialog->open();
}

void HistoryPage::exportTo(const QString &path)
{
    const bool isJson = path.endsWith(u".json", Qt::CaseInsensitive);
    m_export->setText(tr("Stop the e&xport"));
    emit said(tr("Exporting the history to %1…").arg(models::shown(path)));
    // The answer may come at once, and ends it.
    m_exporting.emplace();
    const auto stop = m_commands.exportTo(
        {filter(), path, isJson ? engine::HistoryFormat::Json : engine::HistoryFormat::Csv},
        this,
        [this, path](const auto &written) { endExport(path, written); });
    if (m_exporting)
        m_exporting = stop;
}

void HistoryPage::endExport(const QString &path, const Result<std::uint64_t, Problem> &written)
{
    m_exporting.reset();
    m_export->setText(tr("E&xport…"));
    showPlace();
    if (written)
        emit said(tr("%1 exported to %2.", "so many entries, and where to")
                      .arg(models::formatEntryCount(*written), models::shown(path)));
    else if (written.error().code == engine::ProblemCode::Canceled)
        emit said(tr("The export was stopped; nothing was written."));
    else
        emit failed(written.error());
}

void HistoryPage::chooseClear()
{
    auto *dialog = new ClearHistoryDialog{m_commands, m_clock, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { clear(dialog->before()); });
    dialog->open();
}

void HistoryPage::clear(std::chrono::sys_seconds before)
{
    m_commands.clear(before, this, [this](const auto &cleared) {
        if (!cleared)
            return emit failed(cleared.error());
        emit said(tr("%1 forgotten.", "so many entries").arg(models::formatEntryCount(*cleared)));
        ask();
    });
}

} // namespace ft::widgets
