#include "peer-gui/models/sharetreemodel.h"

#include "peer-gui/models/formatting.h"

#include <QElapsedTimer>

#include <algorithm>

namespace ft::models {

namespace {

/// Files put in, in one turn of the event loop.
constexpr std::size_t FilesPerTurn = 250;
/// Folders of more children are sorted in slices.
constexpr std::size_t LargeFolder = 2'000;
constexpr int SliceMilliseconds = 8;

constexpr Qt::Alignment RightAligned = Qt::AlignRight | Qt::AlignVCenter;

bool isRightAligned(int column)
{
    return column == ShareTreeModel::Size || column == ShareTreeModel::Files;
}

} // namespace

ShareTreeModel::ShareTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{
    m_folders[PeerTree::Root].isOpen = true;
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &ShareTreeModel::work);
}

void ShareTreeModel::add(std::vector<FileRecord> files)
{
    m_pending.insert(m_pending.end(),
                     std::make_move_iterator(files.begin()),
                     std::make_move_iterator(files.end()));
    if (!m_soon.isActive() && !files.empty())
        work();
}

void ShareTreeModel::work()
{
    if (m_sorting)
        sortSome();
    else
        addSome();
    if (isBusy())
        m_soon.start(0);
    emit worked();
}

void ShareTreeModel::addSome()
{
    Ids fresh;
    Ids appeared;
    const auto count = std::min(m_pending.size(), FilesPerTurn);
    for (std::size_t i = 0; i < count; ++i) {
        m_tree.add(m_pending.front(), fresh, appeared);
        m_pending.pop_front();
    }
    takeIn(fresh);
    if (m_tree.isFiltered())
        showArrived(appeared);
    tellTotals(fresh);
}

/// Gives new nodes to the folders they are in.
void ShareTreeModel::takeIn(Ids &fresh)
{
    for (const NodeId id : fresh)
        m_tree.prepare(id);
    // Folder by folder, each before what is in it.
    std::stable_sort(fresh.begin(), fresh.end(), [this](NodeId a, NodeId b) {
        return m_tree.parentOf(a) < m_tree.parentOf(b);
    });
    for (auto begin = fresh.begin(); begin != fresh.end();) {
        const NodeId parent = m_tree.parentOf(*begin);
        const auto end = std::find_if(begin, fresh.end(), [&](NodeId id) {
            return m_tree.parentOf(id) != parent;
        });
        Folder &folder = m_folders[parent];
        if (folder.isSorted)
            insert(parent, {begin, end}, folder.children, folder.isOpen && !m_tree.isFiltered());
        else
            folder.children.insert(folder.children.end(), begin, end);
        begin = end;
    }
}

/// Makes rows of what the filter lets through in folders that are open.
void ShareTreeModel::showArrived(Ids &appeared)
{
    std::erase_if(appeared, [this](NodeId id) { return !folderAt(m_tree.parentOf(id)).isOpen; });
    std::stable_sort(appeared.begin(), appeared.end(), [this](NodeId a, NodeId b) {
        return m_tree.parentOf(a) < m_tree.parentOf(b);
    });
    for (auto begin = appeared.begin(); begin != appeared.end();) {
        const NodeId parent = m_tree.parentOf(*begin);
        const auto end = std::find_if(begin, appeared.end(), [&](NodeId id) {
            return m_tree.parentOf(id) != parent;
        });
        insert(parent, {begin, end}, m_folders[parent].rows, true);
        begin = end;
    }
}

/// Puts siblings where they belong; those that go between the same two go in at once.
void ShareTreeModel::insert(NodeId folder, Ids arrived, Ids &into, bool areRows)
{
    std::sort(arrived.begin(), arrived.end(), before());
    for (auto begin = arrived.begin(); begin != arrived.end();) {
        const auto at = std::lower_bound(into.begin(), into.end(), *begin, before());
        const auto end = at == into.end() ? arrived.end()
                                          : std::lower_bound(begin, arrived.end(), *at, before());
        const auto first = static_cast<int>(at - into.begin());
        if (areRows)
            beginInsertRows(indexOf(folder), first, first + static_cast<int>(end - begin) - 1);
        into.insert(at, begin, end);
        if (areRows)
            endInsertRows();
        begin = end;
    }
}

/// Of the folders above what is new.
void ShareTreeModel::tellTotals(const Ids &fresh)
{
    Ids grown;
    for (const NodeId id : fresh) {
        NodeId folder = m_tree.parentOf(id);
        while (folder != PeerTree::Root && (grown.empty() || grown.back() != folder)) {
            grown.push_back(folder);
            folder = m_tree.parentOf(folder);
        }
    }
    std::sort(grown.begin(), grown.end());
    grown.erase(std::unique(grown.begin(), grown.end()), grown.end());
    for (const NodeId id : grown) {
        if (folderAt(m_tree.parentOf(id)).isOpen && m_tree.matchesOf(id) > 0)
            emit dataChanged(indexOf(id, Size), indexOf(id, Files));
    }
}

