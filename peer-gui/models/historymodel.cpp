#include "peer-gui/models/historymodel.h"

#include "peer-gui/engine/history/historynames.h"
#include "peer-gui/engine/history/historyselect.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/models/historytext.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>

namespace ft::models {

using engine::HistoryEntry;
using engine::HistoryOrder;
using engine::HistoryPage;
using engine::RequestDirection;
using engine::RequestKind;
using engine::RequestOutcome;
using Key = HistoryOrder::Key;

namespace {

constexpr std::uint32_t FewestFresh = 100;

/// As the engine sorts.
int compareBy(Key key, const HistoryEntry &a, const HistoryEntry &b)
{
    const auto peerOf = [](const HistoryEntry &entry) {
        return entry.peer.isEmpty() ? entry.address : entry.peer;
    };
    switch (key) {
    case Key::Begun:
        return compareValues(std::tie(a.begun, a.id), std::tie(b.begun, b.id));
    case Key::Kind:
        return compareValues(std::pair{toText(a.direction), toText(a.kind)},
                             std::pair{toText(b.direction), toText(b.kind)});
    case Key::Subject:
        return compareValues(engine::foldedSubject(a.subject), engine::foldedSubject(b.subject));
    case Key::Peer:
        return peerOf(a).compare(peerOf(b), Qt::CaseInsensitive);
    case Key::Size:
        return compareValues(a.size, b.size);
    case Key::Rate:
        return compareValues(meanRate(a), meanRate(b));
    case Key::Duration:
        return compareValues(a.duration, b.duration);
    case Key::Outcome:
        return compareValues(std::pair{toText(a.outcome), toText(a.reason)},
                             std::pair{toText(b.outcome), toText(b.reason)});
    case Key::Path:
        return compareValues(a.path, b.path);
    }
    return 0;
}

bool comesBefore(const HistoryOrder &order, const HistoryEntry &a, const HistoryEntry &b)
{
    const int difference = compareBy(order.key, a, b);
    if (difference != 0)
        return order.isAscending ? difference < 0 : difference > 0;
    return compareBy(Key::Begun, a, b) > 0;
}

const char *iconOf(const HistoryEntry &entry)
{
    switch (entry.kind) {
    case RequestKind::Search:
        return "search";
    case RequestKind::IndexGet:
        return "list";
    case RequestKind::FileHash:
        return "checksum";
    case RequestKind::Browse:
        return "network";
    case RequestKind::Download:
        return entry.direction == RequestDirection::Made ? "download" : "upload";
    }
    return "";
}

} // namespace

void HistoryModel::show(const HistoryPage &page, const HistoryOrder &order)
{
    beginResetModel();
    m_entries.clear();
    m_known.clear();
    m_order = order;
    m_isMore = page.isMore;
    for (const HistoryEntry &entry : page.entries) {
        auto shared = std::make_shared<const HistoryEntry>(entry);
        m_known.insert(entry.id);
        m_entries.push_back(std::move(shared));
    }
    endResetModel();
}

void HistoryModel::append(const HistoryPage &page)
{
    m_isMore = page.isMore;
    std::vector<Entry> added;
    // Entries that came in between have moved some into this page that are here already.
    for (const HistoryEntry &entry : page.entries) {
        if (!m_known.contains(entry.id))
            added.push_back(std::make_shared<const HistoryEntry>(entry));
    }
    insertAt(m_entries.size(), added);
}

void HistoryModel::refresh(const HistoryPage &newest)
{
    std::unordered_set<std::int64_t> there;
    for (const HistoryEntry &entry : newest.entries)
        there.insert(entry.id);
    removeMissing(newest, there);
    std::unordered_map<std::int64_t, int> rowsOf;
    for (int row = 0; row < rowsAsNewAs(newest); ++row) {
        if (there.contains(entry(row).id))
            rowsOf.emplace(entry(row).id, row);
    }
    std::vector<Entry> added;
    for (const HistoryEntry &fresh : newest.entries) {
        const auto known = rowsOf.find(fresh.id);
        if (known == rowsOf.end())
            added.push_back(std::make_shared<const HistoryEntry>(fresh));
        else if (entry(known->second) != fresh)
            update(known->second, fresh);
    }
    insert(added);
}

void HistoryModel::removeMissing(const HistoryPage &newest,
                                 const std::unordered_set<std::int64_t> &there)
{
    const auto isMissing = [&](const HistoryEntry &entry) {
        const bool isFresh = !newest.isMore
                             || compareBy(Key::Begun, entry, newest.entries.back()) >= 0;
        return isFresh && !there.contains(entry.id);
    };
    for (int last = rowsAsNewAs(newest) - 1; last >= 0; --last) {
        if (!isMissing(entry(last)))
            continue;
        int first = last;
        while (first > 0 && isMissing(entry(first - 1)))
            --first;
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row)
            m_known.erase(entry(row).id);
        m_entries.erase(m_entries.begin() + first, m_entries.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

/// Behind so many rows nothing is as new as the last of these.
int HistoryModel::rowsAsNewAs(const HistoryPage &newest) const
{
    const bool isByTime = m_order == HistoryOrder{};
    if (!isByTime || !newest.isMore)
        return rows();
    const auto place = placeOf(newest.entries.back());
    const bool isThere = place < m_entries.size()
                         && m_entries[place]->id == newest.entries.back().id;
    return static_cast<int>(place) + (isThere ? 1 : 0);
}

void HistoryModel::update(int row, const HistoryEntry &entry)
{
    m_entries[static_cast<std::size_t>(row)] = std::make_shared<const HistoryEntry>(entry);
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

/// Each at its place; those that belong to a page which is not here yet come with it.
void HistoryModel::insert(const std::vector<Entry> &entries)
{
    std::vector<Entry> run; ///< in a row, all for one place
    std::size_t place = 0;
    for (const Entry &entry : entries) {
        const auto own = placeOf(*entry);
        const bool goesOn = !run.empty() && own == place
                            && comesBefore(m_order, *run.back(), *entry);
        if (!goesOn) {
            insertAt(place, run);
            run.clear();
            place = placeOf(*entry);
        }
        if (place < m_entries.size() || !m_isMore)
            run.push_back(entry);
    }
    insertAt(place, run);
}

void HistoryModel::insertAt(std::size_t place, const std::vector<Entry> &entries)
{
    if (entries.empty())
        return;
    const int first = static_cast<int>(place);
    beginInsertRows({}, first, first + static_cast<int>(entries.size()) - 1);
    m_entries.insert(m_entries.begin() + first, entries.begin(), entries.end());
    for (const Entry &entry : entries)
        m_known.insert(entry->id);
    endInsertRows();
}

std::size_t HistoryModel::placeOf(const HistoryEntry &entry) const
{
    const auto place = std::partition_point(m_entries.begin(),
                                            m_entries.end(),
                                            [&](const Entry &other) {
                                                return comesBefore(m_order, *other, entry);
                                            });
    return static_cast<std::size_t>(place - m_entries.begin());
}

std::uint32_t HistoryModel::freshEntries() const
{
    std::uint32_t newer = 0; // than the oldest that runs
    if (m_order == HistoryOrder{}) {
        for (int row = 0; row < std::min<int>(rows(), engine::HistoryFilter::MostEntries); ++row) {
            if (entry(row).outcome == RequestOutcome::Running)
                newer = static_cast<std::uint32_t>(row) + 1;
        }
    }
    // Those that have come since are before them.
    return std::min(newer + FewestFresh, engine::HistoryFilter::MostEntries);
}

const HistoryEntry &HistoryModel::entry(int row) const
{
    return *m_entries.at(static_cast<std::size_t>(row));
}

HistoryOrder HistoryModel::orderOf(int column, Qt::SortOrder order)
{
    constexpr std::array Keys{Key::Begun,
                              Key::Kind,
                              Key::Subject,
                              Key::Peer,
                              Key::Size,
                              Key::Rate,
                              Key::Duration,
                              Key::Outcome,
                              Key::Path};
    static_assert(Keys.size() == ColumnCount);
    if (column < 0 || column >= ColumnCount)
        return {};
    return {Keys.at(static_cast<std::size_t>(column)), order == Qt::AscendingOrder};
}

bool HistoryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_isMore;
}

void HistoryModel::fetchMore(const QModelIndex &)
{
    emit moreWanted();
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (role == IconRole && index.isValid())
        return index.column() == What ? QString::fromLatin1(iconOf(entry(index.row()))) : QString{};
    return TableModel::data(index, role);
}

int HistoryModel::compare(int column, int left, int right) const
{
    return compareBy(orderOf(column, Qt::AscendingOrder).key, entry(left), entry(right));
}

QString HistoryModel::heading(int column) const
{
    switch (column) {
    case When:
        return tr("When");
    case What:
        return tr("What happened");
    case Name:
        return tr("Name");
    case Peer:
        return tr("Peer");
    case Size:
        return tr("Size");
    case Rate:
        return tr("Rate");
    case Duration:
        return tr("Took", "how long it took");
    case Outcome:
        return tr("Outcome");
    case Path:
        return tr("Where it is", "the path of a downloaded file");
    default:
        return {};
    }
}

bool HistoryModel::isRightAligned(int column) const
{
    return column == Size || column == Rate || column == Duration;
}

QString HistoryModel::text(int row, int column) const
{
    const HistoryEntry &one = entry(row);
    switch (column) {
    case When:
        return formatTime(one.begun);
    case What:
        return describeKind(one.direction, one.kind);
    case Name:
        return describeSubject(one);
    case Peer:
        return describePeer(one);
    case Size:
        return one.size ? formatSize(*one.size) : QString{};
    case Rate:
        return formatRate(meanRate(one));
    case Duration:
        return describeDuration(one.duration);
    case Outcome:
        return describeOutcome(one);
    case Path:
        return shown(one.path);
    default:
        return {};
    }
}

QVariant HistoryModel::rawValue(int row, int column) const
{
    const HistoryEntry &raw = entry(row);
    switch (column) {
    case When:
        return qlonglong{raw.begun.time_since_epoch().count()};
    case Size:
        return QVariant::fromValue<qulonglong>(raw.size.value_or(0));
    case Rate:
        return QVariant::fromValue<qulonglong>(meanRate(raw));
    case Duration:
        return qlonglong{raw.duration.count()};
    default:
        return text(row, column);
    }
}

QString HistoryModel::toolTipOf(int row, int column) const
{
    if (column == Peer)
        return describeAddress(entry(row));
    return text(row, column);
}

} // namespace ft::models
