#include "peer-gui/widgets/tableview.h"

#include <QHeaderView>
#include <QMenu>
#include <QProxyStyle>
#include <QSettings>

#include <algorithm>

namespace ft::widgets {

namespace {

constexpr int RowPadding = 10;
constexpr int CellMargin = 7;

/// The application's style with more room beside the text of cells and headers, and with two clicks
/// to open something everywhere: one selects.
class RoomyStyle final : public QProxyStyle
{
public:
    [[nodiscard]] int pixelMetric(PixelMetric metric,
                                  const QStyleOption *option,
                                  const QWidget *widget) const override
    {
        if (metric == PM_FocusFrameHMargin)
            return CellMargin;
        if (metric == PM_HeaderMargin)
            return CellMargin + 1;
        return QProxyStyle::pixelMetric(metric, option, widget);
    }

    [[nodiscard]] int styleHint(StyleHint hint,
                                const QStyleOption *option,
                                const QWidget *widget,
                                QStyleHintReturn *data) const override
    {
        if (hint == SH_ItemView_ActivateItemOnSingleClick)
            return 0;
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
};

} // namespace

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
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(),
            &QWidget::customContextMenuRequested,
            this,
            &TableView::showColumnMenu);
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

void TableView::showColumnMenu(const QPoint &position)
{
    auto *menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // The first column names the row, so it stays.
    for (int column = 1; column < model()->columnCount(); ++column) {
        const auto title = model()->headerData(column, Qt::Horizontal).toString();
        QAction *action = menu->addAction(title);
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool isShown) {
            setColumnHidden(column, !isShown);
        });
    }
    menu->popup(horizontalHeader()->viewport()->mapToGlobal(position));
}

} // namespace ft::widgets
