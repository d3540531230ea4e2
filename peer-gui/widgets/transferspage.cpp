#include "peer-gui/widgets/transferspage.h"

#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/progressdelegate.h"
#include "peer-gui/widgets/tableview.h"
#include "peer-gui/widgets/transferactions.h"
#include "peer-gui/widgets/transferdetails.h"
#include "peer-gui/widgets/uploadsview.h"

#include <QAction>
#include <QFileInfo>
#include <QSettings>
#include <QStackedLayout>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace ft::widgets {

using engine::TransferSnapshot;
using engine::TransferState;
using models::TransfersModel;

namespace {

const QString ColumnsKey = QStringLiteral("transfers/columns");

bool isRunning(const TransferSnapshot &transfer)
{
    return !isOver(transfer.state);
}

bool hasFile(const TransferSnapshot &transfer)
{
    return transfer.state == TransferState::Done && !transfer.path.isEmpty();
}

bool anyOf(const std::vector<TransferSnapshot> &transfers, bool (*is)(const TransferSnapshot &))
{
    return std::any_of(transfers.begin(), transfers.end(), is);
}

} // namespace

TransfersPage::TransfersPage(TransferCommands &commands,
                             QString downloadFolder,
                             OpenUrl openUrl,
                             QWidget *parent)
    : Page(parent)
    , m_downloadFolder(std::move(downloadFolder))
    , m_openUrl(std::move(openUrl))
    , m_table(new TableView{m_transfers, tr("Downloads"), this})
    , m_empty(new EmptyState{this})
    , m_uploads(new UploadsView{this})
    , m_details(new TransferDetails{this})
    , m_actions(new TransferActions{commands, this})
{
    m_details->hide(); // until the inspector pane takes it over
    setupActions();
    setupLayout();
    connect(m_table, &QAbstractItemView::activated, this, &TransfersPage::openSelected);
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &TransfersPage::updateActions);
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &TransfersPage::updateDetails);
    connect(m_table->selectionModel(),
            &QItemSelectionModel::currentChanged,
            this,
            &TransfersPage::updateDetails);
    updateActions();
    showPlace();
}

QAction *TransfersPage::addAction(const QString &iconName,
                                  const QString &text,
                                  const QString &tip,
                                  void (TransfersPage::*run)())
{
    auto *action = new QAction{icon(iconName), text, this};
    action->setToolTip(tip);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    m_table->addAction(action);
    return action;
}

void TransfersPage::addSeparator()
{
    auto *separator = new QAction{this};
    separator->setSeparator(true);
    m_table->addAction(separator);
}

void TransfersPage::setupActions()
{
    m_open = addAction(QStringLiteral("open"),
                       tr("&Open file"),
                       tr("Open the finished file"),
                       &TransfersPage::openSelected);
    m_openFolder = addAction(QStringLiteral("folder"),
                             tr("Open &folder"),
                             tr("Open the folder of the finished file"),
                             &TransfersPage::openFolders);
    addSeparator();
    for (QAction *action :
         {m_actions->pause(), m_actions->resume(), m_actions->retry(), m_actions->cancel()})
        m_table->addAction(action);
    addSeparator();
    m_table->addAction(m_actions->queue());
    addSeparator();
    m_remove = addAction(QStringLiteral("remove"),
                         tr("&Remove from list"),
                         tr("Take it off this list; the file stays"),
                         &TransfersPage::removeSelected);
    // Never enabled together with that of canceling.
    m_remove->setShortcut(Qt::Key_Delete);
}

