#include "peer-gui/widgets/sharepage.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/icon.h"
#include "peer-gui/widgets/noticelist.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/publishdialog.h"
#include "peer-gui/widgets/tableview.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QProgressBar>
#include <QSettings>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ft::widgets {

using engine::ShareSummary;
using models::SharesModel;

namespace {

const QString ColumnsKey = QStringLiteral("share/columns");
const QString FolderKey = QStringLiteral("share/lastFolder");
constexpr std::chrono::milliseconds RefreshInterval{500};
constexpr int ProgressSteps = 1000;

} // namespace

SharePage::SharePage(ShareCommands &commands, QWidget *parent)
    : Page(parent)
    , m_commands(commands)
    , m_table(new TableView{m_shares, tr("Shared files"), this})
    , m_empty(new EmptyState{this})
    , m_notices(new NoticeList{this})
    , m_publish(new QAction{icon(QStringLiteral("publish")), tr("&Publish a file…"), this})
    , m_unpublish(new QAction{icon(QStringLiteral("unpublish")), tr("&Stop sharing"), this})
    , m_progressText(new PlainLabel{this})
    , m_progress(new QProgressBar{this})
{
    setAcceptDrops(true);
    setupActions();
    setupLayout();
    m_refreshSoon.setSingleShot(true);
    m_refreshSoon.setInterval(RefreshInterval);
    connect(&m_refreshSoon, &QTimer::timeout, this, &SharePage::refresh);
    showPlace();
    showProgress();
}

void SharePage::setupActions()
{
    m_publish->setToolTip(tr("Choose a file and the name to share it under"));
    m_publish->setShortcut(Qt::CTRL | Qt::Key_O);
    m_unpublish->setToolTip(tr("Offer the selected files no longer; the files stay"));
    m_unpublish->setShortcut(Qt::Key_Delete);
    m_unpublish->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_publish, &QAction::triggered, this, &SharePage::chooseFile);
    connect(m_unpublish, &QAction::triggered, this, &SharePage::unpublishSelected);
    m_table->addActions({m_publish, m_unpublish});
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &SharePage::updateActions);
    updateActions();
}

void SharePage::setupLayout()
{
    m_table->setColumnWidths({40, 18, 14, 26});
    m_table->sortByColumn(SharesModel::Name, Qt::AscendingOrder);
    m_empty->addButton(new ActionButton{*m_publish, m_empty});

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(new ActionButton{*m_publish, this});
    buttons->addWidget(new ActionButton{*m_unpublish, this});
    buttons->addStretch(1);
    m_stack = makePanelStack({m_empty, m_table}, this);
    auto *layout = new QVBoxLayout{this};
    layout->addLayout(buttons);
    layout->addWidget(m_stack->parentWidget(), 1);
    layout->addWidget(m_notices);
    layout->addWidget(makeProgressRow());
    setFocusProxy(m_table);
}

QWidget *SharePage::makeProgressRow()
{
    auto *row = new QWidget{this};
    auto *layout = new QHBoxLayout{row};
    layout->setContentsMargins({});
    layout->addWidget(m_progressText);
    layout->addWidget(m_progress, 1);
    m_progress->setRange(0, ProgressSteps);
    m_progress->setAccessibleName(tr("Progress of hashing"));
    return row;
}

void SharePage::update(const ShareSummary &share)
{
    const bool isFirstReport = m_summary == ShareSummary{};
    m_summary = share;
    showProgress();
    showPlace();
    // The first list at once, later ones gathered.
    if (isFirstReport)
        refresh();
    else if (!m_refreshSoon.isActive())
        m_refreshSoon.start();
}

void SharePage::addNotice(const engine::ShareNotice &notice)
{
    m_notices->add(notice);
}

void SharePage::chooseFile()
{
    auto *dialog = new QFileDialog{this, tr("Choose a file to publish"), m_lastFolder};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &SharePage::askName);
    dialog->open();
}

void SharePage::askName(const QString &localPath)
{
    m_lastFolder = QFileInfo{localPath}.path();
    auto *dialog = new PublishDialog{localPath, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PublishDialog::chosen, this, &SharePage::publish);
    dialog->open();
}

void SharePage::publish(const QString &localPath, const QString &name)
{
    m_commands.publish(localPath, name, this, [this](const auto &published) {
        if (!published)
            emit failed(published.error());
        refresh();
    });
}

void SharePage::unpublishSelected()
{
    for (const int row : m_table->selectedRows()) {
        const QString name = m_shares.file(row).record.path.toString();
        m_commands.unpublish(name, this, [this](const auto &unpublished) {
            if (!unpublished)
                emit failed(unpublished.error());
            else if (!m_refreshSoon.isActive())
                m_refreshSoon.start();
        });
    }
}

void SharePage::updateActions()
{
    m_unpublish->setEnabled(m_table->selectionModel()->hasSelection());
}

void SharePage::refresh()
{
    m_commands.listShares(this, [this](const auto &files) {
        if (files)
            take(*files);
    });
}

void SharePage::take(const std::vector<engine::SharedFileInfo> &files)
{
    m_shares.update(files);
    updateActions();
    showPlace();
    emit listed(files);
}

QList<QAction *> SharePage::actionList() const
{
    return {m_publish, m_unpublish};
}

void SharePage::find()
{
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void SharePage::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
    settings.setValue(FolderKey, m_lastFolder);
}

void SharePage::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
    m_lastFolder = settings.value(FolderKey).toString();
}

void SharePage::dragEnterEvent(QDragEnterEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (std::any_of(urls.begin(), urls.end(), [](const QUrl &url) { return url.isLocalFile(); }))
        event->acceptProposedAction();
}

void SharePage::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    offer(paths);
    event->acceptProposedAction();
}

void SharePage::offer(const QStringList &localPaths)
{
    for (const QString &path : localPaths)
        publish(path, QFileInfo{path}.fileName());
}

void SharePage::showPlace()
{
    const bool hasRows = m_shares.rowCount() > 0;
    m_stack->setCurrentWidget(hasRows ? static_cast<QWidget *>(m_table) : m_empty);
    if (m_summary.isSettled || m_summary.files > 0 || m_summary == ShareSummary{}) {
        m_empty->show(QStringLiteral("share"),
                      tr("You share nothing yet"),
                      tr("A tracker accepts only peers that share at least one file. Drop files "
                         "here, or choose one to publish; they stay where they are."));
    } else {
        m_empty->show(QStringLiteral("share"),
                      tr("Looking at your files"),
                      tr("Each file is read once to compute its checksum; it is shared as soon as "
                         "that is done."));
    }
}

void SharePage::showProgress()
{
    const bool isHashing = !m_summary.isSettled && m_summary.bytesToHash > 0;
    m_progress->parentWidget()->setVisible(isHashing);
    if (!isHashing)
        return;
    m_progressText->setText(tr("Computing checksums: %1 of %2")
                                .arg(models::formatSize(m_summary.bytesHashed),
                                     models::formatSize(m_summary.bytesToHash)));
    m_progress->setValue(static_cast<int>(static_cast<double>(m_summary.bytesHashed)
                                          / static_cast<double>(m_summary.bytesToHash)
                                          * ProgressSteps));
}

} // namespace ft::widgets
