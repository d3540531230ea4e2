#pragma once

#include "common/model/filerecord.h"

#include <QAbstractItemModel>
#include <QCollator>
#include <QHash>

#include <optional>
#include <vector>

namespace ft::models {

/// The share of a peer as folders and files, folders first.
///
/// Grows while its pages arrive. The rows of a folder come into being when it is first looked into,
/// so that 100,000 files cost a view no more than it shows; counts and bytes of folders are those
/// of all that has arrived below them.
class ShareTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Size, Files, Type, Modified, ColumnCount };

    /// The raw value of a cell (bytes, seconds, text).
    static constexpr int SortRole = Qt::UserRole;

    struct Totals
    {
        std::uint64_t files = 0;
        std::uint64_t bytes = 0;

        bool operator==(const Totals &) const = default;
    };

    explicit ShareTreeModel(QObject *parent = nullptr);

    /// Puts files in; those that are there already are left as they are.
    void add(const std::vector<FileRecord> &files);
    void clear();

    /// Shows only files whose path has all these words, and the folders they are in.
    void setFilter(const QString &text);
    [[nodiscard]] const QString &filter() const { return m_filter; }

    /// Of everything, whatever the filter.
    [[nodiscard]] Totals totals() const;
    /// Files that pass the filter.
    [[nodiscard]] std::uint64_t matches() const { return m_nodes.front().matches; }

    [[nodiscard]] bool isFolder(const QModelIndex &index) const;
    /// Of a folder without a `/` behind it; empty for the share itself.
    [[nodiscard]] QString pathOf(const QModelIndex &index) const;
    /// Null for a folder.
    [[nodiscard]] const FileRecord *fileAt(const QModelIndex &index) const;
    [[nodiscard]] Totals totalsOf(const QModelIndex &folder) const;
    /// Where a path is; its folders are looked into on the way. Invalid when it is not there, or
    /// filtered away.
    [[nodiscard]] QModelIndex find(const QString &path);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent) const override;
    [[nodiscard]] int columnCount(const QModelIndex &) const override { return ColumnCount; }
    [[nodiscard]] bool hasChildren(const QModelIndex &parent) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section,
                                      Qt::Orientation orientation,
                                      int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    using NodeId = std::uint32_t; ///< 0 is the share itself
    static constexpr NodeId Root = 0;

    struct Node
    {
        NodeId parent = Root;
        QString name;
        std::optional<FileRecord> file; ///< absent for folders
        std::uint64_t files = 0; ///< below it, itself included
        std::uint64_t bytes = 0;
        std::uint64_t matches = 0; ///< files below it, itself included, that pass the filter
        quint32 words = 0; ///< of the filter that are in its name or above it, as bits
        bool isOpen = false; ///< its rows exist
        std::vector<NodeId> children; ///< all
        std::vector<NodeId> rows; ///< those shown while it is open
        std::optional<QCollatorSortKey> key; ///< of the name, once it was compared by
        Totals ranked; ///< by which a folder is sorted: totals of the last sorting
    };

    [[nodiscard]] NodeId idOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(NodeId id, int column = 0) const;
    [[nodiscard]] const Node &node(NodeId id) const { return m_nodes[id]; }
    NodeId addNode(NodeId parent, const QString &name);
    [[nodiscard]] NodeId folderFor(const FileRecord &file);
    void addFile(const FileRecord &file);
    void noteArrival(NodeId id);
    void showArrived();
    void showIn(NodeId folder, std::vector<NodeId> arrived);
    void insertRun(NodeId folder, std::size_t at, const std::vector<NodeId> &run);
    void tellTotals();
    void open(NodeId folder);
    [[nodiscard]] std::vector<NodeId> shownOf(NodeId folder);
    [[nodiscard]] bool isShown(NodeId id) const { return node(id).matches > 0; }
    void match(NodeId id);
    [[nodiscard]] bool isBefore(NodeId left, NodeId right) const;
    [[nodiscard]] int compare(NodeId left, NodeId right) const;
    void makeKey(NodeId id);
    [[nodiscard]] QString textOf(const Node &node, int column) const;
    [[nodiscard]] QVariant rawOf(const Node &node, int column) const;

    std::vector<Node> m_nodes;
    QHash<QByteArray, NodeId> m_folders; ///< by path
    QHash<QByteArray, NodeId> m_files; ///< by path
    std::vector<NodeId> m_arrived; ///< since the last showArrived()
    std::vector<NodeId> m_grown; ///< folders whose totals changed since then
    QString m_filter;
    QStringList m_words; ///< of the filter; at most 32
    QCollator m_collator;
    int m_column = Name;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace ft::models
