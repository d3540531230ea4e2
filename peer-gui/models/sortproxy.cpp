#include "peer-gui/models/sortproxy.h"

namespace ft::models {

SortProxy::SortProxy(TableModel &source, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_source(source)
{
    setSortRole(TableModel::SortRole);
    setSourceModel(&source);
}

bool SortProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    return m_source.compare(left.column(), left.row(), right.row()) < 0;
}

} // namespace ft::models
