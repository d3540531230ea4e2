#include "peer-gui/models/recordsmodel.h"

#include "peer-gui/models/formatting.h"

namespace ft::models {

void RecordsModel::show(const ResultStore::Records &records, const ResultCells &cells)
{
    if (records == m_records && m_cells == &cells)
        return;
    beginResetModel();
    m_records = records;
    m_cells = &cells;
    endResetModel();
}

void RecordsModel::clear()
{
    beginResetModel();
    m_records.clear();
    m_cells = nullptr;
    endResetModel();
}

int RecordsModel::compare(int column, int left, int right) const
{
    if (column == Modified)
        return compareValues(record(left).file.modified, record(right).file.modified);
    return QString::localeAwareCompare(text(left, column), text(right, column));
}

QString RecordsModel::heading(int column) const
{
    switch (column) {
    case Peer:
        return tr("Peer");
    case Address:
        return tr("Address");
    case Path:
        return tr("Offered as");
    case Modified:
        return tr("Modified");
    default:
        return {};
    }
}

QString RecordsModel::text(int row, int column) const
{
    switch (column) {
    case Peer:
        return m_cells->peerName(record(row));
    case Address:
        return record(row).endpoint.toString();
    case Path:
        return shown(record(row).file.path.toString());
    case Modified:
        return formatTime(record(row).file.modified);
    default:
        return {};
    }
}

QVariant RecordsModel::rawValue(int row, int column) const
{
    if (column == Modified)
        return QVariant::fromValue<qlonglong>(record(row).file.modified.time_since_epoch().count());
    return text(row, column);
}

QString RecordsModel::toolTipOf(int row, int column) const
{
    return column == Peer ? m_cells->toolTip(record(row), ResultColumns::Peer) : text(row, column);
}

const SourceRecord &RecordsModel::record(int row) const
{
    return m_records.at(static_cast<std::size_t>(row));
}

} // namespace ft::models
