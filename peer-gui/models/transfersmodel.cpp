#include "peer-gui/models/transfersmodel.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/transfertext.h"
#include "peer-gui/words/transferwords.h"

#include <algorithm>

namespace ft::models {

using engine::TransferId;
using engine::TransferSnapshot;
using engine::TransferState;

namespace {

/// What sorts behind every time that is known.
constexpr std::chrono::seconds Unknown = std::chrono::seconds::max();

std::ptrdiff_t connectedTo(const TransferSnapshot &transfer)
{
    return std::count_if(transfer.sources.begin(), transfer.sources.end(), [](const auto &source) {
        return source.state == engine::TransferSource::State::Active;
    });
}

std::uint64_t rateOf(const TransferSnapshot &transfer)
{
    return isOver(transfer.state) ? 0 : transfer.rate;
}

std::chrono::seconds remainingOf(const TransferSnapshot &transfer)
{
    return isOver(transfer.state) ? Unknown : transfer.eta.value_or(Unknown);
}

} // namespace

double fractionDone(const TransferSnapshot &transfer)
{
    if (transfer.state == TransferState::Done)
        return 1.0;
    if (transfer.size == 0)
        return 0.0;
    return std::min(1.0,
                    static_cast<double>(transfer.verified) / static_cast<double>(transfer.size));
}

void TransfersModel::update(const std::vector<TransferSnapshot> &changed)
{
    std::vector<TransferSnapshot> unknown;
    int first = rows();
    int last = -1;
    for (const TransferSnapshot &transfer : changed) {
        const int row = placeOf(transfer.id);
        if (isAt(row, transfer.id)) {
            m_transfers[static_cast<std::size_t>(row)] = transfer;
            first = std::min(first, row);
            last = std::max(last, row);
        } else if (!m_removed.contains(transfer.id)) {
            unknown.push_back(transfer);
        }
    }
    if (last >= 0)
        emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
    if (!unknown.empty())
        insert(std::move(unknown));
}

void TransfersModel::insert(std::vector<TransferSnapshot> unknown)
{
    std::sort(unknown.begin(), unknown.end(), [](const auto &a, const auto &b) {
        return a.id > b.id;
    });
    if (m_transfers.empty() || unknown.back().id > m_transfers.front().id) {
        beginInsertRows({}, 0, static_cast<int>(unknown.size()) - 1);
        m_transfers.insert(m_transfers.begin(), unknown.begin(), unknown.end());
        endInsertRows();
        return;
    }
    for (const TransferSnapshot &transfer : unknown) {
        const int row = placeOf(transfer.id);
        beginInsertRows({}, row, row);
        m_transfers.insert(m_transfers.begin() + row, transfer);
        endInsertRows();
    }
}

void TransfersModel::remove(TransferId id)
{
    const int row = placeOf(id);
    if (!isAt(row, id) || !isOver(transfer(row).state))
        return;
    m_removed.insert(id);
    beginRemoveRows({}, row, row);
    m_transfers.erase(m_transfers.begin() + row);
    endRemoveRows();
}

const TransferSnapshot &TransfersModel::transfer(int row) const
{
    return m_transfers.at(static_cast<std::size_t>(row));
}

std::uint64_t TransfersModel::totalRate() const
{
    std::uint64_t total = 0;
    for (const TransferSnapshot &transfer : m_transfers)
        total += rateOf(transfer);
    return total;
}

int TransfersModel::runningCount() const
{
    return static_cast<int>(
        std::count_if(m_transfers.begin(), m_transfers.end(), [](const auto &transfer) {
            return !isOver(transfer.state);
        }));
}

int TransfersModel::placeOf(TransferId id) const
{
    const auto place = std::lower_bound(m_transfers.begin(),
                                        m_transfers.end(),
                                        id,
                                        [](const TransferSnapshot &transfer, TransferId wanted) {
                                            return transfer.id > wanted;
                                        });
    return static_cast<int>(place - m_transfers.begin());
}

bool TransfersModel::isAt(int row, TransferId id) const
{
    return row < rows() && transfer(row).id == id;
}

QVariant TransfersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == FractionRole)
        return fractionDone(transfer(index.row()));
    if (role == StateRole)
        return static_cast<int>(transfer(index.row()).state);
    return TableModel::data(index, role);
}

QString TransfersModel::heading(int column) const
{
    switch (column) {
    case Name:
        return tr("Name");
    case Progress:
        return tr("Progress");
    case State:
        return tr("State");
    case Size:
        return tr("Size");
    case Rate:
        return tr("Rate");
    case Remaining:
        return tr("Time left");
    case Sources:
        return tr("Sources");
    case Priority:
        return tr("Priority");
    case Path:
        return tr("Saved as");
    default:
        return {};
    }
}

bool TransfersModel::isRightAligned(int column) const
{
    return column == Size || column == Rate || column == Remaining;
}

int TransfersModel::compare(int column, int left, int right) const
{
    const TransferSnapshot &a = transfer(left);
    const TransferSnapshot &b = transfer(right);
    switch (column) {
    case Progress:
        return compareValues(fractionDone(a), fractionDone(b));
    case State:
        return compareValues(a.state, b.state);
    case Size:
        return compareValues(a.size, b.size);
    case Rate:
        return compareValues(rateOf(a), rateOf(b));
    case Remaining:
        return compareValues(remainingOf(a), remainingOf(b));
    case Sources:
        return compareValues(connectedTo(a), connectedTo(b));
    case Priority:
        return compareValues(a.priority, b.priority);
    default:
        return QString::localeAwareCompare(text(left, column), text(right, column));
    }
}

QString TransfersModel::text(int row, int column) const
{
    const TransferSnapshot &shownOne = transfer(row);
    switch (column) {
    case Name:
        return shown(shownOne.name);
    case Progress:
        return formatPercent(fractionDone(shownOne));
    case State:
        return describeState(shownOne);
    case Size:
        return shownOne.record ? formatSize(shownOne.size) : QString{};
    case Rate:
        return formatRate(rateOf(shownOne));
    case Remaining:
        return remainingOf(shownOne) == Unknown ? QString{} : formatDuration(remainingOf(shownOne));
    case Sources:
        return isOver(shownOne.state) ? QString{} : words::sourcesText(shownOne);
    case Priority:
        return describePriority(shownOne.priority);
    case Path:
        return shown(shownOne.path);
    default:
        return {};
    }
}

QVariant TransfersModel::rawValue(int row, int column) const
{
    const TransferSnapshot &raw = transfer(row);
    switch (column) {
    case Progress:
        return fractionDone(raw);
    case State:
        return static_cast<int>(raw.state);
    case Size:
        return QVariant::fromValue<qulonglong>(raw.size);
    case Rate:
        return QVariant::fromValue<qulonglong>(rateOf(raw));
    case Remaining:
        return QVariant::fromValue<qlonglong>(remainingOf(raw).count());
    case Sources:
        return QVariant::fromValue<qlonglong>(connectedTo(raw));
    case Priority:
        return static_cast<int>(raw.priority);
    default:
        return text(row, column);
    }
}

QString TransfersModel::toolTipOf(int row, int column) const
{
    const TransferSnapshot &pointed = transfer(row);
    if (column == State)
        return describeFully(pointed);
    if (column == Progress)
        return tr("%1 of %2").arg(formatSize(pointed.verified), formatSize(pointed.size));
    if (column == Sources) {
        QStringList names;
        for (const auto &source : pointed.sources)
            names << words::nameOf(source) % u": " % describeState(source);
        return names.join(u'\n');
    }
    return text(row, column);
}

} // namespace ft::models
