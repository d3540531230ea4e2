#include "peer-gui/models/sharetreemodel.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/tablemodel.h"

#include <algorithm>
#include <numeric>

namespace ft::models {

namespace {

constexpr int MostWords = 31;

QByteArray folderPath(const QByteArray &path)
{
    return path.left(std::max(path.lastIndexOf('/'), qsizetype{0}));
}

QString nameIn(const QByteArray &path)
{
    return QString::fromUtf8(lastComponent(path));
}

} // namespace

ShareTreeModel::ShareTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_nodes(1)
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_nodes.front().isOpen = true;
}

void ShareTreeModel::add(const std::vector<FileRecord> &files)
{
    for (const FileRecord &file : files) {
        if (!m_files.contains(file.path.utf8()))
            addFile(file);
    }
    showArrived();
    tellTotals();
}

void ShareTreeModel::addFile(const FileRecord &file)
{
    const NodeId parent = folderFor(file);
    const NodeId id = addNode(parent, nameIn(file.path.utf8()));
    m_files.insert(file.path.utf8(), id);
    m_nodes[id].file = file;
    match(id);
    const bool isMatch = m_nodes[id].matches > 0;
    m_nodes[id].files = 1;
    m_nodes[id].bytes = file.size;
    noteArrival(id);
    for (NodeId folder = parent;; folder = m_nodes[folder].parent) {
        Node &above = m_nodes[folder];
        ++above.files;
        above.bytes += file.size;
        above.matches += isMatch ? 1 : 0;
        if (m_grown.empty() || m_grown.back() != folder)
            m_grown.push_back(folder);
        if (folder == Root)
            return;
        // A folder arrives with the first file in it that is shown.
        if (isMatch && above.matches == 1)
            noteArrival(folder);
    }
}

ShareTreeModel::NodeId ShareTreeModel::addNode(NodeId parent, const QString &name)
{
    const auto id = static_cast<NodeId>(m_nodes.size());
    Node added;
    added.parent = parent;
    added.name = name;
    m_nodes.push_back(std::move(added));
    m_nodes[parent].children.push_back(id);
    return id;
}

/// The folder a file is in, made with all those above it that are not there yet.
ShareTreeModel::NodeId ShareTreeModel::folderFor(const FileRecord &file)
{
    std::vector<QByteArray> missing;
    QByteArray path = folderPath(file.path.utf8());
    while (!path.isEmpty() && !m_folders.contains(path)) {
        missing.push_back(path);
        path = folderPath(path);
    }
    NodeId parent = path.isEmpty() ? Root : m_folders.value(path);
    for (auto folder = missing.rbegin(); folder != missing.rend(); ++folder) {
        parent = addNode(parent, nameIn(*folder));
        m_folders.insert(*folder, parent);
        match(parent);
    }
    return parent;
}

void ShareTreeModel::noteArrival(NodeId id)
{
    if (m_nodes[m_nodes[id].parent].isOpen && isShown(id))
        m_arrived.push_back(id);
}

/// Makes rows of what arrived in folders that are open.
void ShareTreeModel::showArrived()
{
    auto arrived = std::exchange(m_arrived, {});
    std::stable_sort(arrived.begin(), arrived.end(), [this](NodeId a, NodeId b) {
        return node(a).parent < node(b).parent;
    });
    for (auto begin = arrived.begin(); begin != arrived.end();) {
        const NodeId folder = node(*begin).parent;
        const auto end = std::find_if(begin, arrived.end(), [&](NodeId id) {
            return node(id).parent != folder;
        });
        showIn(folder, {begin, end});
        begin = end;
    }
}

void ShareTreeModel::showIn(NodeId folder, std::vector<NodeId> arrived)
{
    for (const NodeId id : arrived)
        makeKey(id);
    const auto isBefore = [this](NodeId a, NodeId b) {
        return this->isBefore(a, b);
    };
    std::sort(arrived.begin(), arrived.end(), isBefore);
    // Those that go between the same two rows go in at once.
    for (auto begin = arrived.begin(); begin != arrived.end();) {
        const auto &rows = m_nodes[folder].rows;
        const auto place = std::lower_bound(rows.begin(), rows.end(), *begin, isBefore);
        const auto end = place == rows.end()
                             ? arrived.end()
                             : std::lower_bound(begin, arrived.end(), *place, isBefore);
        insertRun(folder, static_cast<std::size_t>(place - rows.begin()), {begin, end});
        begin = end;
    }
}

void ShareTreeModel::insertRun(NodeId folder, std::size_t at, const std::vector<NodeId> &run)
{
    const auto first = static_cast<int>(at);
    beginInsertRows(indexOf(folder), first, first + static_cast<int>(run.size()) - 1);
    auto &rows = m_nodes[folder].rows;
    rows.insert(rows.begin() + first, run.begin(), run.end());
    endInsertRows();
}