void TransfersPage::setupLayout()
{
    m_table->setColumnWidths({36, 20, 13, 15, 16, 46, 11, 12});
    // The column menu brings it back.
    m_table->hideColumn(TransfersModel::Priority);
    m_table->setItemDelegateForColumn(TransfersModel::Progress, new ProgressDelegate{m_table});
    m_table->setItemDelegateForColumn(TransfersModel::State, new StateDelegate{m_table});
    m_empty->show(QStringLiteral("transfers"),
                  tr("No downloads yet"),
                  tr("Search for a file and press Download. It then shows here how far it is, and "
                     "every piece is verified while it arrives."));

    m_stack = makePanelStack({m_empty, m_table}, this);
    auto *downloads = new QWidget{this};
    auto *downloadsLayout = new QVBoxLayout{downloads};
    downloadsLayout->addLayout(buttonRow());
    downloadsLayout->addWidget(m_stack->parentWidget(), 1);
    auto *tabs = new QTabWidget{this};
    tabs->setDocumentMode(true);
    tabs->addTab(downloads, tr("Downloads"));
    tabs->addTab(m_uploads, tr("Uploads"));
    auto *layout = new QVBoxLayout{this};
    layout->addWidget(tabs);
    setFocusProxy(m_table);
}

QLayout *TransfersPage::buttonRow()
{
    auto *buttons = new QHBoxLayout;
    for (QAction *action : {m_open,
                            m_openFolder,
                            m_actions->pause(),
                            m_actions->resume(),
                            m_actions->retry(),
                            m_actions->cancel(),
                            m_actions->queue(),
                            m_remove})
        buttons->addWidget(new ActionButton{*action, this});
    buttons->addStretch(1);
    return buttons;
}

void TransfersPage::update(const std::vector<TransferSnapshot> &changed)
{
    m_transfers.update(changed);
    updateActions();
    updateDetails();
    showPlace();
}

void TransfersPage::update(const std::vector<engine::UploadSnapshot> &changed)
{
    m_uploads->update(changed);
}

QList<QAction *> TransfersPage::actionList() const
{
    return m_table->actions();
}

QWidget *TransfersPage::inspector()
{
    return m_details;
}

void TransfersPage::find()
{
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void TransfersPage::openDownloadFolder() const
{
    m_openUrl(QUrl::fromLocalFile(m_downloadFolder));
}

void TransfersPage::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
    m_uploads->saveState(settings);
    m_details->saveState(settings);
}

void TransfersPage::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
    m_uploads->restoreState(settings);
    m_details->restoreState(settings);
}

void TransfersPage::removeSelected()
{
    for (const TransferSnapshot &transfer : selected())
        m_transfers.remove(transfer.id);
    showPlace();
}

void TransfersPage::openSelected()
{
    for (const TransferSnapshot &transfer : selected()) {
        if (hasFile(transfer))
            m_openUrl(QUrl::fromLocalFile(transfer.path));
    }
}

void TransfersPage::openFolders()
{
    std::set<QString> folders;
    for (const TransferSnapshot &transfer : selected()) {
        if (hasFile(transfer))
            folders.insert(QFileInfo{transfer.path}.path());
    }
    for (const QString &folder : folders)
        m_openUrl(QUrl::fromLocalFile(folder));
}

void TransfersPage::updateActions()
{
    const auto transfers = selected();
    const bool isAnyRunning = anyOf(transfers, isRunning);
    m_actions->setSelection(transfers);
    m_remove->setEnabled(!transfers.empty() && !isAnyRunning);
    m_open->setEnabled(anyOf(transfers, hasFile));
    m_openFolder->setEnabled(anyOf(transfers, hasFile));
}

/// Of the selected row that has the cursor, or of the first one selected.
void TransfersPage::updateDetails()
{
    const auto rows = m_table->selectedRows();
    if (rows.empty())
        return m_details->clear();
    const auto current = m_table->currentRow();
    const bool isSelected = current && std::find(rows.begin(), rows.end(), *current) != rows.end();
    m_details->show(m_transfers.transfer(isSelected ? *current : rows.front()));
}

void TransfersPage::showPlace()
{
    const bool hasRows = m_transfers.rowCount() > 0;
    m_stack->setCurrentWidget(hasRows ? static_cast<QWidget *>(m_table) : m_empty);
}

std::vector<TransferSnapshot> TransfersPage::selected() const
{
    std::vector<TransferSnapshot> transfers;
    for (const int row : m_table->selectedRows())
        transfers.push_back(m_transfers.transfer(row));
    return transfers;
}

} // namespace ft::widgets
