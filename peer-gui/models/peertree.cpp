#include "peer-gui/models/peertree.h"

#include "common/model/foldedtext.h"
#include "peer-gui/models/tablemodel.h"

#include <algorithm>

namespace ft::models {

namespace {

constexpr qsizetype MostWords = 31;

QByteArray folderPath(const QByteArray &path)
{
    return path.left(std::max(path.lastIndexOf('/'), qsizetype{0}));
}

} // namespace

PeerTree::PeerTree()
    : m_filterable(1)
    , m_nodes(1)
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

void PeerTree::add(const FileRecord &file,
                   std::vector<NodeId> &fresh,
                   std::vector<NodeId> &appeared)
{
    const NodeId parent = folderFor(folderPath(file.path.utf8()), fresh);
    const NodeId id = addNode(parent, file.path.name(), fresh);
    m_nodes[id].file = file;
    m_nodes[id].totals = {1, file.size};
    m_filterable[id].isFile = true;
    match(id);
    const bool isMatch = matchesOf(id) > 0;
    if (isMatch)
        appeared.push_back(id);
    for (NodeId folder = parent;; folder = parentOf(folder)) {
        Node &above = m_nodes[folder];
        ++above.totals.files;
        above.totals.bytes += file.size;
        m_filterable[folder].matches += isMatch ? 1U : 0U;
        if (folder == Root)
            return;
        if (isMatch && matchesOf(folder) == 1)
            appeared.push_back(folder);
    }
}

PeerTree::NodeId PeerTree::addNode(NodeId parent, QByteArrayView name, std::vector<NodeId> &fresh)
{
    const auto id = static_cast<NodeId>(m_nodes.size());
    m_nodes.emplace_back();
    appendFolded(m_foldedNames, name, Accents::Drop);
    m_filterable.push_back({parent, 0, 0, static_cast<std::uint32_t>(m_foldedNames.size()), false});
    fresh.push_back(id);
    return id;
}

/// Made with all those above it that are not there yet.
PeerTree::NodeId PeerTree::folderFor(const QByteArray &path, std::vector<NodeId> &fresh)
{
    std::vector<QByteArray> missing;
    QByteArray above = path;
    while (!above.isEmpty() && !m_folders.contains(above)) {
        missing.push_back(above);
        above = folderPath(above);
    }
    NodeId parent = above.isEmpty() ? Root : m_folders.value(above);
    for (auto folder = missing.rbegin(); folder != missing.rend(); ++folder) {
        parent = addNode(parent, lastComponent(*folder), fresh);
        m_nodes[parent].name = lastComponent(*folder).toByteArray();
        m_folders.insert(*folder, parent);
        match(parent);
    }
    return parent;
}

void PeerTree::clear()
{
    m_nodes.clear();
    m_nodes.resize(1);
    m_filterable.assign(1, {});
    m_foldedNames.clear();
    m_folders.clear();
}

void PeerTree::setFilter(const QString &text)
{
    m_words.clear();
    for (const QString &word : text.simplified().split(u' ', Qt::SkipEmptyParts).mid(0, MostWords))
        appendFolded(m_words.emplace_back(), word.toUtf8(), Accents::Drop);
    m_filterable.front().matches = 0;
    // A folder is matched before what is in it, and counted after it.
    for (NodeId id = 1; id < m_nodes.size(); ++id)
        match(id);
    for (auto id = static_cast<NodeId>(m_nodes.size()) - 1; id > 0; --id)
        m_filterable[parentOf(id)].matches += m_filterable[id].matches;
}

/// By its own name and those of the folders above it.
void PeerTree::match(NodeId id)
{
    Filterable &it = m_filterable[id];
    const auto begin = m_filterable[id - 1].nameEnd;
    const auto name = QByteArrayView{m_foldedNames}.sliced(begin, it.nameEnd - begin);
    it.words = m_filterable[it.parent].words;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        if (name.contains(m_words[i]))
            it.words |= 1U << i;
    }
    const auto all = (1U << m_words.size()) - 1;
    it.matches = it.isFile && it.words == all ? 1 : 0;
}

QByteArrayView PeerTree::nameBytes(const Node &node) const
{
    return node.file ? node.file->path.name() : QByteArrayView{node.name};
}

QString PeerTree::nameOf(NodeId id) const
{
    return QString::fromUtf8(nameBytes(node(id)));
}

QString PeerTree::pathOf(NodeId id) const
{
    QString path;
    for (; id != Root; id = parentOf(id))
        path = path.isEmpty() ? nameOf(id) : nameOf(id) % u'/' % path;
    return path;
}

const FileRecord *PeerTree::fileOf(NodeId id) const
{
    const auto &file = node(id).file;
    return file ? &*file : nullptr;
}

PeerTree::NodeId PeerTree::findAmong(const std::vector<NodeId> &siblings, const QString &name) const
{
    const QByteArray utf8 = name.toUtf8();
    const auto found = std::find_if(siblings.begin(), siblings.end(), [&](NodeId id) {
        return nameBytes(node(id)) == QByteArrayView{utf8};
    });
    return found == siblings.end() ? Root : *found;
}

void PeerTree::prepare(NodeId id)
{
    Node &it = m_nodes[id];
    if (!it.key)
        it.key = m_collator.sortKey(nameOf(id));
    if (!it.file && it.ranked == Totals{})
        it.ranked = it.totals;
}

void PeerTree::rank()
{
    for (Node &each : m_nodes) {
        if (!each.file)
            each.ranked = each.totals;
    }
}

bool PeerTree::isBefore(NodeId left, NodeId right, const Order &order) const
{
    const Node &a = node(left);
    const Node &b = node(right);
    if (a.file.has_value() != b.file.has_value())
        return !a.file;
    int comparison = compare(a, b, order);
    if (comparison == 0 && order.key != Key::Name)
        comparison = a.key->compare(*b.key);
    if (comparison == 0)
        return left < right;
    return order.direction == Qt::AscendingOrder ? comparison < 0 : comparison > 0;
}

int PeerTree::compare(const Node &left, const Node &right, const Order &order) const
{
    const auto totals = [&order](const Node &it) -> const Totals & {
        return it.file || order.isLive ? it.totals : it.ranked;
    };
    switch (order.key) {
    case Key::Name:
        return left.key->compare(*right.key);
    case Key::Size:
        return compareValues(totals(left).bytes, totals(right).bytes);
    case Key::Files:
        return compareValues(totals(left).files, totals(right).files);
    case Key::Type:
        return left.file ? compareValues(left.file->type, right.file->type) : 0;
    case Key::Modified:
        return left.file ? compareValues(left.file->modified, right.file->modified) : 0;
    }
    return 0;
}

} // namespace ft::models
