#include "peer-gui/models/transfersmodel.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/transfertext.h"

#include <QMimeData>
#include <QUrl>

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

std::chrono::seconds remainingOf(const SteadyPace &pace)
{
    return pace.remaining().value_or(Unknown);
}

/// Its place among those that wait for their turn, from 1; 0 for all others.
std::uint64_t turnOf(const TransferSnapshot &transfer)
{
    const bool waits = transfer.wait && transfer.wait->kind == engine::WaitReason::Kind::Turn;
    return waits ? transfer.wait->amount : 0;
}

/// Whether it does something else now, not only more of the same.
bool isNews(const TransferSnapshot &before, const TransferSnapshot &now)
{
    return before.state != now.state || before.priority != now.priority || before.limit != now.limit
           || turnOf(before) != turnOf(now) || before.path != now.path;
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

bool hasFile(const TransferSnapshot &transfer)
{
    return transfer.state == TransferState::Done && !transfer.path.isEmpty();
}

TransfersModel::TransfersModel(const Clock &clock, QObject *parent)
    : TableModel(parent)
    , m_clock(clock)
{
    m_flush.setSingleShot(true);
    m_flush.setInterval(Interval);
    connect(&m_flush, &QTimer::timeout, this, &TransfersModel::flush);
}

void TransfersModel::update(const std::vector<TransferSnapshot> &changed)
{
    std::vector<TransferSnapshot> unknown;
    int first = rows();
    int last = -1;
    // The engine tells them by id: mostly, one is in the row above the one before it.
    int row = rows();
    for (const TransferSnapshot &transfer : changed) {
        row = row > 0 && isAt(row - 1, transfer.id) ? row - 1 : placeOf(transfer.id);
        if (isAt(row, transfer.id)) {
            Row &known = m_rows[static_cast<std::size_t>(row)];
            known.next = transfer;
            known.hasNext = true;
            if (isNews(known.transfer, transfer)) {
                takeUp(known);
                first = std::min(first, row);
                last = std::max(last, row);
            } else if (!m_flush.isActive()) {
                m_flush.start();
            }
        } else if (const auto removed = m_removed.find(transfer.id); removed != m_removed.end()) {
            removed->second = transfer;
        } else {
            unknown.push_back(transfer);
        }
    }
    if (last >= 0) {
        tellChanged(first, last);
        emit restated();
    }
    if (!unknown.empty())
        insert(std::move(unknown));
}

void TransfersModel::takeUp(Row &row)
{
    std::swap(row.transfer, row.next);
    row.hasNext = false;
    row.pace.take(row.transfer, m_clock.now());
}

void TransfersModel::tellChanged(int first, int last)
{
    emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

void TransfersModel::flush()
{
    m_flush.stop();
    int first = rows();
    int last = -1;
    for (int row = 0; row < rows(); ++row) {
        Row &known = m_rows[static_cast<std::size_t>(row)];
        if (!known.hasNext)
            continue;
        takeUp(known);
        first = std::min(first, row);
        last = row;
    }
    if (last >= 0)
        tellChanged(first, last);
}

void TransfersModel::insert(std::vector<TransferSnapshot> unknown)
{
    std::sort(unknown.begin(), unknown.end(), [](const auto &a, const auto &b) {
        return a.id > b.id;
    });
    const auto now = m_clock.now();
    const auto rowOf = [now](TransferSnapshot &transfer) {
        Row row{std::move(transfer), {}, {}, false};
        row.pace.take(row.transfer, now);
        return row;
    };
    if (m_rows.empty() || unknown.back().id > m_rows.front().transfer.id) {
        std::vector<Row> added;
        added.reserve(unknown.size() + m_rows.size());
        std::transform(unknown.begin(), unknown.end(), std::back_inserter(added), rowOf);
        beginInsertRows({}, 0, static_cast<int>(unknown.size()) - 1);
        std::move(m_rows.begin(), m_rows.end(), std::back_inserter(added));
        m_rows = std::move(added);
        endInsertRows();
    } else {
        for (TransferSnapshot &transfer : unknown) {
            const int row = placeOf(transfer.id);
            beginInsertRows({}, row, row);
            m_rows.insert(m_rows.begin() + row, rowOf(transfer));
            endInsertRows();
        }
    }
    emit restated();
}

std::vector<TransferId> TransfersModel::remove(const std::vector<TransferId> &ids)
{
    std::vector<TransferId> removed;
    for (const TransferId id : ids) {
        const int row = placeOf(id);
        if (!isAt(row, id) || !isOver(transfer(row).state))
            continue;
        beginRemoveRows({}, row, row);
        Row &known = m_rows[static_cast<std::size_t>(row)];
        m_removed.insert_or_assign(id, std::move(known.hasNext ? known.next : known.transfer));
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
        removed.push_back(id);
    }
    if (!removed.empty())
        emit restated();
    return removed;
}

void TransfersModel::putBack(const std::vector<TransferId> &ids)
{
    std::vector<TransferSnapshot> back;
    for (const TransferId id : ids) {
        if (auto found = m_removed.extract(id))
            back.push_back(std::move(found.mapped()));
    }
    if (!back.empty())
        insert(std::move(back));
}

const TransferSnapshot &TransfersModel::transfer(int row) const
{
    return m_rows.at(static_cast<std::size_t>(row)).transfer;
}

const SteadyPace &TransfersModel::pace(int row) const
{
    return m_rows.at(static_cast<std::size_t>(row)).pace;
}

const TransferSnapshot *TransfersModel::find(TransferId id) const
{
    const int row = placeOf(id);
    return isAt(row, id) ? &transfer(row) : nullptr;
}

std::uint64_t TransfersModel::totalRate() const
{
    std::uint64_t total = 0;
    for (const Row &row : m_rows)
        total += isOver(row.transfer.state) ? 0 : row.transfer.rate;
    return total;
}

int TransfersModel::runningCount() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) {
        return !isOver(row.transfer.state);
    }));
}

