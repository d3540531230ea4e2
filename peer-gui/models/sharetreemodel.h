#pragma once

#include "peer-gui/models/peertree.h"
#include "peer-gui/models/slicedsort.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <deque>
#include <unordered_map>

namespace ft::models {

/// The share of a peer as folders and files, folders first.
///
/// Grows while its pages arrive. The rows of a folder come into being when it is first looked into,
/// and what takes long is done in slices from the event loop: 100,000 files hold nobody up. Counts
/// and bytes of folders are those of all that has arrived below them.
class ShareTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Size, Files, Type, Modified, ColumnCount }; ///< as PeerTree::Key

    /// The raw value of a cell (bytes, seconds, text).
    static constexpr int SortRole = Qt::UserRole;

    using Totals = PeerTree::Totals;

    explicit ShareTreeModel(QObject *parent = nullptr);

    /// Puts files in that are not there yet: some of them at once, many in the next turns.
    void add(std::vector<FileRecord> files);
    void clear();
    /// Whether there is more to put in or to sort.
    [[nodiscard]] bool isBusy() const { return m_sorting || !m_pending.empty(); }

    /// Shows only files whose path has all these words, and the folders they are in.
    void setFilter(const QString &text);
    [[nodiscard]] const QString &filter() const { return m_filter; }

    /// Of everything, whatever the filter.
    [[nodiscard]] Totals totals() const { return m_tree.totalsOf(PeerTree::Root); }
    /// Files that pass the filter.
    [[nodiscard]] std::uint64_t matches() const { return m_tree.matchesOf(PeerTree::Root); }

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
    /// At once, or in the next turns when there is much to sort; until then all is as it was.
    void sort(int column, Qt::SortOrder order) override;

signals:
    /// Some of what was added is in, or what was to be sorted is sorted.
    void worked();

private:
    using NodeId = PeerTree::NodeId;
    using Ids = std::vector<NodeId>;

    struct Folder
    {
        bool isOpen = false; ///< its rows exist
        bool isSorted = true;
        Ids children; ///< all
        Ids rows; ///< those shown while it is open and there is a filter
    };
    /// A sorting that is under way.
    struct Sorting
    {
        PeerTree::Order order;
        std::deque<std::pair<NodeId, SlicedSort<NodeId>>> folders; ///< large ones
        std::size_t done = 0; ///< of them
    };

    void work();
    void addSome();
    void takeIn(Ids &fresh);
    void showArrived(Ids &appeared);
    void insert(NodeId folder, Ids arrived, Ids &into, bool areRows);
    void tellTotals(const Ids &fresh);
    void sortSome();
    void applySorting();
    void sortChildren(Folder &folder, const PeerTree::Order &order);
    void open(NodeId folder);
    [[nodiscard]] Ids shownOf(const Folder &folder) const;

    [[nodiscard]] static NodeId idOf(const QModelIndex &index);
    [[nodiscard]] QModelIndex indexOf(NodeId id, int column = 0) const;
    /// Those that exist: none of a folder that is not open.
    [[nodiscard]] const Ids &rowsOf(NodeId folder) const;
    [[nodiscard]] const Folder &folderAt(NodeId id) const;
    [[nodiscard]] QString textOf(NodeId id, int column) const;
    [[nodiscard]] QVariant rawOf(NodeId id, int column) const;
    [[nodiscard]] auto before() const
    {
        return [this](NodeId left, NodeId right) {
            return m_tree.isBefore(left, right, m_order);
        };
    }

    PeerTree m_tree;
    std::unordered_map<NodeId, Folder> m_folders;
    std::deque<FileRecord> m_pending; ///< to be put in
    std::optional<Sorting> m_sorting;
    QTimer m_soon; ///< more work
    QString m_filter;
    PeerTree::Order m_order;
};

} // namespace ft::models
