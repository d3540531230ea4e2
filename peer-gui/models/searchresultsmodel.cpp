#include "peer-gui/models/searchresultsmodel.h"

#include "common/base/overloaded.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/models/holdingtext.h"

#include <QElapsedTimer>

#include <algorithm>
#include <numeric>

namespace ft::models {

namespace {

// Milliseconds; what follows in the views after a slice that changes rows comes on top.
constexpr qint64 Slice = 5;
constexpr std::size_t RecordsAtOnce = 64;
/// More settled at once would make the merging too long.
constexpr std::size_t MostTouched = 4'096;
/// Those of one content beyond this stay as they came: sorting them would take too long.
constexpr std::size_t MostSortedChildren = 5'000;

constexpr Qt::Alignment RightAligned = Qt::AlignRight | Qt::AlignVCenter;

QVariant alignmentOf(int column)
{
    const bool isNumber = column == ResultColumns::Size || column == ResultColumns::Sources;
    return isNumber ? QVariant{RightAligned} : QVariant{};
}

} // namespace

SearchResultsModel::SearchResultsModel(HostName self, const Holdings &holdings, QObject *parent)
    : QAbstractItemModel(parent)
    , m_cells(std::move(self), holdings)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &SearchResultsModel::work);
    connect(&holdings, &Holdings::changed, this, [this] {
        m_order.reviewStates();
        workSoon();
    });
    connect(&holdings, &Holdings::progressed, this, &SearchResultsModel::tellStates);
}

void SearchResultsModel::put(std::vector<SourceRecord> records)
{
    if (!records.empty())
        tell(Put{std::move(records), 0});
}

void SearchResultsModel::remove(std::vector<protocol::Gone> gone)
{
    if (!gone.empty())
        tell(Remove{std::move(gone), 0});
}

void SearchResultsModel::beginCheck()
{
    // With what follows: that is to be seen at once.
    m_news.push_back(BeginCheck{});
}

void SearchResultsModel::endCheck()
{
    tell(EndCheck{});
}

void SearchResultsModel::tell(News news)
{
    m_news.push_back(std::move(news));
    workSoon();
}

void SearchResultsModel::setFilter(const QString &text)
{
    auto words = ResultKeys::filterWords(text);
    if (words == m_order.filter())
        return;
    m_order.setFilter(std::move(words));
    workSoon();
}

void SearchResultsModel::sort(int column, Qt::SortOrder order)
{
    const int by = column < 0 ? int{ResultColumns::Count} : column;
    if (by == m_order.column() && order == m_order.direction())
        return;
    m_order.sortBy(by, order);
    workSoon();
}

bool SearchResultsModel::isBusy() const
{
    return m_order.isBusy() || !m_news.empty();
}

/// Little work is done at once; but not again and again before the event loop has had its turn.
void SearchResultsModel::workSoon()
{
    if (m_timer.isActive())
        return;
    work();
    m_timer.start();
}

void SearchResultsModel::work()
{
    if (m_order.isBusy())
        arrange();
    else if (!m_news.empty())
        takeNews();
    else
        return m_timer.stop();
    emit worked();
}

void SearchResultsModel::arrange()
{
    switch (m_order.work()) {
    case ResultOrder::Progress::Working:
        break;
    case ResultOrder::Progress::RowsChange:
        rearrange([this] { m_order.apply(); });
        break;
    case ResultOrder::Progress::StatesChange:
        tellStates();
        break;
    }
}

void SearchResultsModel::takeNews()
{
    rearrange([this] {
        QElapsedTimer spent;
        spent.start();
        Touched touched;
        while (!m_news.empty() && touched.size() < MostTouched && !spent.hasExpired(Slice))
            takeSome(touched);
        m_order.settle(touched);
    });
}