void ShareTreeModel::clear()
{
    beginResetModel();
    m_soon.stop();
    m_sorting.reset();
    m_pending.clear();
    m_tree.clear();
    m_folders.clear();
    m_folders[PeerTree::Root].isOpen = true;
    endResetModel();
}

void ShareTreeModel::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    beginResetModel();
    m_filter = text;
    m_tree.setFilter(text);
    for (auto &[id, folder] : m_folders) {
        folder.isOpen = id == PeerTree::Root;
        folder.rows.clear();
    }
    Folder &root = m_folders[PeerTree::Root];
    root.rows = shownOf(root);
    endResetModel();
}

ShareTreeModel::Ids ShareTreeModel::shownOf(const Folder &folder) const
{
    Ids shown;
    if (!m_tree.isFiltered())
        return shown;
    std::copy_if(folder.children.begin(),
                 folder.children.end(),
                 std::back_inserter(shown),
                 [this](NodeId id) { return m_tree.matchesOf(id) > 0; });
    return shown;
}

bool ShareTreeModel::isFolder(const QModelIndex &index) const
{
    return m_tree.isFolder(idOf(index));
}

QString ShareTreeModel::pathOf(const QModelIndex &index) const
{
    return m_tree.pathOf(idOf(index));
}

const FileRecord *ShareTreeModel::fileAt(const QModelIndex &index) const
{
    return m_tree.fileOf(idOf(index));
}

ShareTreeModel::Totals ShareTreeModel::totalsOf(const QModelIndex &folder) const
{
    return m_tree.totalsOf(idOf(folder));
}

QModelIndex ShareTreeModel::find(const QString &path)
{
    NodeId id = PeerTree::Root;
    for (const QString &name : path.split(u'/', Qt::SkipEmptyParts)) {
        if (!m_tree.isFolder(id))
            return {};
        open(id);
        id = m_tree.findAmong(rowsOf(id), name);
        if (id == PeerTree::Root)
            return {};
    }
    return indexOf(id);
}

QModelIndex ShareTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Ids &rows = rowsOf(idOf(parent));
    if (row < 0 || column < 0 || column >= ColumnCount
        || static_cast<std::size_t>(row) >= rows.size() || parent.column() > 0)
        return {};
    return createIndex(row, column, quintptr{rows[static_cast<std::size_t>(row)]});
}

QModelIndex ShareTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(m_tree.parentOf(idOf(child))) : QModelIndex{};
}

ShareTreeModel::NodeId ShareTreeModel::idOf(const QModelIndex &index)
{
    return index.isValid() ? static_cast<NodeId>(index.internalId()) : PeerTree::Root;
}

/// Rows are in order, so that a row is found without being counted anew at every change.
QModelIndex ShareTreeModel::indexOf(NodeId id, int column) const
{
    if (id == PeerTree::Root)
        return {};
    const Ids &rows = rowsOf(m_tree.parentOf(id));
    const auto at = std::lower_bound(rows.begin(), rows.end(), id, before());
    Q_ASSERT(at != rows.end() && *at == id);
    return createIndex(static_cast<int>(at - rows.begin()), column, quintptr{id});
}

const ShareTreeModel::Folder &ShareTreeModel::folderAt(NodeId id) const
{
    static const Folder NoFolder;
    const auto found = m_folders.find(id);
    return found == m_folders.end() ? NoFolder : found->second;
}

const ShareTreeModel::Ids &ShareTreeModel::rowsOf(NodeId folder) const
{
    const Folder &it = folderAt(folder);
    // Those of a filter are cleared with it; a folder that is not open has none.
    return it.isOpen && !m_tree.isFiltered() ? it.children : it.rows;
}

int ShareTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(rowsOf(idOf(parent)).size());
}

bool ShareTreeModel::hasChildren(const QModelIndex &parent) const
{
    const NodeId id = idOf(parent);
    return parent.column() <= 0 && m_tree.isFolder(id) && m_tree.matchesOf(id) > 0;
}

bool ShareTreeModel::canFetchMore(const QModelIndex &parent) const
{
    return hasChildren(parent) && !folderAt(idOf(parent)).isOpen;
}

void ShareTreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        open(idOf(parent));
}