void ShareTreeModel::tellTotals()
{
    auto grown = std::exchange(m_grown, {});
    std::sort(grown.begin(), grown.end());
    grown.erase(std::unique(grown.begin(), grown.end()), grown.end());
    for (const NodeId id : grown) {
        if (id != Root && node(node(id).parent).isOpen && isShown(id))
            emit dataChanged(indexOf(id, Size), indexOf(id, Files));
    }
}

void ShareTreeModel::clear()
{
    beginResetModel();
    m_nodes.assign(1, {});
    m_nodes.front().isOpen = true;
    m_folders.clear();
    m_files.clear();
    m_arrived.clear();
    m_grown.clear();
    endResetModel();
}

void ShareTreeModel::setFilter(const QString &text)
{
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts).mid(0, MostWords);
    m_filter = text;
    if (words == m_words)
        return;
    beginResetModel();
    m_words = words;
    m_nodes.front().matches = 0;
    // Folders come before what is in them, so that what they match is known.
    for (NodeId id = 1; id < m_nodes.size(); ++id)
        match(id);
    for (NodeId id = static_cast<NodeId>(m_nodes.size()) - 1; id > 0; --id)
        m_nodes[node(id).parent].matches += node(id).matches;
    for (Node &each : m_nodes) {
        each.isOpen = false;
        each.rows.clear();
    }
    m_nodes.front().isOpen = true;
    m_nodes.front().rows = shownOf(Root);
    endResetModel();
}

/// A file matches when each word is in its own name or in that of a folder above it.
void ShareTreeModel::match(NodeId id)
{
    Node &it = m_nodes[id];
    it.words = node(it.parent).words;
    for (qsizetype i = 0; i < m_words.size(); ++i) {
        const auto bit = 1U << static_cast<unsigned>(i);
        if ((it.words & bit) == 0 && it.name.contains(m_words[i], Qt::CaseInsensitive))
            it.words |= bit;
    }
    const auto all = (1U << static_cast<unsigned>(m_words.size())) - 1;
    it.matches = it.file && it.words == all ? 1 : 0;
}

ShareTreeModel::Totals ShareTreeModel::totals() const
{
    return {m_nodes.front().files, m_nodes.front().bytes};
}

ShareTreeModel::Totals ShareTreeModel::totalsOf(const QModelIndex &folder) const
{
    const Node &it = node(idOf(folder));
    return {it.files, it.bytes};
}

bool ShareTreeModel::isFolder(const QModelIndex &index) const
{
    return !node(idOf(index)).file;
}

QString ShareTreeModel::pathOf(const QModelIndex &index) const
{
    QString path;
    for (NodeId id = idOf(index); id != Root; id = node(id).parent)
        path = path.isEmpty() ? node(id).name : node(id).name % u'/' % path;
    return path;
}

const FileRecord *ShareTreeModel::fileAt(const QModelIndex &index) const
{
    const auto &file = node(idOf(index)).file;
    return file ? &*file : nullptr;
}

QModelIndex ShareTreeModel::find(const QString &path)
{
    const QByteArray utf8 = path.toUtf8();
    const NodeId id = m_files.value(utf8, m_folders.value(utf8, Root));
    if (id == Root || !isShown(id))
        return {};
    std::vector<NodeId> above;
    for (NodeId folder = node(id).parent; folder != Root; folder = node(folder).parent)
        above.push_back(folder);
    for (auto folder = above.rbegin(); folder != above.rend(); ++folder)
        open(*folder);
    return indexOf(id);
}

QModelIndex ShareTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const auto &rows = node(idOf(parent)).rows;
    if (row < 0 || column < 0 || column >= ColumnCount
        || static_cast<std::size_t>(row) >= rows.size() || parent.column() > 0)
        return {};
    return createIndex(row, column, quintptr{rows[static_cast<std::size_t>(row)]});
}

QModelIndex ShareTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(node(idOf(child)).parent) : QModelIndex{};
}

ShareTreeModel::NodeId ShareTreeModel::idOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<NodeId>(index.internalId()) : Root;
}

/// Rows are in order, so that a row is found without being counted anew at every change.
QModelIndex ShareTreeModel::indexOf(NodeId id, int column) const
{
    if (id == Root)
        return {};
    const auto &rows = node(node(id).parent).rows;
    const auto place = std::lower_bound(rows.begin(), rows.end(), id, [this](NodeId a, NodeId b) {
        return isBefore(a, b);
    });
    Q_ASSERT(place != rows.end() && *place == id);
    return createIndex(static_cast<int>(place - rows.begin()), column, quintptr{id});
}

int ShareTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(node(idOf(parent)).rows.size());
}

bool ShareTreeModel::hasChildren(const QModelIndex &parent) const
{
    const Node &it = node(idOf(parent));
    return parent.column() <= 0 && !it.file && it.matches > 0;
}

