#include "peer-gui/widgets/sharepage.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/models/sharetext.h"
#include "peer-gui/widgets/actionbutton.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/excludesdialog.h"
#include "peer-gui/widgets/hashingbar.h"
#include "peer-gui/widgets/noticelist.h"
#include "peer-gui/widgets/panel.h"
#include "peer-gui/widgets/plainlabel.h"
#include "peer-gui/widgets/publishdialog.h"
#include "peer-gui/widgets/shareactions.h"
#include "peer-gui/widgets/sharedrops.h"
#include "peer-gui/widgets/sharefacts.h"
#include "peer-gui/widgets/sharefoldersview.h"
#include "peer-gui/widgets/tableview.h"

#include <QAction>
#include <QFileDialog>
#include <QLineEdit>
#include <QSettings>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace ft::widgets {

using engine::SharedFileInfo;
using engine::ShareSummary;
using models::ShareColumn;

namespace {

const QString ColumnsKey = QStringLiteral("share/columns");
const QString SplitterKey = QStringLiteral("share/splitter");
const QString FolderKey = QStringLiteral("share/lastFolder");
constexpr std::chrono::seconds RequestsRest{2};
constexpr int FilterWidth = 28; // characters
constexpr int TreeWidth = 44; // characters

QString folderOf(const QString &path)
{
    return path.first(std::max(path.lastIndexOf(u'/'), qsizetype{0}));
}

} // namespace

SharePage::SharePage(const Surroundings &surroundings, QWidget *parent)
    : Page(parent)
    , m_commands(surroundings.commands)
    , m_book(surroundings.commands)
    , m_editor(surroundings.commands, m_book, surroundings.undo, nullptr)
    , m_tools(surroundings.commands, surroundings.openUrl, surroundings.tracker)
    , m_actions(new ShareActions{this})
    , m_table(new TableView{static_cast<QAbstractItemModel &>(m_shares), tr("Shared files"), this})
    , m_tree(new ShareFoldersView{m_folders, this})
    , m_inspector(new FactsView{this})
    , m_empty(new EmptyState{this})
    , m_notices(new NoticeList{this})
    , m_bar(new HashingBar{this})
    , m_filter(new QLineEdit{this})
    , m_noRows(new PlainLabel{this})
    , m_splitter(new QSplitter{this})
{
    setupParts();
    setupActions();
    setupLayout();
    takeDropsOn(*this);
    showPlace();
    inspect();
}

void SharePage::setupParts()
{
    connect(&m_book, &ShareBook::listed, this, &SharePage::listed);
    connect(&m_book, &ShareBook::arranged, this, &SharePage::take);
    connect(&m_editor, &ShareEditor::failed, this, &SharePage::failed);
    connect(&m_editor, &ShareEditor::said, this, &SharePage::said);
    connect(&m_editor, &ShareEditor::foldersChanged, this, &SharePage::foldersChanged);
    connect(&m_editor, &ShareEditor::filterChanged, this, &SharePage::filterChanged);
    connect(&m_editor, &ShareEditor::refused, this, [this](const engine::Problem &problem) {
        m_notices->add(models::describe(problem).line());
    });
    connect(&m_tools, &SharedFileTools::said, this, &SharePage::said);
    connect(&m_tools, &SharedFileTools::failed, this, &SharePage::failed);
    connect(&m_tools, &SharedFileTools::searchAsked, this, &SharePage::searchAsked);
    connect(&m_tools, &SharedFileTools::activityChanged, m_bar, &HashingBar::setActivity);
    connect(&m_tools, &SharedFileTools::changed, &m_book, &ShareBook::refreshSoon);
    connect(m_bar, &HashingBar::pauseWanted, this, [this](bool isPaused) {
        isPaused ? m_commands.pauseHashing() : m_commands.resumeHashing();
    });
    m_requestsSoon.setSingleShot(true);
    m_requestsSoon.setInterval(RequestsRest);
    connect(&m_requestsSoon, &QTimer::timeout, &m_book, &ShareBook::refreshRequests);
    connect(&m_shares, &models::SharesModel::sortWanted, &m_book, &ShareBook::setSort);
    connect(&m_shares, &QAbstractItemModel::dataChanged, this, &SharePage::inspect);
    connect(m_filter, &QLineEdit::textChanged, &m_book, &ShareBook::setText);
    connect(m_filter, &QLineEdit::returnPressed, m_table, [this] { m_table->setFocus(); });
    connect(m_tree->selectionModel(),
            &QItemSelectionModel::currentChanged,
            this,
            &SharePage::onFolderPicked);
    connect(m_table->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &SharePage::onFilesPicked);
    connect(m_table, &QAbstractItemView::doubleClicked, m_actions->open(), &QAction::trigger);
}

