#include "peer-gui/models/sortproxy.h"

namespace ft::models {

SortProxy::SortProxy(TableModel &source, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_source(source)
{
    setSortRole(TableModel::SortRole);
    setSourceModel(&source);
}

void SortProxy::setFilter(Accepts accepts)
{
    m_accepts = std::move(accepts);
    settle();
}

void SortProxy::settle()
{
    invalidateRowsFilter();
    if (!isInOrder())
        sort(sortColumn(), sortOrder());
}

/// Rows of one worth are in order whichever comes first.
bool SortProxy::isInOrder() const
{
    const bool isUnsorted = sortColumn() < 0;
    int previous = rowCount() > 0 ? mapToSource(index(0, 0)).row() : -1;
    for (int row = 1; row < rowCount(); ++row) {
        const int next = mapToSource(index(row, 0)).row();
        const int difference = isUnsorted ? compareValues(previous, next)
                                          : m_source.compare(sortColumn(), previous, next);
        if (sortOrder() == Qt::AscendingOrder || isUnsorted ? difference > 0 : difference < 0)
            return false;
        previous = next;
    }
    return true;
}

bool SortProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    return m_source.compare(left.column(), left.row(), right.row()) < 0;
}

bool SortProxy::filterAcceptsRow(int row, const QModelIndex &) const
{
    return !m_accepts || m_accepts(row);
}

} // namespace ft::models
