#include "peer-gui/models/uploadsmodel.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/transfertext.h"

#include <algorithm>
#include <limits>

namespace ft::models {

using engine::UploadSnapshot;

namespace {

/// The served first, then those that wait, then those that are over.
std::uint64_t stageOf(const UploadsModel::Upload &upload)
{
    return upload.isOver() ? std::numeric_limits<std::uint64_t>::max() : upload.snapshot.place;
}

std::uint64_t rateOf(const UploadsModel::Upload &upload)
{
    return upload.isOver() ? 0 : upload.snapshot.rate;
}

} // namespace

QString describe(const UploadsModel::Upload &upload)
{
    if (!upload.isOver())
        return describeState(upload.snapshot);
    return UploadsModel::tr("Finished: %1 in %2", "bytes, and how long they took")
        .arg(formatSize(upload.snapshot.sent), formatDuration(upload.took));
}

void UploadsModel::update(const std::vector<UploadSnapshot> &changed)
{
    int first = rows();
    int last = -1;
    std::vector<UploadSnapshot> rest;
    for (const UploadSnapshot &upload : changed) {
        const int row = placeOf(upload.id);
        if (upload.isOver || !isAt(row, upload.id)) {
            rest.push_back(upload);
            continue;
        }
        m_uploads[static_cast<std::size_t>(row)].snapshot = upload;
        first = std::min(first, row);
        last = std::max(last, row);
    }
    if (last >= 0)
        emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
    for (const UploadSnapshot &upload : rest) {
        const int row = placeOf(upload.id);
        if (isAt(row, upload.id))
            end(row, upload);
        else if (!upload.isOver)
            insert({upload, m_clock.wallTime(), m_clock.now(), {}});
    }
}

void UploadsModel::end(int row, const UploadSnapshot &last)
{
    if (last.sent == 0)
        return remove(row);
    Upload &upload = m_uploads[static_cast<std::size_t>(row)];
    upload.snapshot = last;
    upload.took = std::chrono::ceil<std::chrono::seconds>(m_clock.now() - upload.begunAt);
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    dropOldest();
}

void UploadsModel::dropOldest()
{
    if (static_cast<std::size_t>(finishedCount()) <= MostFinished)
        return;
    const auto oldest = std::find_if(m_uploads.rbegin(), m_uploads.rend(), [](const Upload &one) {
        return one.isOver();
    });
    remove(static_cast<int>(std::distance(m_uploads.begin(), oldest.base()) - 1));
}

void UploadsModel::insert(Upload upload)
{
    const int row = placeOf(upload.snapshot.id);
    beginInsertRows({}, row, row);
    m_uploads.insert(m_uploads.begin() + row, std::move(upload));
    endInsertRows();
}

void UploadsModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_uploads.erase(m_uploads.begin() + row);
    endRemoveRows();
}

std::vector<UploadsModel::Upload> UploadsModel::takeFinished()
{
    std::vector<Upload> finished;
    for (int row = rows() - 1; row >= 0; --row) {
        if (!upload(row).isOver())
            continue;
        finished.push_back(upload(row));
        remove(row);
    }
    return finished;
}

void UploadsModel::putBack(const std::vector<Upload> &uploads)
{
    for (const Upload &upload : uploads) {
        if (!find(upload.snapshot.id))
            insert(upload);
    }
}

const UploadsModel::Upload &UploadsModel::upload(int row) const
{
    return m_uploads.at(static_cast<std::size_t>(row));
}

const UploadsModel::Upload *UploadsModel::find(std::uint32_t id) const
{
    const int row = placeOf(id);
    return isAt(row, id) ? &upload(row) : nullptr;
}

int UploadsModel::placeOf(std::uint32_t id) const
{
    const auto place = std::lower_bound(m_uploads.begin(),
                                        m_uploads.end(),
                                        id,
                                        [](const Upload &one, std::uint32_t wanted) {
                                            return one.snapshot.id > wanted;
                                        });
    return static_cast<int>(place - m_uploads.begin());
}

bool UploadsModel::isAt(int row, std::uint32_t id) const
{
    return row < rows() && upload(row).snapshot.id == id;
}

int UploadsModel::runningCount() const
{
    return static_cast<int>(std::count_if(m_uploads.begin(),
                                          m_uploads.end(),
                                          [](const Upload &one) { return !one.isOver(); }));
}

std::uint64_t UploadsModel::totalRate() const
{
    std::uint64_t total = 0;
    for (const Upload &one : m_uploads)
        total += rateOf(one);
    return total;
}

QString UploadsModel::heading(int column) const
{
    switch (column) {
    case Name:
        return tr("Name");
    case Peer:
        return tr("Peer");
    case State:
        return tr("State");
    case Rate:
        return tr("Rate");
    case Sent:
        return tr("Sent");
    case Address:
        return tr("Address");
    case Carrier:
        return tr("Over", "TCP or UDP");
    case Since:
        return tr("Since");
    default:
        return {};
    }
}

bool UploadsModel::isRightAligned(int column) const
{
    return column == Rate || column == Sent;
}

int UploadsModel::compare(int column, int left, int right) const
{
    const Upload &a = upload(left);
    const Upload &b = upload(right);
    switch (column) {
    case State:
        return compareValues(stageOf(a), stageOf(b));
    case Rate:
        return compareValues(rateOf(a), rateOf(b));
    case Sent:
        return compareValues(a.snapshot.sent, b.snapshot.sent);
    case Since:
        return compareValues(a.begunAt, b.begunAt);
    default:
        return QString::localeAwareCompare(text(left, column), text(right, column));
    }
}

QString UploadsModel::text(int row, int column) const
{
    const Upload &one = upload(row);
    const UploadSnapshot &snapshot = one.snapshot;
    switch (column) {
    case Name:
        return shown(snapshot.name);
    case Peer:
        return snapshot.peer ? snapshot.peer->toString() : QString{};
    case State:
        return describe(one);
    case Rate:
        return formatRate(rateOf(one));
    case Sent:
        return formatSize(snapshot.sent);
    case Address:
        return snapshot.endpoint.toString();
    case Carrier:
        return snapshot.transport == Transport::Udp ? QStringLiteral("UDP") : QStringLiteral("TCP");
    case Since:
        return formatTime(one.since);
    default:
        return {};
    }
}

QVariant UploadsModel::rawValue(int row, int column) const
{
    const Upload &raw = upload(row);
    switch (column) {
    case State:
        return QVariant::fromValue<qulonglong>(stageOf(raw));
    case Rate:
        return QVariant::fromValue<qulonglong>(rateOf(raw));
    case Sent:
        return QVariant::fromValue<qulonglong>(raw.snapshot.sent);
    case Since:
        return QVariant::fromValue<qlonglong>(raw.since.time_since_epoch().count());
    default:
        return text(row, column);
    }
}

} // namespace ft::models
