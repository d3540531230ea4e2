#pragma once

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/models/collationkeys.h"
#include "peer-gui/models/tablemodel.h"

#include <vector>

namespace ft::models {

/// The files this peer offers, one row each.
class SharesModel final : public TableModel
{
    Q_OBJECT

public:
    enum Column { Name, Type, Size, Modified, LocalPath, ColumnCount };

    explicit SharesModel(QObject *parent = nullptr);

    /// Takes the whole share as it is now. Rows that stay keep their place, so that selection and
    /// scrolling survive; new ones come behind them.
    void update(std::vector<engine::SharedFileInfo> files);

    [[nodiscard]] const engine::SharedFileInfo &file(int row) const;

    [[nodiscard]] int compare(int column, int left, int right) const override;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_files.size()); }
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] bool isRightAligned(int column) const override;
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant rawValue(int row, int column) const override;

private:
    struct Changes;

    void reset(std::vector<engine::SharedFileInfo> files);
    void removeRows(const std::vector<bool> &isGone);

    std::vector<engine::SharedFileInfo> m_files;
    mutable CollationKeys m_names;
    mutable CollationKeys m_types;
    mutable CollationKeys m_paths;
};

} // namespace ft::models
