#pragma once

#include "peer-gui/engine/snapshots.h"
#include "peer-gui/models/tablemodel.h"

#include <vector>

namespace ft::models {

/// The peers that take something now, the latest last.
class UploadsModel final : public TableModel
{
    Q_OBJECT

public:
    enum Column { Name, Peer, State, Rate, Sent, Address, ColumnCount };

    using TableModel::TableModel;

    /// Takes the uploads that changed; those that are over leave.
    void update(const std::vector<engine::UploadSnapshot> &changed);

    [[nodiscard]] int compare(int column, int left, int right) const override;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_uploads.size()); }
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] bool isRightAligned(int column) const override;
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant rawValue(int row, int column) const override;

private:
    void take(const engine::UploadSnapshot &upload);
    [[nodiscard]] const engine::UploadSnapshot &upload(int row) const;

    std::vector<engine::UploadSnapshot> m_uploads; ///< by id
};

} // namespace ft::models
