#include "peer-gui/models/sharetree.h"

#include <QCollator>
#include <QHash>
#include <QStringBuilder>

#include <algorithm>
#include <utility>

namespace ft::models {

using engine::SharedFileInfo;
using engine::ShareFolderInfo;

const QString AllKey = QStringLiteral("all");
const QString SingleKey = QStringLiteral("single");

namespace {

using Node = ShareTree::Node;
using Kind = ShareTree::Kind;

constexpr int None = -1;

QString lastPart(const QString &path)
{
    const QString name = path.sliced(path.lastIndexOf(u'/') + 1);
    return name.isEmpty() ? path : name;
}

/// Puts the folders of a share together, file by file.
class TreeBuilder final
{
public:
    explicit TreeBuilder(const std::vector<ShareFolderInfo> &folders);

    void add(const SharedFileInfo &file);
    [[nodiscard]] ShareTree take();

private:
    int addNode(Kind kind, const QString &path, const QString &key);
    [[nodiscard]] int folderOf(QStringView path);
    [[nodiscard]] int nodeAt(const QString &folder);
    void count(Node &node, const SharedFileInfo &file) const;
    void sortChildren(Node &node) const;
    int place(int node, std::vector<Node> &placed, std::vector<int> &newNumbers);

    std::vector<Node> m_nodes;
    std::vector<int> m_tops;
    std::vector<int> m_nodeOf;
    QHash<QString, int> m_byPath;
    QString m_lastFolder;
    int m_lastNode = None;
    int m_all;
    int m_single = None;
    QCollator m_collator;
};

TreeBuilder::TreeBuilder(const std::vector<ShareFolderInfo> &folders)
    : m_all(addNode(Kind::All, {}, AllKey))
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_tops.push_back(m_all);
    for (const ShareFolderInfo &folder : folders) {
        const bool isWalked = !folder.realPath.isEmpty();
        const int node = addNode(Kind::ShareFolder,
                                 isWalked ? folder.realPath : folder.path,
                                 u"share:" % folder.path);
        m_nodes.back().name = lastPart(folder.path);
        m_nodes.back().folder = folder;
        m_tops.push_back(node);
        if (isWalked)
            m_byPath.insert(folder.realPath, node);
    }
}

int TreeBuilder::addNode(Kind kind, const QString &path, const QString &key)
{
    Node node;
    node.kind = kind;
    node.path = path;
    node.key = key;
    m_nodes.push_back(std::move(node));
    return static_cast<int>(m_nodes.size()) - 1;
}

void TreeBuilder::add(const SharedFileInfo &file)
{
    int node = folderOf(file.localPath);
    if (node == None) {
        if (m_single == None) {
            m_single = addNode(Kind::Single, {}, SingleKey);
            m_tops.push_back(m_single);
        }
        node = m_single;
    }
    m_nodeOf.push_back(node);
    count(m_nodes[static_cast<std::size_t>(node)], file);
    count(m_nodes[static_cast<std::size_t>(m_all)], file);
}

int TreeBuilder::folderOf(QStringView path)
{
    // Files of one folder follow each other.
    const QStringView folder = path.first(std::max(path.lastIndexOf(u'/'), qsizetype{0}));
    if (m_lastNode == None || folder != m_lastFolder) {
        m_lastFolder = folder.toString();
        m_lastNode = nodeAt(m_lastFolder);
    }
    return m_lastNode;
}

int TreeBuilder::nodeAt(const QString &folder)
{
    const auto known = m_byPath.constFind(folder);
    if (known != m_byPath.cend())
        return *known;
    const auto slash = folder.lastIndexOf(u'/');
    const int above = slash > 0 ? nodeAt(folder.first(slash)) : None;
    int node = None;
    if (above != None) {
        node = addNode(Kind::Inside, folder, folder);
        m_nodes.back().name = folder.sliced(slash + 1);
        m_nodes[static_cast<std::size_t>(above)].children.push_back(node);
    }
    m_byPath.insert(folder, node);
    return node;
}

void TreeBuilder::count(Node &node, const SharedFileInfo &file) const
{
    ++node.files;
    node.bytes += file.record.size;
    node.hashing += file.isHashing ? 1U : 0U;
    node.damaged += file.isDamaged ? 1U : 0U;
}

void TreeBuilder::sortChildren(Node &node) const
{
    std::ranges::sort(node.children, [this](int left, int right) {
        const QString &a = m_nodes[static_cast<std::size_t>(left)].name;
        const QString &b = m_nodes[static_cast<std::size_t>(right)].name;
        const int order = m_collator.compare(a, b);
        return order != 0 ? order < 0 : a < b;
    });
}

/// Moves a node and those below it behind those placed before, and adds up what they hold.
int TreeBuilder::place(int node, std::vector<Node> &placed, std::vector<int> &newNumbers)
{
    const auto number = placed.size();
    newNumbers[static_cast<std::size_t>(node)] = static_cast<int>(number);
    sortChildren(m_nodes[static_cast<std::size_t>(node)]);
    placed.push_back(std::move(m_nodes[static_cast<std::size_t>(node)]));
    auto children = std::exchange(placed[number].children, {});
    for (int &child : children) {
        child = place(child, placed, newNumbers);
        const Node &below = placed[static_cast<std::size_t>(child)];
        Node &self = placed[number];
        self.files += below.files;
        self.bytes += below.bytes;
        self.hashing += below.hashing;
        self.damaged += below.damaged;
    }
    placed[number].children = std::move(children);
    placed[number].end = static_cast<int>(placed.size());
    return static_cast<int>(number);
}

ShareTree TreeBuilder::take()
{
    ShareTree tree;
    std::vector<int> newNumbers(m_nodes.size(), None);
    tree.nodes.reserve(m_nodes.size());
    for (const int top : m_tops)
        tree.tops.push_back(place(top, tree.nodes, newNumbers));
    tree.nodeOf = std::move(m_nodeOf);
    for (int &node : tree.nodeOf)
        node = newNumbers[static_cast<std::size_t>(node)];
    return tree;
}

} // namespace

QString placeInShare(const QString &localPath, const std::vector<ShareFolderInfo> &folders)
{
    for (const ShareFolderInfo &folder : folders) {
        const QString &root = folder.realPath;
        if (!root.isEmpty() && localPath.size() > root.size() + 1 && localPath.startsWith(root)
            && localPath[root.size()] == u'/')
            return localPath.sliced(root.size() + 1);
    }
    return {};
}

int ShareTree::find(const QString &key) const
{
    const auto node = std::ranges::find(nodes, key, &Node::key);
    return node == nodes.end() ? None : static_cast<int>(node - nodes.begin());
}

ShareTree treeOf(const std::vector<SharedFileInfo> &files,
                 const std::vector<ShareFolderInfo> &folders)
{
    TreeBuilder builder{folders};
    for (const SharedFileInfo &file : files)
        builder.add(file);
    return builder.take();
}

} // namespace ft::models