void SearchResultsModel::takeSome(Touched &touched)
{
    const auto isOver = [](std::size_t &next, std::size_t size, const auto &takeOne) {
        const std::size_t end = std::min(next + RecordsAtOnce, size);
        while (next < end)
            takeOne(next++);
        return next == size;
    };
    const bool isTaken = std::visit(
        Overloaded{[&](Put &put) {
                       return isOver(put.next, put.records.size(), [&](std::size_t i) {
                           m_store.put(put.records[i], touched);
                       });
                   },
                   [&](Remove &gone) {
                       return isOver(gone.next, gone.gone.size(), [&](std::size_t i) {
                           m_store.remove(gone.gone[i], touched);
                       });
                   },
                   [&](BeginCheck) {
                       m_store.beginCheck();
                       return true;
                   },
                   [&](EndCheck) {
                       m_news.front() = Remove{m_store.unmarked(), 0};
                       return false;
                   }},
        m_news.front());
    if (isTaken)
        m_news.pop_front();
}

void SearchResultsModel::rearrange(const std::function<void()> &change)
{
    emit aboutToRearrange();
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<Anchor> anchors;
    anchors.reserve(static_cast<std::size_t>(before.size()));
    for (const QModelIndex &index : before)
        anchors.push_back(anchorOf(index));
    change();
    m_children.clear();
    QModelIndexList after;
    after.reserve(before.size());
    for (const Anchor &anchor : anchors)
        after.append(indexOf(anchor));
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
    emit rearranged();
}

SearchResultsModel::Anchor SearchResultsModel::anchorOf(const QModelIndex &index) const
{
    const ContentId content = contentOf(index);
    if (isContent(index))
        return {content, {}, index.column()};
    return {content, recordKey(childAt(content, index.row())), index.column()};
}

QModelIndex SearchResultsModel::indexOf(const Anchor &anchor) const
{
    const int row = m_order.rowOf(anchor.content);
    if (row < 0)
        return {};
    if (anchor.record.isEmpty())
        return createIndex(row, anchor.column, quintptr{0});
    const auto place = m_store.placeOf(anchor.record);
    const auto &order = childOrder(anchor.content);
    const auto at = place ? std::find(order.begin(), order.end(), *place) : order.end();
    if (at == order.end())
        return {};
    return createIndex(static_cast<int>(at - order.begin()),
                       anchor.column,
                       quintptr{anchor.content.value()} + 1);
}

ContentId SearchResultsModel::contentOf(const QModelIndex &index) const
{
    if (isContent(index))
        return shown()[static_cast<std::size_t>(index.row())];
    return ContentId{static_cast<std::uint32_t>(index.internalId() - 1)};
}

const SourceRecord &SearchResultsModel::childAt(ContentId content, int row) const
{
    const int place = childOrder(content)[static_cast<std::size_t>(row)];
    return m_store.records(content)[static_cast<std::size_t>(place)];
}

const std::vector<int> &SearchResultsModel::childOrder(ContentId content) const
{
    auto &order = m_children[content.value()];
    const auto &records = m_store.records(content);
    if (records.size() < 2 || !order.empty())
        return order;
    order.resize(records.size());
    std::iota(order.begin(), order.end(), 0);
    if (records.size() <= MostSortedChildren)
        m_cells.sort(records, order, m_order.column(), m_order.direction());
    return order;
}

// A view asks the following of each of 100,000 rows whenever they are rearranged.

QModelIndex SearchResultsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ResultColumns::Count || row >= rowCount(parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr{0});
    return createIndex(row, column, quintptr{contentOf(parent).value()} + 1);
}

QModelIndex SearchResultsModel::sibling(int row, int column, const QModelIndex &index) const
{
    if (index.isValid() && isContent(index))
        return this->index(row, column);
    return QAbstractItemModel::sibling(row, column, index);
}

Qt::ItemFlags SearchResultsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const auto usual = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    return hasChildren(index) ? usual : usual | Qt::ItemNeverHasChildren;
}