bool ShareTreeModel::canFetchMore(const QModelIndex &parent) const
{
    return hasChildren(parent) && !node(idOf(parent)).isOpen;
}

void ShareTreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        open(idOf(parent));
}

void ShareTreeModel::open(NodeId folder)
{
    if (m_nodes[folder].isOpen)
        return;
    const auto rows = shownOf(folder);
    m_nodes[folder].isOpen = true;
    if (!rows.empty())
        insertRun(folder, 0, rows);
}

/// The rows a folder has, in their order.
std::vector<ShareTreeModel::NodeId> ShareTreeModel::shownOf(NodeId folder)
{
    const auto isBefore = [this](NodeId a, NodeId b) {
        return this->isBefore(a, b);
    };
    auto &children = m_nodes[folder].children;
    for (const NodeId id : children)
        makeKey(id);
    // Kept in order, so that each letter of a filter need not sort them again.
    if (!std::is_sorted(children.begin(), children.end(), isBefore))
        std::sort(children.begin(), children.end(), isBefore);
    std::vector<NodeId> rows;
    std::copy_if(children.begin(), children.end(), std::back_inserter(rows), [this](NodeId id) {
        return isShown(id);
    });
    return rows;
}

void ShareTreeModel::sort(int column, Qt::SortOrder order)
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    m_column = column < 0 ? Name : column;
    m_order = column < 0 ? Qt::AscendingOrder : order;
    for (Node &each : m_nodes) {
        if (!each.file)
            each.ranked = {each.files, each.bytes};
    }
    for (Node &each : m_nodes) {
        if (each.isOpen)
            std::sort(each.rows.begin(), each.rows.end(), [this](NodeId a, NodeId b) {
                return isBefore(a, b);
            });
    }
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : before)
        after << indexOf(idOf(index), index.column());
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

/// A total order of the children of one folder.
bool ShareTreeModel::isBefore(NodeId left, NodeId right) const
{
    if (node(left).file.has_value() != node(right).file.has_value())
        return !node(left).file;
    int order = compare(left, right);
    if (order == 0 && m_column != Name)
        order = node(left).key->compare(*node(right).key);
    if (order == 0)
        return left < right;
    return m_order == Qt::AscendingOrder ? order < 0 : order > 0;
}

int ShareTreeModel::compare(NodeId left, NodeId right) const
{
    const Node &a = node(left);
    const Node &b = node(right);
    switch (m_column) {
    case Size:
        return compareValues(a.file ? a.bytes : a.ranked.bytes, b.file ? b.bytes : b.ranked.bytes);
    case Files:
        return compareValues(a.file ? a.files : a.ranked.files, b.file ? b.files : b.ranked.files);
    case Type:
        return a.file ? compareValues(a.file->type, b.file->type) : 0;
    case Modified:
        return a.file ? compareValues(a.file->modified, b.file->modified) : 0;
    default:
        return a.key->compare(*b.key);
    }
}

void ShareTreeModel::makeKey(NodeId id)
{
    Node &it = m_nodes[id];
    if (!it.key)
        it.key = m_collator.sortKey(it.name);
    if (!it.file && it.ranked == Totals{})
        it.ranked = {it.files, it.bytes};
}

QVariant ShareTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &it = node(idOf(index));
    switch (role) {
    case Qt::DisplayRole:
        return textOf(it, index.column());
    case SortRole:
        return rawOf(it, index.column());
    case Qt::ToolTipRole:
        return toolTip(shown(pathOf(index)));
    case Qt::TextAlignmentRole:
        return index.column() == Size || index.column() == Files
                   ? QVariant{Qt::Alignment{Qt::AlignRight | Qt::AlignVCenter}}
                   : QVariant{};
    default:
        return {};
    }
}

QString ShareTreeModel::textOf(const Node &node, int column) const
{
    switch (column) {
    case Name:
        return shown(node.name);
    case Size:
        return formatSize(node.bytes);
    case Files:
        return node.file ? QString{} : QLocale{}.toString(static_cast<qulonglong>(node.files));
    case Type:
        return node.file ? formatType(node.file->type) : tr("Folder");
    case Modified:
        return node.file ? formatTime(node.file->modified) : QString{};
    default:
        return {};
    }
}

QVariant ShareTreeModel::rawOf(const Node &node, int column) const
{
    switch (column) {
    case Size:
        return QVariant::fromValue<qulonglong>(node.bytes);
    case Files:
        return QVariant::fromValue<qulonglong>(node.files);
    case Modified:
        return node.file
                   ? QVariant::fromValue<qlonglong>(node.file->modified.time_since_epoch().count())
                   : QVariant{};
    default:
        return textOf(node, column);
    }
}

QVariant ShareTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Size || section == Files
                   ? QVariant{Qt::Alignment{Qt::AlignRight | Qt::AlignVCenter}}
                   : QVariant{};
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