words::TransferCounts TransfersModel::counts() const
{
    words::TransferCounts counts;
    for (const Row &row : m_rows)
        counts.add(row.transfer.state);
    return counts;
}

int TransfersModel::placeOf(TransferId id) const
{
    const auto place = std::lower_bound(m_rows.begin(),
                                        m_rows.end(),
                                        id,
                                        [](const Row &row, TransferId wanted) {
                                            return row.transfer.id > wanted;
                                        });
    return static_cast<int>(place - m_rows.begin());
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

Qt::ItemFlags TransfersModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags plain = TableModel::flags(index);
    const bool isFile = index.isValid() && hasFile(transfer(index.row()));
    return isFile ? plain | Qt::ItemIsDragEnabled : plain;
}

QStringList TransfersModel::mimeTypes() const
{
    return {QStringLiteral("text/uri-list")};
}

QMimeData *TransfersModel::mimeData(const QModelIndexList &indexes) const
{
    QList<QUrl> urls;
    for (const QModelIndex &index : indexes) {
        if (index.column() == Name && hasFile(transfer(index.row())))
            urls << QUrl::fromLocalFile(transfer(index.row()).path);
    }
    if (urls.isEmpty())
        return nullptr;
    auto *data = new QMimeData;
    data->setUrls(urls);
    return data;
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
    case Added:
        return tr("Added", "when a download was asked for");
    case Place:
        return tr("Place in queue");
    default:
        return {};
    }
}

bool TransfersModel::isRightAligned(int column) const
{
    return column == Size || column == Rate || column == Remaining || column == Place;
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
        return compareValues(pace(left).rate(), pace(right).rate());
    case Remaining:
        return compareValues(remainingOf(pace(left)), remainingOf(pace(right)));
    case Sources:
        return compareValues(connectedTo(a), connectedTo(b));
    case Priority:
        return compareValues(a.priority, b.priority);
    case Added:
        return compareValues(a.added, b.added);
    case Place:
        return compareValues(turnOf(a), turnOf(b));
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
        return formatRate(pace(row).rate());
    case Remaining:
        return pace(row).remaining() ? formatRemaining(*pace(row).remaining()) : QString{};
    case Sources:
        return isOver(shownOne.state) ? QString{} : words::sourcesText(shownOne);
    case Priority:
        return describePriority(shownOne.priority);
    case Path:
        return shown(shownOne.path);
    case Added:
        return formatTime(shownOne.added);
    case Place:
        return turnOf(shownOne) > 0 ? QLocale{}.toString(turnOf(shownOne)) : QString{};
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
        return QVariant::fromValue<qulonglong>(pace(row).rate());
    case Remaining:
        return QVariant::fromValue<qlonglong>(remainingOf(pace(row)).count());
    case Sources:
        return QVariant::fromValue<qlonglong>(connectedTo(raw));
    case Priority:
        return static_cast<int>(raw.priority);
    case Added:
        return QVariant::fromValue<qlonglong>(raw.added.time_since_epoch().count());
    case Place:
        return QVariant::fromValue<qulonglong>(turnOf(raw));
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
