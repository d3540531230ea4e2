#pragma once

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/models/tablemodel.h"

namespace ft::models {

/// The sources of one download.
class SourcesModel final : public TableModel
{
    Q_OBJECT

public:
    enum Column { Name, State, Rate, Received, Share, Address, ColumnCount };

    using TableModel::TableModel;

    /// The sources of this download from now on; those of one that is shown already stay the same
    /// rows.
    void show(const engine::TransferSnapshot &transfer);
    void clear();

    [[nodiscard]] const engine::TransferSource &source(int row) const;

    [[nodiscard]] int compare(int column, int left, int right) const override;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_transfer.sources.size()); }
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] bool isRightAligned(int column) const override;
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant rawValue(int row, int column) const override;

private:
    [[nodiscard]] bool hasSameRows(const engine::TransferSnapshot &transfer) const;

    engine::TransferSnapshot m_transfer;
};

} // namespace ft::models
