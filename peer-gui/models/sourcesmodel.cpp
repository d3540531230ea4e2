#include "peer-gui/models/sourcesmodel.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/transfertext.h"
#include "peer-gui/words/transferwords.h"

#include <algorithm>

namespace ft::models {

using engine::TransferSource;

void SourcesModel::show(const engine::TransferSnapshot &transfer)
{
    if (hasSameRows(transfer)) {
        m_transfer = transfer;
        if (rows() > 0)
            emit dataChanged(index(0, 0), index(rows() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_transfer = transfer;
    endResetModel();
}

void SourcesModel::clear()
{
    show({});
}

const TransferSource &SourcesModel::source(int row) const
{
    return m_transfer.sources.at(static_cast<std::size_t>(row));
}

bool SourcesModel::hasSameRows(const engine::TransferSnapshot &transfer) const
{
    return transfer.id == m_transfer.id
           && std::equal(transfer.sources.begin(),
                         transfer.sources.end(),
                         m_transfer.sources.begin(),
                         m_transfer.sources.end(),
                         [](const TransferSource &a, const TransferSource &b) {
                             return a.endpoint == b.endpoint;
                         });
}

QString SourcesModel::heading(int column) const
{
    switch (column) {
    case Name:
        return tr("Source");
    case State:
        return tr("State");
    case Rate:
        return tr("Rate");
    case Received:
        return tr("Received");
    case Share:
        return tr("Share");
    case Address:
        return tr("Address");
    default:
        return {};
    }
}

bool SourcesModel::isRightAligned(int column) const
{
    return column == Rate || column == Received || column == Share;
}

int SourcesModel::compare(int column, int left, int right) const
{
    const TransferSource &a = source(left);
    const TransferSource &b = source(right);
    switch (column) {
    case State:
        return compareValues(a.state, b.state);
    case Rate:
        return compareValues(a.rate, b.rate);
    case Received:
    case Share:
        return compareValues(a.bytes, b.bytes);
    default:
        return QString::localeAwareCompare(text(left, column), text(right, column));
    }
}

QString SourcesModel::text(int row, int column) const
{
    const TransferSource &one = source(row);
    switch (column) {
    case Name:
        return one.isPartial ? tr("%1 (has a part)").arg(words::nameOf(one)) : words::nameOf(one);
    case State:
        return describeState(one);
    case Rate:
        return formatRate(one.rate);
    case Received:
        return formatSize(one.bytes);
    case Share:
        return formatPercent(words::shareOf(one, m_transfer));
    case Address:
        return one.endpoint.toString();
    default:
        return {};
    }
}

QVariant SourcesModel::rawValue(int row, int column) const
{
    const TransferSource &raw = source(row);
    switch (column) {
    case State:
        return static_cast<int>(raw.state);
    case Rate:
        return QVariant::fromValue<qulonglong>(raw.rate);
    case Received:
        return QVariant::fromValue<qulonglong>(raw.bytes);
    case Share:
        return words::shareOf(raw, m_transfer);
    default:
        return text(row, column);
    }
}

} // namespace ft::models
