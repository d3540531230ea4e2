#pragma once

#include "peer-gui/models/resultorder.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <deque>
#include <functional>
#include <variant>

namespace ft::models {

/// What a search found: one row per content, and below it its records when there are several.
///
/// News, sorting and filtering are worked off in slices of a few milliseconds from the event loop,
/// the first of them at once, so that 100,000 rows never hold the window up. Every change is one
/// layoutChanged(), in which rows may come and go too; indexes of what stays, stay.
class SearchResultsModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    using Column = ResultColumns::Column;

    /// The raw value of a cell (bytes, seconds, text).
    static constexpr int SortRole = Qt::UserRole;
    /// Holding::Kind as int, of a content.
    static constexpr int KindRole = SortRole + 1;
    /// How much is downloaded as double, 0 to 1, of a content.
    static constexpr int FractionRole = SortRole + 2;

    /// `self` is this peer's own name, whose records are told apart; `holdings` must outlive the
    /// model.
    SearchResultsModel(HostName self, const Holdings &holdings, QObject *parent = nullptr);

    /// Takes records, in place of those of the same path and peer.
    void put(std::vector<SourceRecord> records);
    void remove(std::vector<protocol::Gone> gone);
    /// What is not put between these two is gone.
    void beginCheck();
    void endCheck();

    /// Shows only contents that have each word somewhere in their paths, type or peers.
    void setFilter(const QString &text);
    [[nodiscard]] bool isFiltered() const { return !m_order.filter().empty(); }

    /// Whether there is still work to do.
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] int contentCount() const { return m_store.contentCount(); } ///< shown or not
    [[nodiscard]] int recordCount() const { return m_store.recordCount(); } ///< shown or not
    [[nodiscard]] int shownCount() const { return static_cast<int>(shown().size()); } ///< contents

    // Of a valid index, of whatever column.
    [[nodiscard]] bool isContent(const QModelIndex &index) const { return !index.internalId(); }
    [[nodiscard]] ContentId contentOf(const QModelIndex &index) const;
    /// All records of the content that the row is, or belongs to.
    [[nodiscard]] const ResultStore::Records &recordsOf(const QModelIndex &index) const;
    /// The record of the row, or the one that speaks for its content.
    [[nodiscard]] const SourceRecord &recordOf(const QModelIndex &index) const;
    /// Those that offer the content, that of the row first; none of this peer's own.
    [[nodiscard]] std::vector<SourceRecord> sourcesOf(const QModelIndex &index) const;
    [[nodiscard]] Holding holdingOf(const QModelIndex &index) const;
    /// Of a content that is there; -1 when it is not shown.
    [[nodiscard]] int rowOf(ContentId content) const { return m_order.rowOf(content); }
    [[nodiscard]] const ResultCells &cells() const { return m_cells; }

    [[nodiscard]] QModelIndex index(int row,
                                    int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex sibling(int row, int column, const QModelIndex &index) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section,
                                      Qt::Orientation orientation,
                                      int role) const override;
    /// The column -1 stands for the order in which contents came, the best first.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    /// What a view needs to find rows by their first letters, and at 100,000 rows fast enough.
    [[nodiscard]] QModelIndexList match(const QModelIndex &start,
                                        int role,
                                        const QVariant &value,
                                        int most,
                                        Qt::MatchFlags flags) const override;

signals:
    /// Around each layoutChanged() of this model, outside of all that views do on it.
    void aboutToRearrange();
    void rearranged();
    /// A slice of work is done.
    void worked();

private:
    struct Put
    {
        std::vector<SourceRecord> records;
        std::size_t next = 0;
    };
    struct Remove
    {
        std::vector<protocol::Gone> gone;
        std::size_t next = 0;
    };
    struct BeginCheck
    {};
    struct EndCheck
    {};
    using News = std::variant<Put, Remove, BeginCheck, EndCheck>;
    using Touched = std::vector<ContentId>;

    /// What a persistent index stands for, whatever its row is.
    struct Anchor
    {
        ContentId content;
        QByteArray record; ///< its key; empty for the content itself
        int column = 0;
    };

    void tell(News news);
    void workSoon();
    void work();
    void arrange();
    void takeNews();
    void takeSome(Touched &touched);
    void rearrange(const std::function<void()> &change);
    [[nodiscard]] Anchor anchorOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Anchor &anchor) const;

    [[nodiscard]] const std::vector<ContentId> &shown() const { return m_order.shown(); }
    [[nodiscard]] const SourceRecord &childAt(ContentId content, int row) const;
    /// Rows of the records of a content, as the sorting has them.
    [[nodiscard]] const std::vector<int> &childOrder(ContentId content) const;
    [[nodiscard]] QVariant cell(const QModelIndex &index, int role) const;
    void tellStates();

    ResultCells m_cells;
    ResultStore m_store;
    ResultOrder m_order{m_store, m_cells};
    std::deque<News> m_news;
    QTimer m_timer; ///< to the next slice; while it runs, nothing is done outside of slices
    mutable QHash<std::uint32_t, std::vector<int>> m_children; ///< childOrder(), once asked for
};

} // namespace ft::models
