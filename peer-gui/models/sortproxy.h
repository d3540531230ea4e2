#pragma once

#include "peer-gui/models/tablemodel.h"

#include <QSortFilterProxyModel>

namespace ft::models {

/// Sorts a TableModel by its raw values.
class SortProxy final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    /// `source` must outlive the proxy.
    explicit SortProxy(TableModel &source, QObject *parent = nullptr);

protected:
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    TableModel &m_source;
};

} // namespace ft::models
