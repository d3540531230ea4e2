#pragma once

#include "peer-gui/models/resultkeys.h"
#include "peer-gui/models/slicedsort.h"

#include <optional>
#include <vector>

namespace ft::models {

/// Decides which contents of a store are shown, and in which order.
///
/// Sorting and filtering begin at once and end after as many slices of work() as they need; until
/// then, and until apply(), everything is as it was.
class ResultOrder final
{
public:
    /// Both must outlive it.
    ResultOrder(const ResultStore &store, const ResultCells &cells);

    /// ResultColumns::Count for the order in which contents came.
    void sortBy(int column, Qt::SortOrder order);
    /// Shows only what has each of the words.
    void setFilter(std::vector<QByteArray> words);
    /// What this peer has to do with contents has changed.
    void reviewStates();

    enum class Progress {
        Working, ///< call work() again, or there is nothing to do
        RowsChange, ///< apply() shows what has come of it
        StatesChange, ///< the same rows, but other states
    };

    [[nodiscard]] bool isBusy() const { return m_sort || m_review; }
    /// Works for some milliseconds.
    [[nodiscard]] Progress work();
    void apply();
    /// Takes up contents that have changed, come or gone; not while it is busy.
    void settle(const std::vector<ContentId> &touched);

    [[nodiscard]] const std::vector<ContentId> &shown() const { return m_shown; }
    /// Of a content; -1 when it is not shown.
    [[nodiscard]] int rowOf(ContentId id) const { return m_rows[id.value()]; }
    /// Whether the content of a row has several records.
    [[nodiscard]] bool hasSeveral(int row) const
    {
        return m_severalOf[static_cast<std::size_t>(row)] != 0;
    }
    [[nodiscard]] int column() const { return m_column; }
    [[nodiscard]] Qt::SortOrder direction() const { return m_direction; }
    [[nodiscard]] const std::vector<QByteArray> &filter() const { return m_words; }

private:
    void startSort();
    [[nodiscard]] Progress sortSome();
    [[nodiscard]] Progress reviewSome();
    [[nodiscard]] Progress endReview();
    void mergeIn(std::vector<ContentId> fresh);

    const ResultStore &m_store;
    ResultKeys m_keys;
    int m_column = ResultColumns::Count;
    Qt::SortOrder m_direction = Qt::AscendingOrder;
    std::vector<QByteArray> m_words; ///< of the filter
    std::vector<ContentId> m_order; ///< all, sorted
    std::vector<ContentId> m_shown; ///< those of them that the filter lets through
    std::vector<char> m_passes; ///< by content: whether the filter lets it through
    std::vector<char> m_isTouched; ///< by content: while some are settled
    std::vector<char> m_hasSeveral; ///< by content: whether it has several records
    std::vector<char> m_severalOf; ///< the same by row, as a view asks for all rows one by one
    std::vector<int> m_rows; ///< by content

    std::optional<SlicedSort<ContentId>> m_sort; ///< under way
    std::optional<std::size_t> m_review; ///< under way: the next content to look at
    bool m_hasPassChanged = false; ///< since the review began
    bool m_hasStateChanged = false; ///< likewise
};

} // namespace ft::models
