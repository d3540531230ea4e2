#pragma once

#include "common/model/filerecord.h"

#include <QCollator>
#include <QHash>
#include <QStringList>

#include <deque>
#include <optional>
#include <vector>

namespace ft::models {

/// The files of a share and the folders they make: what is in what, how much there is, and what
/// comes before what. Knows nothing of rows.
class PeerTree final
{
public:
    using NodeId = std::uint32_t; ///< a node comes after those above it
    static constexpr NodeId Root = 0; ///< the share itself

    struct Totals
    {
        std::uint64_t files = 0;
        std::uint64_t bytes = 0;

        bool operator==(const Totals &) const = default;
    };

    enum class Key { Name, Size, Files, Type, Modified };

    /// How the children of a folder are ordered.
    struct Order
    {
        Key key = Key::Name;
        Qt::SortOrder direction = Qt::AscendingOrder;
        /// Folders by what is in them now; else by what was when rank() was called, or when they
        /// were first compared.
        bool isLive = false;
    };

    PeerTree();

    /// Puts in a file that is not there yet. What is new comes behind `fresh`, folders before what
    /// is in them; what the filter shows for the first time, behind `appeared`.
    void add(const FileRecord &file, std::vector<NodeId> &fresh, std::vector<NodeId> &appeared);
    void clear();

    /// A file matches when each word is in its path; a folder, when a file in it does. Letters
    /// match without case and accents.
    void setFilter(const QString &text);
    [[nodiscard]] bool isFiltered() const { return !m_words.empty(); }

    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }
    [[nodiscard]] bool isFolder(NodeId id) const { return !node(id).file; }
    [[nodiscard]] NodeId parentOf(NodeId id) const { return m_filterable[id].parent; }
    /// UTF-8 from outside.
    [[nodiscard]] QString nameOf(NodeId id) const;
    /// Without a `/` behind a folder; empty for the share itself.
    [[nodiscard]] QString pathOf(NodeId id) const;
    /// Null for a folder.
    [[nodiscard]] const FileRecord *fileOf(NodeId id) const;
    [[nodiscard]] Totals totalsOf(NodeId id) const { return node(id).totals; }
    /// Files that match, in a folder and below it.
    [[nodiscard]] std::uint64_t matchesOf(NodeId id) const { return m_filterable[id].matches; }
    /// Among these siblings; Root when none has this name.
    [[nodiscard]] NodeId findAmong(const std::vector<NodeId> &siblings, const QString &name) const;

    /// Has to be called before a node is compared.
    void prepare(NodeId id);
    void rank();
    /// A total order of siblings, folders first.
    [[nodiscard]] bool isBefore(NodeId left, NodeId right, const Order &order) const;

private:
    struct Node
    {
        std::optional<FileRecord> file; ///< absent for folders
        QByteArray name; ///< of a folder
        Totals totals; ///< below it, itself included
        std::optional<QCollatorSortKey> key; ///< of the name
        Totals ranked; ///< of a folder
    };

    /// What a filter asks of each node, close together: all are gone through with each letter.
    struct Filterable
    {
        NodeId parent = Root;
        quint32 words = 0; ///< of the filter that are in its path, as bits
        std::uint32_t matches = 0; ///< files below it, itself included, that pass the filter
        std::uint32_t nameEnd = 0; ///< of its folded name
        bool isFile = false;
    };

    [[nodiscard]] const Node &node(NodeId id) const { return m_nodes[id]; }
    [[nodiscard]] QByteArrayView nameBytes(const Node &node) const;
    NodeId addNode(NodeId parent, QByteArrayView name, std::vector<NodeId> &fresh);
    [[nodiscard]] NodeId folderFor(const QByteArray &path, std::vector<NodeId> &fresh);
    void match(NodeId id);
    [[nodiscard]] int compare(const Node &left, const Node &right, const Order &order) const;

    std::vector<Filterable> m_filterable; ///< by node
    QByteArray m_foldedNames; ///< of all nodes, one behind the other
    std::deque<Node> m_nodes; ///< never moved, however many there are
    QHash<QByteArray, NodeId> m_folders; ///< by path
    std::vector<QByteArray> m_words; ///< of the filter, folded
    QCollator m_collator;
};

} // namespace ft::models
