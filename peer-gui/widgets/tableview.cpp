#include "peer-gui/widgets/tableview.h"

#include "peer-gui/widgets/roomystyle.h"

#include <QHeaderView>
#include <QSettings>

#include <algorithm>

namespace ft::widgets {

TableView::TableView(models::TableModel &model, const QString &accessibleName, QWidget *parent)
    : TableView(static_cast<QAbstractItemModel &>(*new models::SortProxy{model}),
                accessibleName,
                parent)
{
    m_proxy.reset(static_cast<models::SortProxy *>(this->model()));
}

TableView::TableView(QAbstractItemModel &model, const QString &accessibleName, QWidget *parent)
    : QTableView(parent)
{
    auto *roomy = new RoomyStyle;
    roomy->setParent(this);
    setStyle(roomy);
    horizontalHeader()->setStyle(roomy);
    setModel(&model);
    setAccessibleName(accessibleName);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    setTextElideMode(Qt::ElideMiddle);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setFrameShape(NoFrame);
    setHorizontalScrollMode(ScrollPerPixel);
    // Fixed heights keep a table of 100,000 rows from measuring each.
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + RowPadding);
    verticalHeader()->hide();

    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    offerColumnMenu(*horizontalHeader());
    setSortingEnabled(true);
    sortByColumn(-1, Qt::AscendingOrder);
}

void TableView::setColumnWidths(const std::vector<int> &characters)
{
    const int character = fontMetrics().averageCharWidth();
    for (std::size_t column = 0; column < characters.size(); ++column)
        setColumnWidth(static_cast<int>(column), characters[column] * character);
}

std::vector<int> TableView::selectedRows() const
{
    QModelIndexList selected = selectionModel()->selectedRows();
    std::sort(selected.begin(), selected.end());
    std::vector<int> rows;
    rows.reserve(static_cast<std::size_t>(selected.size()));
    for (const QModelIndex &index : selected)
        rows.push_back(toSource(index).row());
    return rows;
}

std::optional<int> TableView::currentRow() const
{
    const QModelIndex index = toSource(currentIndex());
    return index.isValid() ? std::optional{index.row()} : std::nullopt;
}

QModelIndex TableView::toSource(const QModelIndex &index) const
{
    return m_proxy ? m_proxy->mapToSource(index) : index;
}

void TableView::selectFirstRow()
{
    if (model()->rowCount() > 0)
        setCurrentIndex(model()->index(0, horizontalHeader()->logicalIndex(0)));
}

void TableView::saveColumns(QSettings &settings, const QString &key) const
{
    settings.setValue(key, horizontalHeader()->saveState());
}

void TableView::restoreColumns(const QSettings &settings, const QString &key)
{
    horizontalHeader()->restoreState(settings.value(key).toByteArray());
}

} // namespace ft::widgets
