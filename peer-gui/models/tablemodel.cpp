#include "peer-gui/models/tablemodel.h"

#include "peer-gui/models/formatting.h"

namespace ft::models {

namespace {

constexpr Qt::Alignment RightAligned = Qt::AlignRight | Qt::AlignVCenter;

} // namespace

QVariant TableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case SortRole:
        return rawValue(index.row(), index.column());
    case Qt::ToolTipRole:
        return toolTip(toolTipOf(index.row(), index.column()));
    case Qt::TextAlignmentRole:
        return isRightAligned(index.column()) ? QVariant{RightAligned} : QVariant{};
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return heading(section);
    case Qt::TextAlignmentRole:
        return isRightAligned(section) ? QVariant{RightAligned} : QVariant{};
    default:
        return {};
    }
}

} // namespace ft::models
