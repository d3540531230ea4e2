#include "peer-gui/models/searchresultsmodel.h"

#include "peer-gui/engine/transfer/sourcechoice.h"
#include "peer-gui/models/formatting.h"

#include <algorithm>
#include <functional>

namespace ft::models {

namespace {

int compareEndpoints(const Endpoint &left, const Endpoint &right)
{
    const auto bytesOf = [](const QHostAddress &address) {
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        return std::to_array(bytes.c);
    };
    if (const int order = compareValues(bytesOf(left.address), bytesOf(right.address)))
        return order;
    return compareValues(left.port, right.port);
}

} // namespace

SearchResultsModel::SearchResultsModel(HostName self, QObject *parent)
    : TableModel(parent)
    , m_self(std::move(self))
    , m_names([this](int row) { return text(row, Name); })
    , m_types([this](int row) { return text(row, Type); })
    , m_peers([this](int row) { return text(row, Peer); })
{}

void SearchResultsModel::replace(std::vector<SourceRecord> records)
{
    beginResetModel();
    m_records = std::move(records);
    forgetKeys();
    endResetModel();
}

void SearchResultsModel::append(const std::vector<SourceRecord> &records)
{
    if (records.empty())
        return;
    beginInsertRows({}, rows(), rows() + static_cast<int>(records.size()) - 1);
    m_records.insert(m_records.end(), records.begin(), records.end());
    endInsertRows();
}

void SearchResultsModel::reconcile(const std::vector<SourceRecord> &records)
{
    if (m_records.empty())
        return replace(records);
    auto missing = rowsByKey();
    for (const SourceRecord &record : records)
        missing.erase(keyOf(record));
    std::vector<int> doomed;
    for (const auto &[key, row] : missing)
        doomed.push_back(row);
    removeRowsAt(std::move(doomed));
    put(records);
}

int SearchResultsModel::put(const std::vector<SourceRecord> &records)
{
    auto known = rowsByKey();
    std::vector<SourceRecord> added;
    for (const SourceRecord &record : records) {
        const auto [place, isNew] = known.try_emplace(keyOf(record),
                                                      rows() + static_cast<int>(added.size()));
        if (isNew) {
            added.push_back(record);
        } else if (place->second < rows()) {
            m_records[static_cast<std::size_t>(place->second)] = record;
            forgetKeys();
            emit dataChanged(index(place->second, 0), index(place->second, ColumnCount - 1));
        }
    }
    append(added);
    return static_cast<int>(added.size());
}

int SearchResultsModel::remove(const std::vector<protocol::Gone> &gone)
{
    const auto known = rowsByKey();
    std::vector<int> doomed;
    for (const protocol::Gone &record : gone) {
        const auto found = known.find({record.path.utf8(), record.peer.key()});
        if (found != known.end())
            doomed.push_back(found->second);
    }
    return removeRowsAt(std::move(doomed));
}

SearchResultsModel::Key SearchResultsModel::keyOf(const SourceRecord &record)
{
    return {record.file.path.utf8(), record.offerer().key()};
}

std::map<SearchResultsModel::Key, int> SearchResultsModel::rowsByKey() const
{
    std::map<Key, int> byKey;
    for (int row = 0; row < rows(); ++row)
        byKey.try_emplace(keyOf(record(row)), row);
    return byKey;
}

/// From the last to the first, so that the numbers of the others hold.
int SearchResultsModel::removeRowsAt(std::vector<int> doomed)
{
    std::sort(doomed.begin(), doomed.end(), std::greater<>{});
    doomed.erase(std::unique(doomed.begin(), doomed.end()), doomed.end());
    for (const int row : doomed) {
        beginRemoveRows({}, row, row);
        m_records.erase(m_records.begin() + row);
        forgetKeys();
        endRemoveRows();
    }
    return static_cast<int>(doomed.size());
}

void SearchResultsModel::forgetKeys()
{
    m_names.forget();
    m_types.forget();
    m_peers.forget();
}

const SourceRecord &SearchResultsModel::record(int row) const
{
    return m_records.at(static_cast<std::size_t>(row));
}

bool SearchResultsModel::isOwn(int row) const
{
    return record(row).host == m_self;
}

std::vector<SourceRecord> SearchResultsModel::sourcesOf(int row) const
{
    std::vector<SourceRecord> sources{record(row)};
    for (int other = 0; other < rows(); ++other) {
        if (other != row && !isOwn(other)
            && engine::isSameContent(record(other).file, record(row).file))
            sources.push_back(record(other));
    }
    return sources;
}

QString SearchResultsModel::heading(int column) const
{
    switch (column) {
    case Name:
        return tr("Name");
    case Type:
        return tr("Type");
    case Size:
        return tr("Size");
    case Modified:
        return tr("Modified");
    case Peer:
        return tr("Peer");
    case Address:
        return tr("Address");
    default:
        return {};
    }
}

bool SearchResultsModel::isRightAligned(int column) const
{
    return column == Size;
}

int SearchResultsModel::compare(int column, int left, int right) const
{
    const SourceRecord &a = record(left);
    const SourceRecord &b = record(right);
    switch (column) {
    case Name:
        return m_names.compare(left, right, rows());
    case Type:
        return m_types.compare(left, right, rows());
    case Size:
        return compareValues(a.file.size, b.file.size);
    case Modified:
        return compareValues(a.file.modified, b.file.modified);
    case Peer:
        return m_peers.compare(left, right, rows());
    case Address:
        return compareEndpoints(a.endpoint, b.endpoint);
    default:
        return 0;
    }
}

QString SearchResultsModel::text(int row, int column) const
{
    const SourceRecord &found = record(row);
    switch (column) {
    case Name:
        return found.file.path.toString();
    case Type:
        return formatType(found.file.type);
    case Size:
        return formatSize(found.file.size);
    case Modified:
        return formatTime(found.file.modified);
    case Peer:
        return peerName(row);
    case Address:
        return found.endpoint.toString();
    default:
        return {};
    }
}

QVariant SearchResultsModel::rawValue(int row, int column) const
{
    const SourceRecord &found = record(row);
    switch (column) {
    case Size:
        return QVariant::fromValue<qulonglong>(found.file.size);
    case Modified:
        return QVariant::fromValue<qlonglong>(found.file.modified.time_since_epoch().count());
    default:
        return text(row, column);
    }
}

QString SearchResultsModel::toolTipOf(int row, int column) const
{
    const SourceRecord &found = record(row);
    switch (column) {
    case Type:
        return shown(QString::fromUtf8(found.file.type));
    case Size:
        return tr("%1 bytes").arg(QLocale{}.toString(static_cast<qulonglong>(found.file.size)));
    case Peer:
        if (engine::isPlain(found))
            return tr("An older program, which has no name and gives no checksum: what comes from "
                      "it cannot be verified");
        return found.host ? QString{} : tr("An older program that has no name");
    default:
        return text(row, column);
    }
}

QString SearchResultsModel::peerName(int row) const
{
    const SourceRecord &found = record(row);
    if (engine::isPlain(found))
        return tr("(plain)", "a peer without a name, whose files cannot be verified");
    if (!found.host)
        return tr("(unnamed)");
    return isOwn(row) ? tr("%1 (you)").arg(found.host->toString()) : found.host->toString();
}

} // namespace ft::models