QModelIndex SearchResultsModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || isContent(index))
        return {};
    const int row = m_order.rowOf(contentOf(index));
    return row < 0 ? QModelIndex{} : createIndex(row, 0, quintptr{0});
}

int SearchResultsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return shownCount();
    return hasChildren(parent) ? static_cast<int>(recordsOf(parent).size()) : 0;
}

int SearchResultsModel::columnCount(const QModelIndex &) const
{
    return ResultColumns::Count;
}

bool SearchResultsModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return !shown().empty();
    return isContent(parent) && parent.column() == 0 && m_order.hasSeveral(parent.row());
}

const ResultStore::Records &SearchResultsModel::recordsOf(const QModelIndex &index) const
{
    return m_store.records(contentOf(index));
}

const SourceRecord &SearchResultsModel::recordOf(const QModelIndex &index) const
{
    return isContent(index) ? m_cells.best(recordsOf(index))
                            : childAt(contentOf(index), index.row());
}

std::vector<SourceRecord> SearchResultsModel::sourcesOf(const QModelIndex &index) const
{
    std::vector<SourceRecord> sources{recordOf(index)};
    const SourceRecord first = sources.front();
    for (const SourceRecord &record : recordsOf(index)) {
        if (record != first)
            sources.push_back(record);
    }
    sources.erase(std::remove_if(sources.begin(),
                                 sources.end(),
                                 [this](const auto &record) { return m_cells.isOwn(record); }),
                  sources.end());
    return sources;
}

Holding SearchResultsModel::holdingOf(const QModelIndex &index) const
{
    return m_cells.holding(recordsOf(index));
}

QVariant SearchResultsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case KindRole:
        return isContent(index) ? QVariant{static_cast<int>(holdingOf(index).kind)} : QVariant{};
    case FractionRole:
        return isContent(index) ? QVariant{holdingOf(index).fraction} : QVariant{};
    case Qt::AccessibleTextRole:
        if (index.column() != ResultColumns::State || !isContent(index))
            return {};
        return describeHolding(holdingOf(index));
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case SortRole:
        return cell(index, role);
    default:
        return {};
    }
}

QVariant SearchResultsModel::cell(const QModelIndex &index, int role) const
{
    const auto of = [&](const auto &subject) -> QVariant {
        if (role == Qt::ToolTipRole)
            return toolTip(m_cells.toolTip(subject, index.column()));
        if (role == SortRole)
            return m_cells.raw(subject, index.column());
        return m_cells.text(subject, index.column());
    };
    return isContent(index) ? of(recordsOf(index)) : of(recordOf(index));
}

QVariant SearchResultsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ResultColumns::Count)
        return {};
    if (role == Qt::DisplayRole)
        return ResultCells::heading(section);
    return role == Qt::TextAlignmentRole ? alignmentOf(section) : QVariant{};
}

QModelIndexList SearchResultsModel::match(
    const QModelIndex &start, int role, const QVariant &value, int most, Qt::MatchFlags flags) const
{
    const QString text = value.toString();
    const bool isLookUp = role == Qt::DisplayRole && most == 1 && isContent(start)
                          && flags.testFlag(Qt::MatchStartsWith) && start.column() == 0;
    if (!isLookUp)
        return QAbstractItemModel::match(start, role, value, most, flags);
    const int rows = shownCount();
    for (int i = 0; i < rows; ++i) {
        const int row = (start.row() + i) % rows;
        const auto &records = m_store.records(shown()[static_cast<std::size_t>(row)]);
        const QString name = QString::fromUtf8(m_cells.best(records).file.path.name());
        if (name.startsWith(text, Qt::CaseInsensitive))
            return {index(row, 0)};
    }
    return {};
}

void SearchResultsModel::tellStates()
{
    if (shown().empty())
        return;
    emit dataChanged(index(0, ResultColumns::State), index(shownCount() - 1, ResultColumns::State));
}

} // namespace ft::models
