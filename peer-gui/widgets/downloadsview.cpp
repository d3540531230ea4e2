#include "peer-gui/widgets/downloadsview.h"

#include "peer-gui/models/transfergroup.h"
#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/filterchips.h"
#include "peer-gui/widgets/makeaction.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/progressdelegate.h"
#include "peer-gui/widgets/tableview.h"
#include "peer-gui/widgets/transferactions.h"

#include <QHeaderView>
#include <QSettings>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace ft::widgets {

using engine::TransferCommand;
using engine::TransferSnapshot;
using engine::TransferState;
using models::TransferGroup;
using models::TransfersModel;

namespace {

const QString ColumnsKey = QStringLiteral("transfers/columns");
const QString GroupKey = QStringLiteral("transfers/group");

/// Those that change all the time; the others change when a download is restated.
constexpr std::array MovingColumns{TransfersModel::Progress,
                                   TransfersModel::Rate,
                                   TransfersModel::Remaining,
                                   TransfersModel::Sources};

} // namespace

DownloadsView::DownloadsView(const Surroundings &surroundings, QWidget *parent)
    : QWidget(parent)
    , m_model(surroundings.clock)
    , m_commands(surroundings.commands)
    , m_table(new TableView{m_model, tr("Downloads"), this})
    , m_chips(new FilterChips{this})
    , m_empty(new EmptyState{this})
    , m_noMatch(new EmptyState{this})
    , m_actions(new TransferActions{surroundings.commands, surroundings.undo, this})
    , m_listActions(new DownloadListActions{
          m_model, surroundings.commands, surroundings.undo, surroundings.openUrl, this})
{
    setupTable();
    setupActions();
    setupLayout();
    connectModel();
    updateActions();
    showPlace();
}

void DownloadsView::setupTable()
{
    m_table->setColumnWidths({42, 19, 14, 14, 15, 46, 10, 12, 40, 22, 16});
    // The column menu brings them back.
    for (const int column : {TransfersModel::Priority,
                             TransfersModel::Path,
                             TransfersModel::Added,
                             TransfersModel::Place})
        m_table->hideColumn(column);
    m_table->setItemDelegateForColumn(TransfersModel::Progress, new ProgressDelegate{m_table});
    m_table->setItemDelegateForColumn(TransfersModel::State, new StateDelegate{m_table});
    m_table->setDragEnabled(true);
    m_table->setDragDropMode(QAbstractItemView::DragOnly);
    // Rows of what moves are put in order now and then, not with each report.
    m_table->proxy().setDynamicSortFilter(false);
    m_table->proxy().setFilter([this](int row) { return isWanted(m_model.transfer(row)); });
    m_order.setSingleShot(true);
    m_order.setInterval(models::SteadyPace::Period);
    connect(&m_order, &QTimer::timeout, this, &DownloadsView::settle);
}

void DownloadsView::setupActions()
{
    m_table->addActions({m_listActions->open(), m_listActions->openFolder()});
    m_table->addAction(makeSeparator(this));
    m_table->addActions(
        {m_actions->pause(), m_actions->resume(), m_actions->retry(), m_actions->cancel()});
    m_table->addAction(makeSeparator(this));
    m_table->addActions({m_actions->queue(), m_actions->limit()});
    m_table->addAction(makeSeparator(this));
    m_table->addActions({m_listActions->copy(), m_listActions->search(), m_listActions->history()});
    m_table->addAction(makeSeparator(this));
    m_table->addActions({m_listActions->remove(), m_listActions->removeFinished()});
    m_table->addAction(makeSeparator(this));
    m_table->addActions({m_actions->pauseAll(), m_actions->resumeAll()});
    connect(m_actions, &TransferActions::allAsked, this, &DownloadsView::controlAll);
    connect(m_listActions, &DownloadListActions::searchAsked, this, &DownloadsView::searchAsked);
    connect(m_listActions, &DownloadListActions::historyAsked, this, &DownloadsView::historyAsked);
    connect(m_listActions, &DownloadListActions::said, this, &DownloadsView::said);
}

void DownloadsView::setupLayout()
{
    m_empty->show(QStringLiteral("transfers"),
                  tr("No downloads yet"),
                  tr("Search for a file and press Download. It then shows here how far it is, and "
                     "every piece is verified while it arrives."));
    m_noMatch->show(QStringLiteral("search"),
                    tr("No download like this"),
                    tr("Choose All above and empty the filter to see every download."));
    m_stack = makePanelStack({m_empty, m_noMatch, m_table}, this);
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addLayout(buttonRow());
    layout->addWidget(m_chips);
    layout->addWidget(m_stack->parentWidget(), 1);
    setFocusProxy(m_table);
}

