#include "peer-gui/widgets/browseview.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/problemtext.h"
#include "peer-gui/widgets/emptystate.h"
#include "peer-gui/widgets/icon.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace ft::widgets {

using models::ShareTreeModel;

namespace {

constexpr int RowPadding = 10;
constexpr std::chrono::milliseconds TypingPause{120};
/// So many matches are shown with their folders unfolded.
constexpr std::uint64_t MostUnfolded = 500;

/// Rows as high as those of the tables.
class RoomyRows final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override
    {
        const QSize hint = QStyledItemDelegate::sizeHint(option, index);
        return {hint.width(), option.fontMetrics.height() + RowPadding};
    }
};

} // namespace

BrowseView::BrowseView(NetworkCommands &commands, const QString &peer, QWidget *parent)
    : PeerFilesView(commands, peer, parent)
    , m_filter(new QLineEdit{this})
    , m_tree(new QTreeView{this})
{
    m_filter->setPlaceholderText(tr("Show only files whose path has these words"));
    m_filter->setAccessibleName(tr("Filter the share of this peer"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_filterSoon.setSingleShot(true);
    m_filterSoon.setInterval(TypingPause);
    connect(&m_filterSoon, &QTimer::timeout, this, &BrowseView::applyFilter);
    connect(m_filter, &QLineEdit::textChanged, &m_filterSoon, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        m_tree->setFocus(Qt::OtherFocusReason);
    });
    setupTree();
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_filter);
    layout->addWidget(frameFor(*m_tree), 1);
    layout->addWidget(summaryLabel());
    setFocusProxy(m_tree);
    connect(this, &PeerFilesView::opened, this, &BrowseView::toggleFolder);
    connect(&m_model, &ShareTreeModel::worked, this, &BrowseView::onWorked);
    connect(this, &PeerFilesView::askingChanged, this, &BrowseView::onWorked);
    updateState();
}

void BrowseView::setupTree()
{
    m_tree->setModel(&m_model);
    m_tree->setAccessibleName(tr("Share of the peer %1").arg(peer()));
    m_tree->setItemDelegate(new RoomyRows{m_tree});
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->header()->setStretchLastSection(true);
    const int character = m_tree->fontMetrics().averageCharWidth();
    for (int column = 0; const int width : {62, 14, 10, 22, 24})
        m_tree->setColumnWidth(column++, width * character);
    m_tree->setSortingEnabled(true);
    m_tree->sortByColumn(ShareTreeModel::Name, Qt::AscendingOrder);
    connect(m_tree->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &PeerFilesView::selectionChanged);
    connect(m_tree->selectionModel(),
            &QItemSelectionModel::currentChanged,
            this,
            &PeerFilesView::selectionChanged);
}

void BrowseView::refresh()
{
    m_model.clear();
    m_isArriving = true;
    ask(engine::BrowseQuestion{});
}

void BrowseView::find()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void BrowseView::take(const engine::PeerAnswer &answer)
{
    std::vector<FileRecord> files;
    files.reserve(answer.files.size());
    for (const engine::ToldFile &file : answer.files)
        files.push_back(file.record);
    m_model.add(std::move(files));
}

/// More has arrived, or all of it.
void BrowseView::onWorked()
{
    const bool isWhole = !isAsking() && !m_model.isBusy();
    const QModelIndex first = m_model.index(0, 0, {});
    if (first.isValid() && !m_tree->currentIndex().isValid())
        m_tree->setCurrentIndex(first);
    // A folder that is the whole share is no place to stop at.
    if (isWhole && std::exchange(m_isArriving, false) && m_model.rowCount({}) == 1)
        m_tree->expand(first);
    updateState();
    emit selectionChanged();
}

void BrowseView::applyFilter()
{
    m_filterSoon.stop();
    if (m_filter->text() == m_model.filter())
        return;
    const QString current = m_model.pathOf(m_tree->currentIndex());
    m_model.setFilter(m_filter->text());
    if (!m_model.filter().trimmed().isEmpty() && m_model.matches() <= MostUnfolded)
        m_tree->expandAll();
    const QModelIndex again = m_model.find(current);
    m_tree->setCurrentIndex(again.isValid() ? again : m_model.index(0, 0, {}));
    updateState();
    emit selectionChanged();
}

void BrowseView::toggleFolder()
{
    const QModelIndex current = m_tree->currentIndex().siblingAtColumn(0);
    if (current.isValid() && m_model.isFolder(current))
        m_tree->setExpanded(current, !m_tree->isExpanded(current));
}

std::vector<PeerItem> BrowseView::selection() const
{
    std::vector<PeerItem> items;
    for (const QModelIndex &index : m_tree->selectionModel()->selectedRows()) {
        const FileRecord *file = m_model.fileAt(index);
        if (file)
            items.push_back({file->path.toString(), *file});
        else
            items.push_back({m_model.pathOf(index) % u'/', {}});
    }
    return items;
}

std::optional<Facts> BrowseView::facts() const
{
    const QModelIndex current = m_tree->currentIndex();
    if (!current.isValid())
        return std::nullopt;
    const FileRecord *file = m_model.fileAt(current);
    return file ? factsOf({*file, {}, {}}) : folderFacts(current);
}

Facts BrowseView::folderFacts(const QModelIndex &folder) const
{
    const auto totals = m_model.totalsOf(folder);
    return {models::shown(m_model.pathOf(folder)),
            isAsking() || m_isArriving ? tr("A folder. Its files are still arriving.")
                                       : tr("A folder."),
            {{tr("Files in it"), QLocale{}.toString(static_cast<qulonglong>(totals.files))},
             {tr("Size"), models::formatSize(totals.bytes)}}};
}

QByteArray BrowseView::columns() const
{
    return m_tree->header()->saveState();
}

void BrowseView::setColumns(const QByteArray &columns)
{
    m_tree->header()->restoreState(columns);
}

void BrowseView::addItemActions(const QList<QAction *> &actions)
{
    m_tree->addActions(actions);
}

QString BrowseView::summaryText() const
{
    const auto totals = m_model.totals();
    const QString all = tr("%1, %2 in all", "like 12 files, 3.1 MB in all")
                            .arg(models::formatFileCount(totals.files),
                                 models::formatSize(totals.bytes));
    if (isAsking() || m_isArriving)
        return tr("%1 so far…", "like 12 files, 3.1 MB in all so far").arg(all);
    if (m_model.filter().trimmed().isEmpty())
        return all;
    return tr("Showing %1 of %2", "like 3 files of 12 files, 3.1 MB in all")
        .arg(models::formatFileCount(m_model.matches()), all);
}

bool BrowseView::hasRows() const
{
    return m_model.rowCount({}) > 0;
}

void BrowseView::explain(EmptyState &empty) const
{
    const auto totals = m_model.totals();
    if (totals.files > 0) {
        empty.show(QStringLiteral("search"),
                   tr("No file matches"),
                   tr("This peer shares %1, and none of them has these words in its path.")
                       .arg(models::formatFileCount(totals.files)));
    } else if (isAsking() || m_model.isBusy()) {
        empty.show(QStringLiteral("network"),
                   tr("Asking %1…").arg(peer()),
                   tr("What it shares appears here as it arrives."));
    } else if (problem()) {
        const auto words = models::describe(*problem());
        empty.show(QStringLiteral("warning"), words.title, words.what % u' ' % words.advice);
    } else {
        empty.show(QStringLiteral("folder"),
                   tr("%1 shares nothing you may see").arg(peer()),
                   tr("Its share may be empty, or not looked through yet. Ask again in a while."));
    }
}

} // namespace ft::widgets