void SharePage::setupActions()
{
    const auto on = [this](QAction *action, auto act) {
        connect(action, &QAction::triggered, this, act);
    };
    on(m_actions->addFolder(), &SharePage::chooseFolder);
    on(m_actions->publish(), &SharePage::chooseFile);
    on(m_actions->leaveOut(), &SharePage::askWhatToLeaveOut);
    on(m_actions->rescan(), [this] { m_commands.rescan(); });
    on(m_actions->check(), [this] { m_tools.check(selectedFiles(), m_summary); });
    on(m_actions->repair(), [this] {
        const bool isAny = m_table->selectionModel()->hasSelection();
        m_tools.repair(isAny || !m_book.files() ? selectedFiles() : *m_book.files());
    });
    on(m_actions->open(), [this] { m_tools.open(selectedFiles().front().localPath); });
    on(m_actions->openFolder(), [this] { m_tools.openFolderOf(selectedFiles().front()); });
    on(m_actions->copyLink(), [this] { m_tools.copyLinks(selectedFiles()); });
    on(m_actions->copyName(), [this] { m_tools.copyNames(selectedFiles()); });
    on(m_actions->searchOthers(), [this] { m_tools.searchOthers(selectedFiles().front()); });
    on(m_actions->publishAs(), [this] { askName(selectedFiles().front().localPath); });
    on(m_actions->stopFiles(), [this] { m_editor.stopSharing(selectedFiles()); });
    on(m_actions->showFolder(), [this] { m_tools.open(m_tree->currentFolder()->path); });
    on(m_actions->removeFolder(), &SharePage::stopSharingFolder);
    on(m_actions->switchFolder(), &SharePage::switchFolder);
    addActions({m_actions->addFolder(),
                m_actions->publish(),
                m_actions->leaveOut(),
                m_actions->rescan(),
                m_actions->check(),
                m_actions->repair(),
                m_actions->switchFolder(),
                &m_bar->pauseAction()});
    m_table->addActions(m_actions->ofFiles());
    m_tree->addActions(m_actions->ofFolders());
}

void SharePage::setupLayout()
{
    m_empty->addButton(new ActionButton{*m_actions->addFolder(), m_empty});
    m_empty->addButton(new ActionButton{*m_actions->publish(), m_empty});
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeFolderPane());
    m_splitter->addWidget(makeFilePane());
    m_splitter->setStretchFactor(1, 1);
    const int character = fontMetrics().averageCharWidth();
    m_splitter->setSizes({TreeWidth * character, 3 * TreeWidth * character});

    auto *stacked = new QWidget{this};
    m_stack = new QStackedLayout{stacked};
    m_stack->addWidget(makePanel(m_empty, stacked));
    m_stack->addWidget(m_splitter);
    auto *layout = new QVBoxLayout{this};
    layout->addLayout(makeToolRow());
    layout->addWidget(stacked, 1);
    layout->addWidget(m_notices);
    layout->addWidget(m_bar);
    setFocusProxy(m_tree);
}