QLayout *DownloadsView::buttonRow()
{
    auto *buttons = new QHBoxLayout;
    for (QAction *action : {m_listActions->open(),
                            m_listActions->openFolder(),
                            m_actions->pause(),
                            m_actions->resume(),
                            m_actions->retry(),
                            m_actions->cancel(),
                            m_actions->queue(),
                            m_listActions->remove()})
        buttons->addWidget(new ActionButton{*action, this});
    buttons->addStretch(1);
    return buttons;
}

void DownloadsView::connectModel()
{
    connect(&m_model, &TransfersModel::restated, this, &DownloadsView::onRestated);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, [this] {
        emit currentChanged();
        const int column = m_table->horizontalHeader()->sortIndicatorSection();
        const bool moves = std::find(MovingColumns.begin(), MovingColumns.end(), column)
                           != MovingColumns.end();
        if (moves && !m_order.isActive())
            m_order.start();
    });
    connect(m_chips, &FilterChips::changed, this, &DownloadsView::settle);
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &DownloadsView::onSelected);
    connect(m_table->selectionModel(),
            &QItemSelectionModel::currentRowChanged,
            this,
            &DownloadsView::currentChanged);
    connect(m_table, &QAbstractItemView::activated, this, &DownloadsView::activate);
}

void DownloadsView::update(const std::vector<TransferSnapshot> &changed)
{
    m_model.update(changed);
}

void DownloadsView::setFilter(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    settle();
}

bool DownloadsView::isWanted(const TransferSnapshot &transfer) const
{
    return models::isIn(m_chips->chosen(), transfer.state)
           && models::hasWords(transfer.name, m_words);
}

void DownloadsView::onSelected()
{
    updateActions();
    emit currentChanged();
}

void DownloadsView::onRestated()
{
    const auto counts = m_model.counts();
    m_chips->show(counts);
    m_listActions->setFinished(counts.done);
    m_actions->setAll(counts.active + counts.waiting > 0, counts.paused > 0);
    settle();
    updateActions();
    emit restated();
}

void DownloadsView::settle()
{
    m_order.stop();
    m_table->proxy().settle();
    showPlace();
}

void DownloadsView::showPlace()
{
    QWidget *place = m_table;
    if (m_model.rowCount() == 0)
        place = m_empty;
    else if (m_table->proxy().rowCount() == 0)
        place = m_noMatch;
    m_stack->setCurrentWidget(place);
    // What is hidden takes no focus: as proxy it would trap the Tab key.
    setFocusProxy(m_stack->currentWidget() == m_table ? m_table : nullptr);
}

void DownloadsView::updateActions()
{
    std::vector<TransferSnapshot> selected;
    for (const int row : m_table->selectedRows())
        selected.push_back(m_model.transfer(row));
    m_actions->setSelection(selected);
    m_listActions->setSelection(std::move(selected));
}

/// What one most likely wants of a row that is clicked twice.
void DownloadsView::activate()
{
    const TransferSnapshot *transfer = current();
    if (!transfer)
        return;
    if (models::hasFile(*transfer))
        m_listActions->open()->trigger();
    else if (canTake(TransferCommand::Retry, transfer->state))
        m_actions->retry()->trigger();
    else if (transfer->state == TransferState::Paused)
        m_actions->resume()->trigger();
    else
        m_actions->pause()->trigger();
}

void DownloadsView::controlAll(TransferCommand command)
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const TransferSnapshot &transfer = m_model.transfer(row);
        if (canTake(command, transfer.state))
            m_commands.control(transfer.id, command);
    }
}

const TransferSnapshot *DownloadsView::current() const
{
    const auto *selection = m_table->selectionModel();
    if (!selection->hasSelection())
        return nullptr;
    const auto current = m_table->currentRow();
    if (current && selection->isSelected(m_table->currentIndex()))
        return &m_model.transfer(*current);
    const auto rows = m_table->selectedRows();
    return rows.empty() ? nullptr : &m_model.transfer(rows.front());
}

QList<QAction *> DownloadsView::actionList() const
{
    return m_table->actions();
}

void DownloadsView::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
    settings.setValue(GroupKey, static_cast<int>(m_chips->chosen()));
}

void DownloadsView::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
    const auto group = static_cast<TransferGroup>(settings.value(GroupKey).toInt());
    const bool isKnown = std::find(models::TransferGroups.begin(),
                                   models::TransferGroups.end(),
                                   group)
                         != models::TransferGroups.end();
    m_chips->choose(isKnown ? group : TransferGroup::All);
}

} // namespace ft::widgets
