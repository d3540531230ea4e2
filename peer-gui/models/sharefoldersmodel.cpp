#include "peer-gui/models/sharefoldersmodel.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/sharetext.h"

#include <QHash>
#include <QStringBuilder>

#include <iterator>

namespace ft::models {

using Node = ShareTree::Node;
using Kind = ShareTree::Kind;

namespace {

constexpr Qt::Alignment RightAligned = Qt::AlignRight | Qt::AlignVCenter;

} // namespace

/// Stays where it is in memory as long as it is a row.
struct ShareFoldersModel::Row
{
    Row *parent = nullptr; ///< null for the root, which is no row itself
    int place = 0; ///< among the parent's children
    QString key;
    Tree tree; ///< while others have the new one already, perhaps the one before
    int number = -1; ///< of its node there
    std::vector<std::unique_ptr<Row>> children;

    [[nodiscard]] const Node &node() const { return tree->nodes[static_cast<std::size_t>(number)]; }
    void show(const Tree &in, int node)
    {
        tree = in;
        number = node;
    }
    void renumber(std::size_t from)
    {
        for (std::size_t i = from; i < children.size(); ++i)
            children[i]->place = static_cast<int>(i);
    }
    /// The row of a node and all below it.
    [[nodiscard]] static std::unique_ptr<Row> of(const Tree &tree, int number)
    {
        auto row = std::make_unique<Row>();
        row->show(tree, number);
        row->key = row->node().key;
        for (const int child : row->node().children) {
            row->children.push_back(of(tree, child));
            row->children.back()->parent = row.get();
        }
        row->renumber(0);
        return row;
    }
};

ShareFoldersModel::ShareFoldersModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Row>())
{}

ShareFoldersModel::~ShareFoldersModel() = default;

void ShareFoldersModel::update(const Tree &tree)
{
    if (tree == m_tree)
        return;
    m_tree = tree;
    merge(*m_root, tree->tops);
}

void ShareFoldersModel::merge(Row &row, const std::vector<int> &numbers)
{
    removeOthers(row, numbers);
    const QModelIndex self = indexFor(row);
    const auto keyOf = [this](int number) -> const QString & {
        return m_tree->nodes[static_cast<std::size_t>(number)].key;
    };
    for (std::size_t i = 0; i < numbers.size();) {
        if (i < row.children.size() && row.children[i]->key == keyOf(numbers[i])) {
            row.children[i]->show(m_tree, numbers[i]);
            merge(*row.children[i], row.children[i]->node().children);
            ++i;
            continue;
        }
        // Up to the next that has a row.
        std::size_t end = i + 1;
        while (end < numbers.size()
               && (i >= row.children.size() || row.children[i]->key != keyOf(numbers[end])))
            ++end;
        insert(row,
               i,
               {numbers.begin() + static_cast<std::ptrdiff_t>(i),
                numbers.begin() + static_cast<std::ptrdiff_t>(end)});
        i = end;
    }
    if (!numbers.empty())
        emit dataChanged(index(0, 0, self),
                         index(static_cast<int>(numbers.size()) - 1, ColumnCount - 1, self));
}

void ShareFoldersModel::insert(Row &row, std::size_t at, const std::vector<int> &numbers)
{
    std::vector<std::unique_ptr<Row>> made;
    for (const int number : numbers) {
        made.push_back(Row::of(m_tree, number));
        made.back()->parent = &row;
    }
    const auto first = static_cast<int>(at);
    beginInsertRows(indexFor(row), first, first + static_cast<int>(numbers.size()) - 1);
    row.children.insert(row.children.begin() + first,
                        std::make_move_iterator(made.begin()),
                        std::make_move_iterator(made.end()));
    row.renumber(at);
    endInsertRows();
}

