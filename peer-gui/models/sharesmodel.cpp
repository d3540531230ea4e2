#include "peer-gui/models/sharesmodel.h"

#include "peer-gui/models/formatting.h"

#include <QHash>

#include <algorithm>

namespace ft::models {

using engine::SharedFileInfo;

namespace {

/// More separate gaps than this are not closed one by one: the table is taken anew.
constexpr int MaxGaps = 64;

int countGaps(const std::vector<bool> &isGone)
{
    int gaps = 0;
    bool wasGone = false;
    for (const bool gone : isGone) {
        gaps += static_cast<int>(gone && !wasGone);
        wasGone = gone;
    }
    return gaps;
}

} // namespace

/// What a new share means for the rows that are there.
struct SharesModel::Changes
{
    std::vector<bool> isGone; ///< per row
    std::vector<SharedFileInfo> added;
    std::vector<SharedFileInfo> kept; ///< the rows that stay, in their order, as they are now
    int firstChanged = -1; ///< of `kept`
    int lastChanged = -1;

    Changes(const std::vector<SharedFileInfo> &before, std::vector<SharedFileInfo> now)
        : isGone(before.size(), false)
    {
        QHash<QByteArray, std::size_t> places;
        places.reserve(static_cast<qsizetype>(now.size()));
        for (std::size_t i = 0; i < now.size(); ++i)
            places.insert(now[i].record.path.utf8(), i);
        std::vector<bool> isKnown(now.size(), false);
        for (std::size_t row = 0; row < before.size(); ++row) {
            const auto place = places.constFind(before[row].record.path.utf8());
            isGone[row] = place == places.cend();
            if (isGone[row])
                continue;
            isKnown[*place] = true;
            keep(before[row], std::move(now[*place]));
        }
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (!isKnown[i])
                added.push_back(std::move(now[i]));
        }
    }

    void keep(const SharedFileInfo &before, SharedFileInfo now)
    {
        if (before != now) {
            lastChanged = static_cast<int>(kept.size());
            firstChanged = firstChanged < 0 ? lastChanged : firstChanged;
        }
        kept.push_back(std::move(now));
    }
};

SharesModel::SharesModel(QObject *parent)
    : TableModel(parent)
    , m_names([this](int row) { return text(row, Name); })
    , m_types([this](int row) { return text(row, Type); })
    , m_paths([this](int row) { return text(row, LocalPath); })
{}

void SharesModel::update(std::vector<SharedFileInfo> files)
{
    Changes changes{m_files, files};
    if (m_files.empty() || countGaps(changes.isGone) > MaxGaps)
        return reset(std::move(files));

    removeRows(changes.isGone);
    m_files = std::move(changes.kept);
    if (changes.firstChanged >= 0) {
        m_types.forget();
        m_paths.forget();
        emit dataChanged(index(changes.firstChanged, 0),
                         index(changes.lastChanged, ColumnCount - 1));
    }
    if (changes.added.empty())
        return;
    beginInsertRows({}, rows(), rows() + static_cast<int>(changes.added.size()) - 1);
    m_files.insert(m_files.end(), changes.added.begin(), changes.added.end());
    endInsertRows();
}

void SharesModel::reset(std::vector<SharedFileInfo> files)
{
    if (m_files.empty() && files.empty())
        return;
    beginResetModel();
    m_files = std::move(files);
    m_names.forget();
    m_types.forget();
    m_paths.forget();
    endResetModel();
}

void SharesModel::removeRows(const std::vector<bool> &isGone)
{
    for (int last = static_cast<int>(isGone.size()) - 1; last >= 0; --last) {
        if (!isGone[static_cast<std::size_t>(last)])
            continue;
        int first = last;
        while (first > 0 && isGone[static_cast<std::size_t>(first - 1)])
            --first;
        beginRemoveRows({}, first, last);
        m_files.erase(m_files.begin() + first, m_files.begin() + last + 1);
        m_names.forget();
        m_types.forget();
        m_paths.forget();
        endRemoveRows();
        last = first;
    }
}

const SharedFileInfo &SharesModel::file(int row) const
{
    return m_files.at(static_cast<std::size_t>(row));
}

QString SharesModel::heading(int column) const
{
    switch (column) {
    case Name:
        return tr("Shared as");
    case Type:
        return tr("Type");
    case Size:
        return tr("Size");
    case Modified:
        return tr("Modified");
    case LocalPath:
        return tr("File");
    default:
        return {};
    }
}

bool SharesModel::isRightAligned(int column) const
{
    return column == Size;
}

int SharesModel::compare(int column, int left, int right) const
{
    const FileRecord &a = file(left).record;
    const FileRecord &b = file(right).record;
    switch (column) {
    case Name:
        return m_names.compare(left, right, rows());
    case Type:
        return m_types.compare(left, right, rows());
    case Size:
        return compareValues(a.size, b.size);
    case Modified:
        return compareValues(a.modified, b.modified);
    case LocalPath:
        return m_paths.compare(left, right, rows());
    default:
        return 0;
    }
}

QString SharesModel::text(int row, int column) const
{
    const SharedFileInfo &shared = file(row);
    switch (column) {
    case Name:
        return shared.record.path.toString();
    case Type:
        return formatType(shared.record.type);
    case Size:
        return formatSize(shared.record.size);
    case Modified:
        return formatTime(shared.record.modified);
    case LocalPath:
        return shown(shared.localPath);
    default:
        return {};
    }
}

QVariant SharesModel::rawValue(int row, int column) const
{
    const FileRecord &shared = file(row).record;
    switch (column) {
    case Size:
        return QVariant::fromValue<qulonglong>(shared.size);
    case Modified:
        return QVariant::fromValue<qlonglong>(shared.modified.time_since_epoch().count());
    default:
        return text(row, column);
    }
}

} // namespace ft::models
