#include "peer-gui/models/resultcells.h"

#include "peer-gui/engine/transfer/sourcechoice.h"
#include "peer-gui/models/formatting.h"
#include "peer-gui/models/holdingtext.h"
#include "peer-gui/models/tablemodel.h"

#include <QCoreApplication>

#include <algorithm>

namespace ft::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::SearchResults)
};

QString exactSize(std::uint64_t bytes)
{
    return Words::tr("%1 bytes").arg(QLocale{}.toString(static_cast<qulonglong>(bytes)));
}

QString folderOf(const SharedPath &path)
{
    const QByteArrayView folder{path.utf8().constData(),
                                std::max<qsizetype>(0,
                                                    path.utf8().size() - path.name().size() - 1)};
    return QString::fromUtf8(folder);
}

} // namespace

ResultCells::ResultCells(HostName self, const Holdings &holdings)
    : m_self(std::move(self))
    , m_holdings(holdings)
{}

QString ResultCells::heading(int column)
{
    switch (column) {
    case Name:
        return Words::tr("Name");
    case Folder:
        return Words::tr("Folder");
    case State:
        return Words::tr("State", "what you have to do with a file that was found");
    case Size:
        return Words::tr("Size");
    case Sources:
        return Words::tr("Sources");
    case Type:
        return Words::tr("Type");
    case Modified:
        return Words::tr("Modified");
    case Peer:
        return Words::tr("Peer");
    case Address:
        return Words::tr("Address");
    default:
        return {};
    }
}

QString ResultCells::text(const ResultStore::Records &records, int column) const
{
    switch (column) {
    case State:
        return holdingWord(holding(records));
    case Sources:
        return QLocale{}.toString(sourceCount(records));
    case Modified:
        return formatTime(latest(records));
    case Peer:
        return peerNames(records);
    default:
        return text(best(records), column);
    }
}

QString ResultCells::toolTip(const ResultStore::Records &records, int column) const
{
    switch (column) {
    case State:
        return describeHolding(holding(records));
    case Sources:
        return sourceCount(records) == 0 ? Words::tr("Nobody but you offers it.") : QString{};
    case Modified:
        return text(records, column);
    default:
        return toolTip(best(records), column);
    }
}

QVariant ResultCells::raw(const ResultStore::Records &records, int column) const
{
    switch (column) {
    case State:
        return static_cast<int>(holding(records).kind);
    case Sources:
        return sourceCount(records);
    case Modified:
        return QVariant::fromValue<qlonglong>(latest(records).time_since_epoch().count());
    default:
        return raw(best(records), column);
    }
}

QString ResultCells::text(const SourceRecord &record, int column) const
{
    switch (column) {
    case Name:
        return shown(QString::fromUtf8(record.file.path.name()));
    case Folder:
        return shown(folderOf(record.file.path));
    case Size:
        return formatSize(record.file.size);
    case Type:
        return formatType(record.file.type);
    case Modified:
        return formatTime(record.file.modified);
    case Peer:
        return peerName(record);
    case Address:
        return record.endpoint.toString();
    default:
        return {};
    }
}

QString ResultCells::toolTip(const SourceRecord &record, int column) const
{
    switch (column) {
    case Name:
    case Folder:
        return shown(record.file.path.toString());
    case Type:
        return shown(QString::fromUtf8(record.file.type));
    case Size:
        return exactSize(record.file.size);
    case Peer:
        if (engine::isPlain(record))
            return Words::tr("An older program, which has no name and gives no checksum: what "
                             "comes from it cannot be verified");
        return record.host ? QString{} : Words::tr("An older program that has no name");
    default:
        return text(record, column);
    }
}

QVariant ResultCells::raw(const SourceRecord &record, int column) const
{
    switch (column) {
    case Size:
        return QVariant::fromValue<qulonglong>(record.file.size);
    case Modified:
        return QVariant::fromValue<qlonglong>(record.file.modified.time_since_epoch().count());
    default:
        return text(record, column);
    }
}

void ResultCells::sort(const ResultStore::Records &records,
                       std::vector<int> &places,
                       int column,
                       Qt::SortOrder order) const
{
    std::vector<QVariant> values;
    values.reserve(records.size());
    for (const SourceRecord &record : records)
        values.push_back(raw(record, column));
    std::stable_sort(places.begin(), places.end(), [&](int left, int right) {
        const QVariant &a = values[static_cast<std::size_t>(left)];
        const QVariant &b = values[static_cast<std::size_t>(right)];
        const int by = a.metaType().id() == QMetaType::QString
                           ? QString::localeAwareCompare(a.toString(), b.toString())
                           : compareValues(a.toLongLong(), b.toLongLong());
        return order == Qt::AscendingOrder ? by < 0 : by > 0;
    });
}

QString ResultCells::peerName(const SourceRecord &record) const
{
    if (engine::isPlain(record))
        return Words::tr("(plain)", "a peer without a name, whose files cannot be verified");
    if (!record.host)
        return Words::tr("(unnamed)");
    const QString name = record.host->toString();
    return isOwn(record) ? Words::tr("%1 (you)").arg(name) : name;
}

QString ResultCells::peerNames(const ResultStore::Records &records) const
{
    const QString first = peerName(best(records));
    const int others = static_cast<int>(records.size()) - 1;
    if (others == 0)
        return first;
    return others == 1
               ? Words::tr("%1 and 1 more", "peers").arg(first)
               : Words::tr("%1 and %2 more", "peers").arg(first, QLocale{}.toString(others));
}

int ResultCells::sourceCount(const ResultStore::Records &records) const
{
    if (records.size() == 1)
        return isOwn(records.front()) ? 0 : 1;
    std::vector<QByteArray> peers;
    peers.reserve(records.size());
    for (const SourceRecord &record : records) {
        if (!isOwn(record))
            peers.push_back(record.offerer().key());
    }
    std::sort(peers.begin(), peers.end());
    return static_cast<int>(std::unique(peers.begin(), peers.end()) - peers.begin());
}

const SourceRecord &ResultCells::best(const ResultStore::Records &records) const
{
    const auto other = std::find_if(records.begin(), records.end(), [this](const auto &record) {
        return !isOwn(record);
    });
    return other == records.end() ? records.front() : *other;
}

std::chrono::sys_seconds ResultCells::latest(const ResultStore::Records &records)
{
    return std::max_element(records.begin(),
                            records.end(),
                            [](const auto &a, const auto &b) {
                                return a.file.modified < b.file.modified;
                            })
        ->file.modified;
}

} // namespace ft::models