QLayout *SharePage::makeToolRow()
{
    m_filter->setPlaceholderText(tr("Filter by name"));
    m_filter->setAccessibleName(tr("Show only files with these words in their names"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(FilterWidth * fontMetrics().averageCharWidth());
    auto *row = new QHBoxLayout;
    for (QAction *action :
         {m_actions->addFolder(), m_actions->publish(), m_actions->leaveOut(), m_actions->check()})
        row->addWidget(new ActionButton{*action, this});
    row->addStretch(1);
    row->addWidget(m_filter, 1);
    return row;
}

QWidget *SharePage::makeFolderPane()
{
    return makePanel(m_tree, m_splitter);
}

QWidget *SharePage::makeFilePane()
{
    m_table->setDragEnabled(true);
    m_table->setDragDropMode(QAbstractItemView::DragOnly);
    m_table->setColumnWidths({28, 18, 14, 21, 14, 22, 22, 22, 16});
    m_table->sortByColumn(static_cast<int>(ShareColumn::Name), Qt::AscendingOrder);
    m_table->setColumnHidden(static_cast<int>(ShareColumn::LastRequest), true);
    m_table->setColumnHidden(static_cast<int>(ShareColumn::Type), true);
    m_noRows->setAlignment(Qt::AlignCenter);
    m_noRows->setWordWrap(true);
    m_noRows->setForegroundRole(QPalette::PlaceholderText);
    m_noRows->setBackgroundRole(QPalette::Base);
    m_noRows->setAutoFillBackground(true);
    m_rows = makePanelStack({m_table, m_noRows}, m_splitter);
    return m_rows->parentWidget();
}

// What the engine reports.

void SharePage::update(const ShareSummary &share)
{
    const bool isFirstReport = m_summary == ShareSummary{};
    m_summary = share;
    m_bar->show(share);
    showPlace();
    if (!isFirstReport)
        return m_book.refreshSoon();
    m_book.refresh();
    m_book.refreshRequests();
}

void SharePage::update(const std::vector<engine::UploadSnapshot> &changed)
{
    m_shares.update(changed);
    const bool isAnyOver = std::ranges::any_of(changed, &engine::UploadSnapshot::isOver);
    if (isAnyOver && !m_requestsSoon.isActive())
        m_requestsSoon.start();
}

void SharePage::addNotice(const engine::ShareNotice &notice)
{
    m_notices->add(notice);
}

void SharePage::take(const models::ShareSorter::Arranged &arrangement)
{
    const bool isFirst = m_folders.rowCount() == 0;
    m_folders.update(arrangement->tree);
    if (isFirst)
        m_tree->expandToDepth(0);
    if (!m_tree->currentIndex().isValid())
        m_tree->select(models::AllKey);
    m_shares.take(arrangement);
    m_actions->setFolder(m_tree->currentFolder());
    onFilesPicked();
    showPlace();
    showNoRows();
}

void SharePage::showPlace()
{
    const bool isAny = m_book.files() && (!m_book.files()->empty() || !m_book.folders().empty());
    m_stack->setCurrentIndex(isAny ? 1 : 0);
    if (m_summary.isSettled || m_summary == ShareSummary{}) {
        m_empty->show(QStringLiteral("share"),
                      tr("You share nothing yet"),
                      tr("A tracker accepts only peers that share at least one file: everybody "
                         "who takes gives something, too. Choose a folder, or drop files and "
                         "folders here. They stay where they are, and nothing else of your "
                         "disk is ever seen."));
    } else {
        m_empty->show(QStringLiteral("share"),
                      tr("Looking at your files"),
                      tr("Each file is read once to compute its checksum; it is shared as soon as "
                         "that is done."));
    }
}

void SharePage::showNoRows()
{
    m_rows->setCurrentIndex(m_shares.rowCount() > 0 ? 0 : 1);
    const auto *folder = m_tree->currentFolder();
    if (!m_book.text().isEmpty())
        m_noRows->setText(tr("No file here has “%1” in its name.").arg(m_book.text()));
    else if (folder && folder->folder && !models::formatState(folder->folder->state).isEmpty())
        m_noRows->setText(models::explainState(folder->folder->state));
    else
        m_noRows->setText(tr("There is no file to share in this folder."));
}

void SharePage::onFolderPicked()
{
    const auto *folder = m_tree->currentFolder();
    m_actions->setFolder(folder);
    m_inspectsFile = false;
    if (folder)
        m_book.setWithin(folder->key);
    inspect();
}

void SharePage::onFilesPicked()
{
    m_inspectsFile = m_table->selectionModel()->hasSelection();
    // Everything may be selected: nothing is done for each.
    qsizetype count = 0;
    int first = -1;
    const auto ranges = m_table->selectionModel()->selection();
    for (const QItemSelectionRange &range : ranges) {
        count += range.height();
        first = first < 0 ? range.top() : std::min(first, range.top());
    }
    m_actions->setFiles(count, first >= 0 && m_shares.file(first).record.root.has_value());
    inspect();
}

void SharePage::inspect()
{
    const auto row = m_table->currentRow();
    const auto *folder = m_tree->currentFolder();
    if (m_inspectsFile && row)
        m_inspector->show(
            factsOf(m_shares.file(*row), m_shares.requests(*row), m_shares.takers(*row)));
    else if (folder)
        m_inspector->show(factsOf(*folder));
    else
        m_inspector->showHint(tr("Select a file or a folder to see what others see of it."));
}

// What the user wants.

void SharePage::chooseFolder()
{
    auto *dialog = new QFileDialog{this, tr("Choose a folder to share"), m_lastFolder};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) {
        m_lastFolder = folder;
        m_editor.addFolder(folder);
    });
    dialog->open();
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
    m_lastFolder = folderOf(localPath);
    auto *dialog = new PublishDialog{localPath, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PublishDialog::chosen, &m_editor, &ShareEditor::publish);
    dialog->open();
}

