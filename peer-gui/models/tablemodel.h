#pragma once

#include <QAbstractTableModel>

namespace ft::models {

/// A table of values: beside what it shows of a cell, it gives its raw worth and compares rows by
/// it.
class TableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// The raw value of a cell (bytes, seconds, text), never its formatted text.
    static constexpr int SortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    /// Below, at or above 0 as the left row comes before, with or after the right one in a column.
    /// For valid rows and columns only; what a proxy sorts by, without boxing values.
    [[nodiscard]] virtual int compare(int column, int left, int right) const = 0;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section,
                                      Qt::Orientation orientation,
                                      int role) const final;

    /// No row has children.
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : rows();
    }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : columns();
    }

protected:
    [[nodiscard]] virtual int rows() const = 0;
    [[nodiscard]] virtual int columns() const = 0;
    /// What follows is asked for valid rows and columns only.
    [[nodiscard]] virtual QString heading(int column) const = 0;
    /// Cells and heading alike.
    [[nodiscard]] virtual bool isRightAligned(int column) const = 0;
    /// What a cell shows.
    [[nodiscard]] virtual QString text(int row, int column) const = 0;
    /// What SortRole gives.
    [[nodiscard]] virtual QVariant rawValue(int row, int column) const = 0;
    /// Plain text; empty for none.
    [[nodiscard]] virtual QString toolTipOf(int row, int column) const { return text(row, column); }
};

/// compare() of two values that have an order.
template <typename Value>
[[nodiscard]] int compareValues(const Value &left, const Value &right)
{
    return left < right ? -1 : static_cast<int>(right < left);
}

} // namespace ft::models
