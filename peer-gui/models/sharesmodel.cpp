#include "peer-gui/models/sharesmodel.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/sharetext.h"

#include <QFont>
#include <QMimeData>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <iterator>

namespace ft::models {

using engine::SharedFileInfo;

namespace {

constexpr qsizetype MostNamed = 3; // peers in one cell

QString takersText(const QStringList &peers)
{
    if (peers.isEmpty())
        return {};
    const QString names = shown(peers.first(std::min(peers.size(), MostNamed)).join(u", "));
    if (peers.size() == 1)
        return names;
    return SharesModel::tr("%1 peers: %2", "how many, and their names")
        .arg(QString::number(peers.size()),
             peers.size() > MostNamed ? SharesModel::tr("%1, …").arg(names) : names);
}

QString peerName(const engine::UploadSnapshot &upload)
{
    return upload.peer ? upload.peer->toString() : upload.endpoint.toString();
}

} // namespace

void SharesModel::take(const Arranged &next)
{
    if (m_rows.empty() || next->rows.empty())
        return reset(next);
    const bool isSame = m_files == next->question.files
                        && m_taken->question.requests == next->question.requests;
    removeGone(next->moved);
    m_files = next->question.files;
    // Those that are left, in their old order, as they are now.
    std::vector<int> newRows;
    newRows.reserve(m_rows.size());
    std::ranges::copy_if(next->moved, std::back_inserter(newRows), [](int row) {
        return row >= 0;
    });
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rows[row] = next->rows[static_cast<std::size_t>(newRows[row])];
    m_taken = next;
    if (m_rows.size() < next->rows.size()) {
        std::vector<bool> isOld(next->rows.size(), false);
        for (const int row : newRows)
            isOld[static_cast<std::size_t>(row)] = true;
        for (int row = 0; row < static_cast<int>(isOld.size()); ++row) {
            if (!isOld[static_cast<std::size_t>(row)])
                newRows.push_back(row);
        }
        beginInsertRows({}, rows(), static_cast<int>(newRows.size()) - 1);
        for (std::size_t row = m_rows.size(); row < newRows.size(); ++row)
            m_rows.push_back(next->rows[static_cast<std::size_t>(newRows[row])]);
        endInsertRows();
    }
    moveRows(newRows, next->rows);
    if (isSame)
        return;
    emit dataChanged(index(0, 0), index(rows() - 1, ColumnCount - 1));
}

void SharesModel::reset(const Arranged &next)
{
    const bool isEmpty = m_rows.empty() && next->rows.empty();
    if (!isEmpty)
        beginResetModel();
    m_taken = next;
    m_files = next->question.files;
    m_rows = next->rows;
    if (!isEmpty)
        endResetModel();
}

/// Brings the rows that go to the end, and takes them out in one piece.
void SharesModel::removeGone(const std::vector<int> &moved)
{
    const auto left = static_cast<std::size_t>(
        std::ranges::count_if(moved, [](int row) { return row >= 0; }));
    if (left == moved.size())
        return;
    std::vector<int> newRows(moved.size());
    std::vector<std::uint32_t> numbers(moved.size());
    std::size_t stays = 0;
    std::size_t goes = left;
    for (std::size_t row = 0; row < moved.size(); ++row) {
        const std::size_t to = moved[row] >= 0 ? stays++ : goes++;
        newRows[row] = static_cast<int>(to);
        numbers[to] = m_rows[row];
    }
    moveRows(newRows, std::move(numbers));
    beginRemoveRows({}, static_cast<int>(left), rows() - 1);
    m_rows.resize(left);
    endRemoveRows();
}

void SharesModel::moveRows(const std::vector<int> &newRows, std::vector<std::uint32_t> numbers)
{
    if (std::ranges::is_sorted(newRows)) {
        m_rows = std::move(numbers);
        return;
    }
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    to.reserve(from.size());
    for (const QModelIndex &old : from)
        to.append(index(newRows[static_cast<std::size_t>(old.row())], old.column()));
    m_rows = std::move(numbers);
    changePersistentIndexList(from, to);
    emit layoutChanged({}, VerticalSortHint);
}

void SharesModel::update(const std::vector<engine::UploadSnapshot> &changed)
{
    QSet<QByteArray> concerned;
    for (const engine::UploadSnapshot &upload : changed) {
        if (const auto known = m_uploads.constFind(upload.id); known != m_uploads.cend())
            concerned.insert(known->name.toUtf8());
        concerned.insert(upload.name.toUtf8());
        if (upload.isOver)
            m_uploads.remove(upload.id);
        else
            m_uploads.insert(upload.id, upload);
    }
    QHash<QByteArray, QStringList> takers;
    for (const engine::UploadSnapshot &upload : std::as_const(m_uploads))
        takers[upload.name.toUtf8()].append(peerName(upload));
    for (QStringList &peers : takers) {
        peers.sort();
        peers.removeDuplicates();
    }
    m_takers.swap(takers);
    for (const QByteArray &path : std::as_const(concerned)) {
        if (m_takers.value(path) != takers.value(path))
            tellTakers(path);
    }
}

void SharesModel::tellTakers(const QByteArray &path)
{
    const int row = m_taken ? m_taken->rowOf.value(path, -1) : -1;
    if (row < 0)
        return;
    const QModelIndex cell = index(row, static_cast<int>(Column::Taking));
    emit dataChanged(cell, cell);
}

const SharedFileInfo &SharesModel::file(int row) const
{
    return (*m_files)[m_rows.at(static_cast<std::size_t>(row))];
}

FileRequests SharesModel::requests(int row) const
{
    const auto &counts = m_taken->question.requests;
    return counts ? counts->value(file(row).record.path.utf8()) : FileRequests{};
}

QStringList SharesModel::takers(int row) const
{
    return m_takers.value(file(row).record.path.utf8());
}

int SharesModel::rowOf(const SharedPath &path) const
{
    return m_taken ? m_taken->rowOf.value(path.utf8(), -1) : -1;
}

int SharesModel::compare(int, int left, int right) const
{
    return compareValues(left, right);
}

void SharesModel::sort(int column, Qt::SortOrder order)
{
    if (column >= 0 && column < ColumnCount)
        emit sortWanted(static_cast<Column>(column), order);
}

QVariant SharesModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::AccessibleTextRole && index.column() == 0)
        return text(index.row(), 0);
    if (role == Qt::FontRole && index.isValid() && file(index.row()).isDamaged) {
        QFont bold;
        bold.setBold(true);
        return index.column() == static_cast<int>(Column::State) ? QVariant{bold} : QVariant{};
    }
    return TableModel::data(index, role);
}