void ShareTreeModel::open(NodeId id)
{
    Folder &folder = m_folders[id];
    if (folder.isOpen)
        return;
    if (!folder.isSorted)
        sortChildren(folder, m_order);
    Ids rows = shownOf(folder);
    const auto count = m_tree.isFiltered() ? rows.size() : folder.children.size();
    if (count > 0)
        beginInsertRows(indexOf(id), 0, static_cast<int>(count) - 1);
    folder.rows = std::move(rows);
    folder.isOpen = true;
    if (count > 0)
        endInsertRows();
}

void ShareTreeModel::sort(int column, Qt::SortOrder order)
{
    m_sorting.emplace();
    m_sorting->order = {column < 0 ? PeerTree::Key::Name : static_cast<PeerTree::Key>(column),
                        column < 0 ? Qt::AscendingOrder : order,
                        true};
    const auto isBefore = [this, wanted = m_sorting->order](NodeId left, NodeId right) {
        return m_tree.isBefore(left, right, wanted);
    };
    for (const auto &[id, folder] : m_folders) {
        if (folder.children.size() > LargeFolder)
            m_sorting->folders.emplace_back(id, SlicedSort<NodeId>{folder.children, isBefore});
    }
    if (m_sorting->folders.empty())
        applySorting();
    else
        m_soon.start(0);
}

void ShareTreeModel::sortSome()
{
    QElapsedTimer timer;
    timer.start();
    auto &[order, folders, done] = *m_sorting;
    while (done < folders.size() && timer.elapsed() < SliceMilliseconds) {
        if (folders[done].second.isDone())
            ++done;
        else
            folders[done].second.step();
    }
    if (done == folders.size())
        applySorting();
}

void ShareTreeModel::applySorting()
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList rowsBefore = persistentIndexList();
    m_order = m_sorting->order;
    // What folders are sorted by stays as it is now, so that their rows can be found by it.
    m_order.isLive = false;
    m_tree.rank();
    for (auto &[id, folder] : m_folders)
        folder.isSorted = false;
    for (auto &[id, sorted] : m_sorting->folders) {
        m_folders[id].children = sorted.take();
        m_folders[id].isSorted = true;
    }
    m_sorting.reset();
    for (auto &[id, folder] : m_folders) {
        if (!folder.isOpen)
            continue;
        sortChildren(folder, m_order);
        folder.rows = shownOf(folder);
    }
    QModelIndexList rowsAfter;
    rowsAfter.reserve(rowsBefore.size());
    for (const QModelIndex &index : rowsBefore)
        rowsAfter << indexOf(idOf(index), index.column());
    changePersistentIndexList(rowsBefore, rowsAfter);
    emit layoutChanged({}, VerticalSortHint);
}

void ShareTreeModel::sortChildren(Folder &folder, const PeerTree::Order &order)
{
    if (std::exchange(folder.isSorted, true))
        return;
    std::sort(folder.children.begin(), folder.children.end(), [&](NodeId left, NodeId right) {
        return m_tree.isBefore(left, right, order);
    });
}

QVariant ShareTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textOf(idOf(index), index.column());
    case SortRole:
        return rawOf(idOf(index), index.column());
    case Qt::ToolTipRole:
        return toolTip(shown(pathOf(index)));
    case Qt::TextAlignmentRole:
        return isRightAligned(index.column()) ? QVariant{RightAligned} : QVariant{};
    default:
        return {};
    }
}

QString ShareTreeModel::textOf(NodeId id, int column) const
{
    const FileRecord *file = m_tree.fileOf(id);
    switch (column) {
    case Name:
        return shown(m_tree.nameOf(id));
    case Size:
        return formatSize(m_tree.totalsOf(id).bytes);
    case Files:
        return file ? QString{}
                    : QLocale{}.toString(static_cast<qulonglong>(m_tree.totalsOf(id).files));
    case Type:
        return file ? formatType(file->type) : tr("Folder");
    case Modified:
        return file ? formatTime(file->modified) : QString{};
    default:
        return {};
    }
}

QVariant ShareTreeModel::rawOf(NodeId id, int column) const
{
    const FileRecord *file = m_tree.fileOf(id);
    switch (column) {
    case Size:
        return QVariant::fromValue<qulonglong>(m_tree.totalsOf(id).bytes);
    case Files:
        return QVariant::fromValue<qulonglong>(m_tree.totalsOf(id).files);
    case Modified:
        return file ? QVariant::fromValue<qlonglong>(file->modified.time_since_epoch().count())
                    : QVariant{};
    default:
        return textOf(id, column);
    }
}

QVariant ShareTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isRightAligned(section) ? QVariant{RightAligned} : QVariant{};
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Size:
        return tr("Size");
    case Files:
        return tr("Files");
    case Type:
        return tr("Type");
    case Modified:
        return tr("Modified");
    default:
        return {};
    }
}

} // namespace ft::models
