#pragma once

#include "peer-gui/models/tablemodel.h"

#include <QSortFilterProxyModel>

#include <functional>

namespace ft::models {

/// Sorts a TableModel by its raw values, and leaves out the rows that are not wanted.
class SortProxy final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    /// Whether a row of the source is wanted.
    using Accepts = std::function<bool(int row)>;

    /// `source` must outlive the proxy.
    explicit SortProxy(TableModel &source, QObject *parent = nullptr);

    /// Leaves out what is not accepted, from now on; nothing to have all rows.
    void setFilter(Accepts accepts);

    /// Puts every row where it belongs, and takes in or out what the filter now says: for a proxy
    /// that does not do so with each change (see setDynamicSortFilter). Costs next to nothing when
    /// all are where they belong.
    void settle();

protected:
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    [[nodiscard]] bool isInOrder() const;

    TableModel &m_source;
    Accepts m_accepts;
};

} // namespace ft::models
