#include "peer-gui/models/uploadsmodel.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/transfertext.h"

#include <algorithm>

namespace ft::models {

using engine::UploadSnapshot;

void UploadsModel::update(const std::vector<UploadSnapshot> &changed)
{
    for (const UploadSnapshot &upload : changed)
        take(upload);
}

void UploadsModel::take(const UploadSnapshot &upload)
{
    const auto place = std::lower_bound(m_uploads.begin(),
                                        m_uploads.end(),
                                        upload.id,
                                        [](const UploadSnapshot &one, std::uint32_t id) {
                                            return one.id < id;
                                        });
    const int row = static_cast<int>(place - m_uploads.begin());
    const bool isKnown = place != m_uploads.end() && place->id == upload.id;
    if (isKnown && upload.isOver) {
        beginRemoveRows({}, row, row);
        m_uploads.erase(place);
        endRemoveRows();
    } else if (isKnown) {
        *place = upload;
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    } else if (!upload.isOver) {
        beginInsertRows({}, row, row);
        m_uploads.insert(place, upload);
        endInsertRows();
    }
}

const UploadSnapshot &UploadsModel::upload(int row) const
{
    return m_uploads.at(static_cast<std::size_t>(row));
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
    const UploadSnapshot &a = upload(left);
    const UploadSnapshot &b = upload(right);
    switch (column) {
    case State:
        return compareValues(a.place, b.place);
    case Rate:
        return compareValues(a.rate, b.rate);
    case Sent:
        return compareValues(a.sent, b.sent);
    default:
        return QString::localeAwareCompare(text(left, column), text(right, column));
    }
}

QString UploadsModel::text(int row, int column) const
{
    const UploadSnapshot &one = upload(row);
    switch (column) {
    case Name:
        return shown(one.name);
    case Peer:
        return one.peer ? one.peer->toString() : QString{};
    case State:
        return describeState(one);
    case Rate:
        return formatRate(one.rate);
    case Sent:
        return formatSize(one.sent);
    case Address:
        return one.endpoint.toString();
    default:
        return {};
    }
}

QVariant UploadsModel::rawValue(int row, int column) const
{
    const UploadSnapshot &raw = upload(row);
    switch (column) {
    case State:
        return raw.place;
    case Rate:
        return QVariant::fromValue<qulonglong>(raw.rate);
    case Sent:
        return QVariant::fromValue<qulonglong>(raw.sent);
    default:
        return text(row, column);
    }
}

} // namespace ft::models
