#include "peer-gui/widgets/transferspage.h"

#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/progressdelegate.h"
#include "peer-gui/widgets/tableview.h"

#include <QAction>
#include <QFileInfo>
#include <QSettings>
#include <QStackedLayout>
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

bool canRetry(const TransferSnapshot &transfer)
{
    return transfer.state == TransferState::Failed || transfer.state == TransferState::Canceled;
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
    : QWidget(parent)
    , m_commands(commands)
    , m_downloadFolder(std::move(downloadFolder))
    , m_openUrl(std::move(openUrl))
    , m_table(new TableView{m_transfers, tr("Downloads"), this})
    , m_empty(new EmptyState{this})
{
    setupActions();
    setupLayout();
    connect(m_table, &QAbstractItemView::activated, this, &TransfersPage::openSelected);
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &TransfersPage::updateActions);
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
    m_retry = addAction(QStringLiteral("retry"),
                        tr("&Try again"),
                        tr("Start the download anew"),
                        &TransfersPage::retrySelected);
    m_cancel = addAction(QStringLiteral("cancel"),
                         tr("&Cancel"),
                         tr("Stop the download; nothing of it is kept"),
                         &TransfersPage::cancelSelected);
    m_remove = addAction(QStringLiteral("remove"),
                         tr("&Remove from list"),
                         tr("Take it off this list; the file stays"),
                         &TransfersPage::removeSelected);
    // Never both enabled.
    m_cancel->setShortcut(Qt::Key_Delete);
    m_remove->setShortcut(Qt::Key_Delete);
}

void TransfersPage::setupLayout()
{
    m_table->setColumnWidths({38, 20, 13, 15, 16, 54, 18});
    // The state names it; the column menu brings it back.
    m_table->hideColumn(TransfersModel::Source);
    m_table->setItemDelegateForColumn(TransfersModel::Progress, new ProgressDelegate{m_table});
    m_table->setItemDelegateForColumn(TransfersModel::State, new StateDelegate{m_table});
    m_empty->show(QStringLiteral("transfers"),
                  tr("No downloads yet"),
                  tr("Search for a file and press Download. It then shows here how far it is, and "
                     "every piece is verified while it arrives."));

    auto *buttons = new QHBoxLayout;
    for (QAction *action : {m_open, m_openFolder, m_retry, m_cancel, m_remove})
        buttons->addWidget(new ActionButton{*action, this});
    buttons->addStretch(1);
    auto *places = new QFrame{this};
    places->setFrameShape(QFrame::StyledPanel);
    m_stack = new QStackedLayout{places};
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto *layout = new QVBoxLayout{this};
    layout->addLayout(buttons);
    layout->addWidget(places, 1);
    setFocusProxy(m_table);
}

void TransfersPage::update(const std::vector<TransferSnapshot> &changed)
{
    m_transfers.update(changed);
    updateActions();
    showPlace();
}

void TransfersPage::openDownloadFolder() const
{
    m_openUrl(QUrl::fromLocalFile(m_downloadFolder));
}

void TransfersPage::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
}

void TransfersPage::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
}

void TransfersPage::cancelSelected()
{
    for (const TransferSnapshot &transfer : selected()) {
        if (isRunning(transfer))
            m_commands.cancel(transfer.id);
    }
}

void TransfersPage::retrySelected()
{
    for (const TransferSnapshot &transfer : selected()) {
        if (!canRetry(transfer))
            continue;
        m_commands.retry(transfer);
        m_transfers.remove(transfer.id);
    }
    showPlace();
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
    m_cancel->setEnabled(isAnyRunning);
    m_remove->setEnabled(!transfers.empty() && !isAnyRunning);
    m_retry->setEnabled(anyOf(transfers, canRetry));
    m_open->setEnabled(anyOf(transfers, hasFile));
    m_openFolder->setEnabled(anyOf(transfers, hasFile));
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
