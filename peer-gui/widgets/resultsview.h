#pragma once

#include "peer-gui/models/searchresultsmodel.h"

#include <QTreeView>

namespace ft::widgets {

/// The table of what a search found: contents, and their records below them. Sorts by raw values,
/// selects whole rows, lets columns be moved, hidden and sized.
class ResultsView final : public QTreeView
{
    Q_OBJECT

public:
    /// `model` must outlive the view.
    explicit ResultsView(models::SearchResultsModel &model, QWidget *parent = nullptr);

    /// The selected rows from top to bottom, by their first column.
    [[nodiscard]] QModelIndexList selectedRows() const;
    [[nodiscard]] int selectedCount() const;
    void selectFirstRow();

    /// Widths, order, sorting and which are hidden.
    [[nodiscard]] QByteArray columns() const;
    void setColumns(const QByteArray &columns);

signals:
    /// Other rows are selected. Comes once when rows are rearranged.
    void selectionTold();

protected:
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;

private:
    void setupHeader();
    void holdSelection();
    void giveSelectionBack();

    models::SearchResultsModel &m_model;
    bool m_isRearranging = false;
    /// Those selected before rows are rearranged, when they are many.
    std::vector<models::ContentId> m_held;
};

} // namespace ft::widgets