Qt::ItemFlags SharesModel::flags(const QModelIndex &index) const
{
    return TableModel::flags(index) | (index.isValid() ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

QStringList SharesModel::mimeTypes() const
{
    return {QStringLiteral("text/uri-list")};
}

QMimeData *SharesModel::mimeData(const QModelIndexList &indexes) const
{
    QList<QUrl> urls;
    for (const QModelIndex &index : indexes) {
        if (index.column() == 0)
            urls.append(QUrl::fromLocalFile(file(index.row()).localPath));
    }
    if (urls.isEmpty())
        return nullptr;
    auto *data = new QMimeData; // the caller's
    data->setUrls(urls);
    return data;
}

QString SharesModel::heading(int column) const
{
    switch (static_cast<Column>(column)) {
    case Column::Name:
        return tr("Name");
    case Column::Folder:
        return tr("Folder in the share");
    case Column::Size:
        return tr("Size");
    case Column::Modified:
        return tr("Modified");
    case Column::State:
        return tr("State");
    case Column::Requests:
        return tr("Requests", "how often others asked for the file");
    case Column::LastRequest:
        return tr("Last request");
    case Column::Taking:
        return tr("Taken now by", "the peers that are fetching the file");
    case Column::Type:
        return tr("Type");
    }
    return {};
}

bool SharesModel::isRightAligned(int column) const
{
    const auto which = static_cast<Column>(column);
    return which == Column::Size || which == Column::Requests;
}

QString SharesModel::text(int row, int column) const
{
    const SharedFileInfo &shared = file(row);
    const QByteArray &path = shared.record.path.utf8();
    switch (static_cast<Column>(column)) {
    case Column::Name:
        return QString::fromUtf8(shared.record.path.name());
    case Column::Folder:
        return QString::fromUtf8(path.first(std::max(path.lastIndexOf('/'), qsizetype{0})));
    case Column::Size:
        return formatSize(shared.record.size);
    case Column::Modified:
        return formatTime(shared.record.modified);
    case Column::State:
        return formatState(shared);
    case Column::Requests: {
        const auto count = requests(row).count;
        return count > 0 ? QLocale{}.toString(static_cast<qulonglong>(count)) : QString{};
    }
    case Column::LastRequest: {
        const FileRequests asked = requests(row);
        return asked.count > 0 ? formatTime(asked.last) : QString{};
    }
    case Column::Taking:
        return takersText(takers(row));
    case Column::Type:
        return shared.isHashing ? QString{} : formatType(shared.record.type);
    }
    return {};
}

QVariant SharesModel::rawValue(int row, int column) const
{
    const SharedFileInfo &shared = file(row);
    switch (static_cast<Column>(column)) {
    case Column::Size:
        return QVariant::fromValue<qulonglong>(shared.record.size);
    case Column::Modified:
        return QVariant::fromValue<qlonglong>(shared.record.modified.time_since_epoch().count());
    case Column::Requests:
        return QVariant::fromValue<qulonglong>(requests(row).count);
    default:
        return text(row, column);
    }
}

QString SharesModel::toolTipOf(int row, int column) const
{
    const SharedFileInfo &shared = file(row);
    switch (static_cast<Column>(column)) {
    case Column::Name:
    case Column::Folder:
        return tr("Shared as %1\nOn the disk: %2")
            .arg(shared.record.path.toString(), shown(shared.localPath));
    case Column::State:
        return explainState(shared);
    case Column::Taking:
        return shown(takers(row).join(u", "));
    default:
        return text(row, column);
    }
}

} // namespace ft::models