/// Those that have no node any more, or whose place among those that have is another.
void ShareFoldersModel::removeOthers(Row &row, const std::vector<int> &numbers)
{
    QHash<QString, std::size_t> places;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        places.insert(m_tree->nodes[static_cast<std::size_t>(numbers[i])].key, i);
    std::size_t next = 0;
    for (std::size_t i = 0; i < row.children.size();) {
        const auto place = places.constFind(row.children[i]->key);
        if (place != places.cend() && *place >= next) {
            next = *place + 1;
            ++i;
            continue;
        }
        beginRemoveRows(indexFor(row), static_cast<int>(i), static_cast<int>(i));
        row.children.erase(row.children.begin() + static_cast<std::ptrdiff_t>(i));
        row.renumber(i);
        endRemoveRows();
    }
}

ShareFoldersModel::Row &ShareFoldersModel::rowAt(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<Row *>(index.internalPointer()) : *m_root;
}

QModelIndex ShareFoldersModel::indexFor(const Row &row) const
{
    return row.parent ? createIndex(row.place, 0, &row) : QModelIndex{};
}

const Node &ShareFoldersModel::node(const QModelIndex &index) const
{
    return rowAt(index).node();
}

QModelIndex ShareFoldersModel::indexOf(const QString &key) const
{
    const Row *const found = findRow(*m_root, key);
    return found ? indexFor(*found) : QModelIndex{};
}

const ShareFoldersModel::Row *ShareFoldersModel::findRow(const Row &from, const QString &key) const
{
    for (const auto &child : from.children) {
        if (child->key == key)
            return child.get();
        if (const Row *const below = findRow(*child, key))
            return below;
    }
    return nullptr;
}

QModelIndex ShareFoldersModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, rowAt(parent).children[static_cast<std::size_t>(row)].get());
}

QModelIndex ShareFoldersModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexFor(*rowAt(index).parent) : QModelIndex{};
}

int ShareFoldersModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(rowAt(parent).children.size());
}

int ShareFoldersModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant ShareFoldersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &of = node(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(of, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == Name ? QVariant{} : QVariant{RightAligned};
    case Qt::ToolTipRole:
        return toolTip(toolTipOf(of));
    case Qt::AccessibleTextRole:
        return index.column() == Name ? spokenText(of) : text(of, index.column());
    case IconRole:
        if (of.kind == Kind::All)
            return QStringLiteral("share");
        if (of.kind == Kind::Single)
            return QStringLiteral("publish");
        return of.folder && of.folder->state == engine::ShareFolderInfo::State::Missing
                   ? QStringLiteral("warning")
               : of.folder && of.folder->state == engine::ShareFolderInfo::State::Off
                   ? QStringLiteral("unpublish")
                   : QStringLiteral("folder");
    default:
        return {};
    }
}

QVariant ShareFoldersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Name ? QVariant{} : QVariant{RightAligned};
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Folder");
    case Files:
        return tr("Files", "how many");
    default:
        return tr("Size");
    }
}

QString ShareFoldersModel::nameOf(const Node &node) const
{
    switch (node.kind) {
    case Kind::All:
        return tr("Everything");
    case Kind::Single:
        return tr("Single files");
    case Kind::ShareFolder:
    case Kind::Inside:
        break;
    }
    return shown(node.name);
}

QString ShareFoldersModel::text(const Node &node, int column) const
{
    if (column == Name)
        return nameOf(node);
    const QString state = node.folder ? formatState(node.folder->state) : QString{};
    if (!state.isEmpty())
        return column == Size ? state : QString{};
    return column == Size ? formatSize(node.bytes)
                          : QLocale{}.toString(static_cast<qulonglong>(node.files));
}

QString ShareFoldersModel::spokenText(const Node &node) const
{
    const QString state = node.folder ? formatState(node.folder->state) : QString{};
    return tr("%1: %2", "a folder, and what it holds or how it stands")
        .arg(nameOf(node), state.isEmpty() ? formatFiles(node.files, node.bytes) : state);
}

QString ShareFoldersModel::toolTipOf(const Node &node) const
{
    switch (node.kind) {
    case Kind::All:
        return tr("Everything you share");
    case Kind::Single:
        return tr("Files that lie in none of your share folders: published one by one, or fetched "
                  "from others");
    case Kind::ShareFolder:
        return shown(node.folder->path) % u'\n' % explainState(node.folder->state);
    case Kind::Inside:
        break;
    }
    return shown(node.path);
}

} // namespace ft::models
