#include "peer-gui/models/peersmodel.h"

#include "peer-gui/models/formatting.h"

#include <QHash>

#include <algorithm>

namespace ft::models {

using engine::ListedPeer;
using engine::PingAnswer;
using engine::Problem;

namespace {

/// Of 0 to 2; a peer that others reach comes first.
int reachRank(const ListedPeer &peer)
{
    if (!peer.isReachable)
        return 1;
    return *peer.isReachable ? 0 : 2;
}

/// What is not known comes last.
template <typename Value>
int compareKnown(const std::optional<Value> &left, const std::optional<Value> &right)
{
    if (left && right)
        return compareValues(*left, *right);
    return compareValues(!left, !right);
}

QVariant microsecondsOf(const std::optional<std::chrono::microseconds> &time)
{
    return time ? QVariant::fromValue<qlonglong>(time->count()) : QVariant{};
}

} // namespace

PeersModel::PeersModel(HostName self, QObject *parent)
    : TableModel(parent)
    , m_self(std::move(self))
    , m_names([this](int row) { return nameOf(peer(row)); })
{}

void PeersModel::reconcile(const std::vector<ListedPeer> &peers)
{
    QHash<QString, std::size_t> places;
    places.reserve(static_cast<qsizetype>(peers.size()));
    for (std::size_t i = 0; i < peers.size(); ++i)
        places.insert(askedAs(peers[i]), i);
    std::vector<bool> isKept;
    std::vector<bool> isKnown(peers.size(), false);
    for (const Row &row : m_rows) {
        const auto place = places.constFind(askedAs(row.peer));
        isKept.push_back(place != places.cend());
        if (isKept.back())
            isKnown[*place] = true;
    }
    removeRowsNotIn(isKept);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const ListedPeer &now = peers[places.value(askedAs(m_rows[i].peer))];
        if (std::exchange(m_rows[i].peer, now) != now)
            emit dataChanged(index(static_cast<int>(i), 0),
                             index(static_cast<int>(i), ColumnCount - 1));
    }
    const auto added = static_cast<int>(std::count(isKnown.begin(), isKnown.end(), false));
    if (added == 0)
        return;
    beginInsertRows({}, rows(), rows() + added - 1);
    for (std::size_t i = 0; i < peers.size(); ++i) {
        if (!isKnown[i])
            m_rows.push_back({peers[i], {}});
    }
    endInsertRows();
}

void PeersModel::removeRowsNotIn(const std::vector<bool> &isKept)
{
    for (int last = static_cast<int>(isKept.size()) - 1; last >= 0; --last) {
        if (isKept[static_cast<std::size_t>(last)])
            continue;
        int first = last;
        while (first > 0 && !isKept[static_cast<std::size_t>(first - 1)])
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        m_names.forget();
        endRemoveRows();
        last = first;
    }
}

void PeersModel::notePinging(const QString &peer)
{
    if (const auto row = rowOf(peer)) {
        m_rows[static_cast<std::size_t>(*row)].pings.noteAsked();
        tellPing(*row);
    }
}

void PeersModel::notePing(const QString &peer, const Result<PingAnswer, Problem> &answer)
{
    if (const auto row = rowOf(peer)) {
        m_rows[static_cast<std::size_t>(*row)].pings.note(answer);
        tellPing(*row);
    }
}

bool PeersModel::isOwn(int row) const
{
    return peer(row).name == m_self;
}

std::optional<int> PeersModel::rowOf(const QString &peer) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&peer](const Row &row) {
        return askedAs(row.peer).compare(peer, Qt::CaseInsensitive) == 0;
    });
    if (found == m_rows.end())
        return std::nullopt;
    return static_cast<int>(found - m_rows.begin());
}

QString PeersModel::heading(int column) const
{
    switch (column) {
    case Name:
        return tr("Peer");
    case Files:
        return tr("Files");
    case Size:
        return tr("Size");
    case Reach:
        return tr("From outside", "heading: whether others can reach a peer");
    case TrackerTime:
        return tr("Tracker’s ping", "heading: round trip between tracker and peer");
    case Ping:
        return tr("Your ping", "heading: round trip between this peer and that");
    case Address:
        return tr("Address");
    default:
        return {};
    }
}

bool PeersModel::isRightAligned(int column) const
{
    return column == Files || column == Size || column == TrackerTime || column == Ping;
}

QString PeersModel::text(int row, int column) const
{
    const ListedPeer &listed = peer(row);
    switch (column) {
    case Name:
        return isOwn(row) ? tr("%1 (this peer)").arg(nameOf(listed)) : nameOf(listed);
    case Files:
        return QLocale{}.toString(listed.files);
    case Size:
        return formatSize(listed.bytes);
    case Reach:
        return reachText(listed);
    case TrackerTime:
        return listed.roundTrip ? formatRoundTrip(*listed.roundTrip) : QString{};
    case Ping:
        return pings(row).shortText();
    case Address:
        return listed.endpoint.toString();
    default:
        return {};
    }
}

QVariant PeersModel::rawValue(int row, int column) const
{
    const ListedPeer &listed = peer(row);
    switch (column) {
    case Files:
        return listed.files;
    case Size:
        return QVariant::fromValue<qulonglong>(listed.bytes);
    case Reach:
        return reachRank(listed);
    case TrackerTime:
        return microsecondsOf(listed.roundTrip);
    case Ping:
        return microsecondsOf(pings(row).median());
    default:
        return text(row, column);
    }
}

QString PeersModel::toolTipOf(int row, int column) const
{
    switch (column) {
    case Reach:
        return reachSentence(peer(row));
    case Ping:
        return pings(row).sentence();
    default:
        return text(row, column);
    }
}

int PeersModel::compare(int column, int left, int right) const
{
    const ListedPeer &a = peer(left);
    const ListedPeer &b = peer(right);
    switch (column) {
    case Name:
        return m_names.compare(left, right, rows());
    case Files:
        return compareValues(a.files, b.files);
    case Size:
        return compareValues(a.bytes, b.bytes);
    case Reach:
        return compareValues(reachRank(a), reachRank(b));
    case TrackerTime:
        return compareKnown(a.roundTrip, b.roundTrip);
    case Ping:
        return compareKnown(pings(left).median(), pings(right).median());
    case Address:
        return compareValues(a.endpoint.toString(), b.endpoint.toString());
    default:
        return 0;
    }
}

} // namespace ft::models
