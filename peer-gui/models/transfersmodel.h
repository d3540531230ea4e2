#pragma once

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/models/tablemodel.h"

#include <unordered_set>
#include <vector>

namespace ft::models {

/// The downloads of this run, the newest first.
class TransfersModel final : public TableModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        Progress,
        Size,
        Rate,
        Remaining,
        State,
        Sources,
        Priority,
        Path,
        ColumnCount
    };

    /// How much is verified, 0 to 1, as double.
    static constexpr int FractionRole = SortRole + 1;
    /// engine::TransferState as int.
    static constexpr int StateRole = SortRole + 2;

    using TableModel::TableModel;

    /// Takes the transfers that changed: those unknown become rows, all others are told by one
    /// dataChanged.
    void update(const std::vector<engine::TransferSnapshot> &changed);
    /// Takes a finished one off the list, for good.
    void remove(engine::TransferId id);

    [[nodiscard]] const engine::TransferSnapshot &transfer(int row) const;
    /// The running ones together, bytes per second.
    [[nodiscard]] std::uint64_t totalRate() const;
    [[nodiscard]] int runningCount() const;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] int compare(int column, int left, int right) const override;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_transfers.size()); }
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] bool isRightAligned(int column) const override;
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant rawValue(int row, int column) const override;
    [[nodiscard]] QString toolTipOf(int row, int column) const override;

private:
    [[nodiscard]] int placeOf(engine::TransferId id) const;
    [[nodiscard]] bool isAt(int row, engine::TransferId id) const;
    void insert(std::vector<engine::TransferSnapshot> unknown);

    std::vector<engine::TransferSnapshot> m_transfers; ///< by id, the highest first
    std::unordered_set<engine::TransferId> m_removed;
};

/// How much of a transfer is verified, 0 to 1; a finished one is 1 even without bytes.
[[nodiscard]] double fractionDone(const engine::TransferSnapshot &transfer);

} // namespace ft::models