void SharePage::askWhatToLeaveOut()
{
    const auto preview = [this](const auto &filter, ExcludesDialog::TellPreview tell) {
        if (!m_book.files())
            return;
        m_book.sorter().run(
            this,
            [filter, files = m_book.files(), folders = m_book.folders()] {
                return models::previewOf(filter, *files, folders);
            },
            std::move(tell));
    };
    auto *dialog = new ExcludesDialog{m_book.filter(), preview, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExcludesDialog::chosen, this, [this](const auto &filter) {
        m_editor.setFilter(filter, tr("Leave other files out"));
    });
    dialog->open();
}

void SharePage::stopSharingFolder()
{
    const auto &folder = *m_tree->currentFolder();
    if (folder.folder)
        m_editor.removeFolder(QString{folder.folder->path});
    else
        m_editor.leaveOut(QString{folder.path});
}

void SharePage::switchFolder()
{
    const auto &folder = *m_tree->currentFolder()->folder;
    m_editor.switchFolder(folder.path, folder.state == engine::ShareFolderInfo::State::Off);
}

std::vector<SharedFileInfo> SharePage::selectedFiles() const
{
    std::vector<SharedFileInfo> files;
    for (const int row : m_table->selectedRows())
        files.push_back(m_shares.file(row));
    return files;
}

// The page in the window.

QAction &SharePage::publishAction() const
{
    return *m_actions->publish();
}

QAction &SharePage::addFolderAction() const
{
    return *m_actions->addFolder();
}

void SharePage::offer(const QStringList &localPaths)
{
    m_editor.offer(localPaths);
}

void SharePage::takeDropsOn(QWidget &target)
{
    auto *drops = new ShareDrops{target};
    connect(drops, &ShareDrops::dropped, &m_editor, &ShareEditor::offer);
}

QList<QAction *> SharePage::actionList() const
{
    return m_actions->all() + QList<QAction *>{&m_bar->pauseAction()};
}

QWidget *SharePage::inspector()
{
    return m_inspector;
}

void SharePage::find()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void SharePage::saveState(QSettings &settings) const
{
    m_table->saveColumns(settings, ColumnsKey);
    settings.setValue(SplitterKey, m_splitter->saveState());
    settings.setValue(FolderKey, m_lastFolder);
}

void SharePage::restoreState(const QSettings &settings)
{
    m_table->restoreColumns(settings, ColumnsKey);
    m_splitter->restoreState(settings.value(SplitterKey).toByteArray());
    m_lastFolder = settings.value(FolderKey).toString();
}

} // namespace ft::widgets
