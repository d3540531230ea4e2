#include "peer-gui/widgets/resultsview.h"

#include "peer-gui/widgets/chipdelegate.h"
#include "peer-gui/widgets/roomystyle.h"

#include <QHeaderView>

#include <algorithm>

namespace ft::widgets {

using models::ContentId;
using models::ResultColumns;

namespace {

/// A selection model keeps an index of each selected row while rows are rearranged, or takes all
/// rows for selected when all were: too slow, or wrong, for more than so many.
constexpr int MostKeptRows = 100;
/// More stretches of rows than this are not selected again.
constexpr std::size_t MostRanges = 1'000;

} // namespace

ResultsView::ResultsView(models::SearchResultsModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    auto *roomy = new RoomyStyle;
    roomy->setParent(this);
    setStyle(roomy);
    header()->setStyle(roomy);
    // Before the selection model hears of it, and after.
    connect(&model,
            &models::SearchResultsModel::aboutToRearrange,
            this,
            &ResultsView::holdSelection);
    connect(&model, &models::SearchResultsModel::rearranged, this, &ResultsView::giveSelectionBack);
    setModel(&model);
    setItemDelegate(new RowDelegate{this});
    setItemDelegateForColumn(ResultColumns::State, new ChipDelegate{this});
    setAccessibleName(tr("Files found"));
    setUniformRowHeights(true);
    setSelectionMode(ExtendedSelection);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setAlternatingRowColors(true);
    setAllColumnsShowFocus(true);
    setExpandsOnDoubleClick(false);
    setTextElideMode(Qt::ElideMiddle);
    setFrameShape(NoFrame);
    setHorizontalScrollMode(ScrollPerPixel);
    setupHeader();
}

void ResultsView::setupHeader()
{
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setHighlightSections(false);
    header()->setSortIndicatorClearable(true);
    header()->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    offerColumnMenu(*header());
    const int character = fontMetrics().averageCharWidth();
    const std::array characters{44, 20, 17, 12, 10, 17, 22, 22, 22};
    for (std::size_t i = 0; i < characters.size(); ++i)
        setColumnWidth(static_cast<int>(i), characters.at(i) * character);
}

QModelIndexList ResultsView::selectedRows() const
{
    QModelIndexList rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(m_model.index(row, 0, range.parent()));
    }
    const auto placeOf = [](const QModelIndex &index) {
        const QModelIndex parent = index.parent();
        return parent.isValid() ? std::pair{parent.row(), index.row()} : std::pair{index.row(), -1};
    };
    std::sort(rows.begin(), rows.end(), [&placeOf](const auto &a, const auto &b) {
        return placeOf(a) < placeOf(b);
    });
    return rows;
}

int ResultsView::selectedCount() const
{
    int count = 0;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        count += range.height();
    return count;
}

void ResultsView::selectFirstRow()
{
    setCurrentIndex(m_model.index(0, 0));
}

QByteArray ResultsView::columns() const
{
    return header()->saveState();
}

void ResultsView::setColumns(const QByteArray &columns)
{
    header()->restoreState(columns);
}

void ResultsView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    if (!m_isRearranging)
        emit selectionTold();
}

void ResultsView::holdSelection()
{
    m_isRearranging = true;
    if (selectedCount() <= MostKeptRows)
        return;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && !range.parent().isValid(); ++row)
            m_held.push_back(m_model.contentOf(m_model.index(row, 0)));
    }
    selectionModel()->clearSelection();
}

void ResultsView::giveSelectionBack()
{
    std::vector<int> rows;
    rows.reserve(m_held.size());
    for (const ContentId id : std::exchange(m_held, {})) {
        if (const int row = m_model.rowOf(id); row >= 0)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    QItemSelection selection;
    for (std::size_t i = 0; i < rows.size() && selection.size() < qsizetype{MostRanges}; ++i) {
        const int first = rows[i];
        while (i + 1 < rows.size() && rows[i + 1] == rows[i] + 1)
            ++i;
        selection.append(QItemSelectionRange{m_model.index(first, 0),
                                             m_model.index(rows[i], ResultColumns::Count - 1)});
    }
    if (!selection.isEmpty())
        selectionModel()->select(selection, QItemSelectionModel::Select);
    m_isRearranging = false;
    emit selectionTold();
}

} // namespace ft::widgets
