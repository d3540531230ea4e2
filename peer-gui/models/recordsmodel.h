#pragma once

#include "peer-gui/models/resultcells.h"
#include "peer-gui/models/tablemodel.h"

namespace ft::models {

/// The records of one content, one row each: who offers it, where, and under what name.
class RecordsModel final : public TableModel
{
    Q_OBJECT

public:
    enum Column { Peer, Address, Path, Modified, ColumnCount };

    using TableModel::TableModel;

    /// In place of those before; `cells` must outlive the model.
    void show(const ResultStore::Records &records, const ResultCells &cells);
    void clear();

    [[nodiscard]] int compare(int column, int left, int right) const override;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_records.size()); }
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] bool isRightAligned(int) const override { return false; }
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant rawValue(int row, int column) const override;
    [[nodiscard]] QString toolTipOf(int row, int column) const override;

private:
    [[nodiscard]] const SourceRecord &record(int row) const;

    ResultStore::Records m_records;
    const ResultCells *m_cells = nullptr; ///< while there are records
};

} // namespace ft::models
