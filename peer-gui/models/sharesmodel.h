#pragma once

#include "peer-gui/models/sharearrangement.h"
#include "peer-gui/models/tablemodel.h"

#include <optional>
#include <vector>

namespace ft::models {

/// The files of the share in the order and with the filter that a ShareArrangement has: one row
/// each. It never sorts by itself.
class SharesModel final : public TableModel
{
    Q_OBJECT

public:
    using Column = ShareColumn;
    static constexpr int ColumnCount = static_cast<int>(Column::Type) + 1;
    using Arranged = std::shared_ptr<const ShareArrangement>;

    using TableModel::TableModel;

    /// Takes the arrangement that follows the one taken last. Rows that stay are moved, never
    /// replaced, so that selection and scrolling survive.
    void take(const Arranged &next);
    /// Who takes what now; those that are over leave.
    void update(const std::vector<engine::UploadSnapshot> &changed);

    [[nodiscard]] const engine::SharedFileInfo &file(int row) const;
    [[nodiscard]] FileRequests requests(int row) const;
    /// The peers that take the file now.
    [[nodiscard]] QStringList takers(int row) const;
    /// -1 when there is no such row.
    [[nodiscard]] int rowOf(const SharedPath &path) const;
    /// Null before the first.
    [[nodiscard]] const Arranged &arrangement() const { return m_taken; }

    [[nodiscard]] int compare(int column, int left, int right) const override;
    /// Asks for it by sortWanted().
    void sort(int column, Qt::SortOrder order) override;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    /// The files as they lie on the disk, for whoever they are dropped on.
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;

signals:
    void sortWanted(ft::models::ShareColumn column, Qt::SortOrder order);

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] bool isRightAligned(int column) const override;
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant rawValue(int row, int column) const override;
    [[nodiscard]] QString toolTipOf(int row, int column) const override;

private:
    void reset(const Arranged &next);
    void moveRows(const std::vector<int> &newRows, std::vector<std::uint32_t> numbers);
    void removeGone(const std::vector<int> &moved);
    void tellTakers(const QByteArray &path);

    Arranged m_taken;
    engine::SharedFileList m_files; ///< what m_rows counts in
    std::vector<std::uint32_t> m_rows; ///< the number of the file of each
    QHash<std::uint32_t, engine::UploadSnapshot> m_uploads; ///< by id
    QHash<QByteArray, QStringList> m_takers; ///< by the path in the share
};

} // namespace ft::models
