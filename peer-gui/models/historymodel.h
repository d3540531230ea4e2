#pragma once

#include "peer-gui/engine/history/historyentry.h"
#include "peer-gui/models/tablemodel.h"

#include <memory>
#include <unordered_set>
#include <vector>

namespace ft::models {

/// The entries of the history, in the order the engine gives them: page after page, as one scrolls.
///
/// The view must not sort: entries that are not here yet have their place among them.
class HistoryModel final : public TableModel
{
    Q_OBJECT

public:
    enum Column { When, What, Name, Peer, Size, Rate, Duration, Outcome, Path, ColumnCount };

    /// The name of an own icon, in column What.
    static constexpr int IconRole = SortRole + 1;

    using TableModel::TableModel;

    /// Begins anew with the first entries in this order.
    void show(const engine::HistoryPage &page, const engine::HistoryOrder &order);
    /// Takes those that follow.
    void append(const engine::HistoryPage &page);
    /// Takes what has become of the newest entries: those of the same filter, newest first, without
    /// a gap. New ones come in at their place, those of that time which are missing go.
    void refresh(const engine::HistoryPage &newest);

    /// How many of the newest entries it takes to learn what has become of those that run.
    [[nodiscard]] std::uint32_t freshEntries() const;
    [[nodiscard]] const engine::HistoryEntry &entry(int row) const;
    [[nodiscard]] const engine::HistoryOrder &order() const { return m_order; }
    [[nodiscard]] bool isMore() const { return m_isMore; }

    /// The order that a column stands for.
    [[nodiscard]] static engine::HistoryOrder orderOf(int column, Qt::SortOrder order);

    [[nodiscard]] int compare(int column, int left, int right) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    /// Those that follow are to be asked for, then given to append().
    void moreWanted();

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_entries.size()); }
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] bool isRightAligned(int column) const override;
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant rawValue(int row, int column) const override;
    [[nodiscard]] QString toolTipOf(int row, int column) const override;

private:
    /// Shared, so that rows move cheaply when others come in before them.
    using Entry = std::shared_ptr<const engine::HistoryEntry>;

    void removeMissing(const engine::HistoryPage &newest,
                       const std::unordered_set<std::int64_t> &there);
    [[nodiscard]] int rowsAsNewAs(const engine::HistoryPage &newest) const;
    void update(int row, const engine::HistoryEntry &entry);
    void insert(const std::vector<Entry> &entries);
    void insertAt(std::size_t place, const std::vector<Entry> &entries);
    [[nodiscard]] std::size_t placeOf(const engine::HistoryEntry &entry) const;

    std::vector<Entry> m_entries;
    std::unordered_set<std::int64_t> m_known; ///< ids of these
    engine::HistoryOrder m_order;
    bool m_isMore = false; ///< others follow that are not here yet
};

} // namespace ft::models
