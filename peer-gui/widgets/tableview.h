#pragma once

#include "peer-gui/models/sortproxy.h"

#include <QTableView>

#include <memory>
#include <optional>
#include <vector>

class QSettings;

namespace ft::widgets {

/// A table of rows that one picks from: sorts by raw values, selects whole rows, lets columns be
/// moved, hidden and sized, and remembers all that.
class TableView final : public QTableView
{
    Q_OBJECT

public:
    /// `model` must outlive the view.
    TableView(models::TableModel &model, const QString &accessibleName, QWidget *parent = nullptr);
    /// Over a model that sorts its rows itself.
    TableView(QAbstractItemModel &model, const QString &accessibleName, QWidget *parent = nullptr);

    /// Which rows are seen, in which order; only over a TableModel.
    [[nodiscard]] models::SortProxy &proxy() { return *m_proxy; }

    /// Widths of the first columns, in characters.
    void setColumnWidths(const std::vector<int> &characters);

    /// Rows of the model (not of the view) that are selected, as the view orders them.
    [[nodiscard]] std::vector<int> selectedRows() const;
    /// The row of the model that has the cursor.
    [[nodiscard]] std::optional<int> currentRow() const;
    void selectFirstRow();

    void saveColumns(QSettings &settings, const QString &key) const;
    void restoreColumns(const QSettings &settings, const QString &key);

private:
    [[nodiscard]] QModelIndex toSource(const QModelIndex &index) const;

    std::unique_ptr<models::SortProxy> m_proxy; ///< null over a model that sorts itself
};

} // namespace ft::widgets
