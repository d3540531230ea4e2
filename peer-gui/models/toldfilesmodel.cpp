#include "peer-gui/models/toldfilesmodel.h"

#include "peer-gui/models/formatting.h"

#include <QCoreApplication>

namespace ft::models {

using engine::ChecksumMark;
using engine::ToldFile;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::ToldFiles)
};

QString timeText(const std::optional<std::chrono::sys_seconds> &time)
{
    return time ? formatTime(*time) : QString{};
}

/// What is worth a look comes first.
int rankOf(const ToldFile &file)
{
    if (!file.mark)
        return 5;
    switch (*file.mark) {
    case ChecksumMark::Changed:
        return 0;
    case ChecksumMark::Gone:
        return 1;
    case ChecksumMark::New:
        return 2;
    case ChecksumMark::Changing:
        return 3;
    case ChecksumMark::Same:
        return 4;
    }
    return 5;
}

} // namespace

QString markText(ChecksumMark mark)
{
    switch (mark) {
    case ChecksumMark::New:
        return Words::tr("New", "a file that was not there before");
    case ChecksumMark::Same:
        return Words::tr("Same", "a file that has not changed");
    case ChecksumMark::Changed:
        return Words::tr("Changed", "a file");
    case ChecksumMark::Gone:
        return Words::tr("Gone", "a file");
    case ChecksumMark::Changing:
        return Words::tr("Being written", "a file");
    }
    return {};
}

QString markSentence(const ToldFile &file)
{
    if (!file.mark)
        return Words::tr("What was told before is not known.");
    const QString before = timeText(file.toldBefore);
    switch (*file.mark) {
    case ChecksumMark::New:
        return Words::tr("You have not asked about this file before.");
    case ChecksumMark::Same:
        return Words::tr("It is the same as when you last asked, %1.").arg(before);
    case ChecksumMark::Changed:
        return Words::tr("Its content has changed since you last asked, %1.").arg(before);
    case ChecksumMark::Gone:
        return Words::tr("It was there when you last asked, %1, and is not shared any more.")
            .arg(before);
    case ChecksumMark::Changing:
        return Words::tr("It is being written to at the moment, so it has no checksum yet. Ask "
                         "again in a while.");
    }
    return {};
}

ToldFilesModel::ToldFilesModel(std::vector<Column> columns, QObject *parent)
    : TableModel(parent)
    , m_columns(std::move(columns))
    , m_names([this](int row) { return file(row).record.path.toString(); })
    , m_types([this](int row) { return formatType(file(row).record.type); })
{}

void ToldFilesModel::put(const std::vector<ToldFile> &files)
{
    std::vector<ToldFile> unknown;
    for (const ToldFile &told : files) {
        const auto known = m_rows.constFind(told.record.path.utf8());
        if (known == m_rows.cend()) {
            m_rows.insert(told.record.path.utf8(), rows() + static_cast<int>(unknown.size()));
            unknown.push_back(told);
            count(told, 1);
        } else if (*known < rows()) {
            ToldFile &there = m_files[static_cast<std::size_t>(*known)];
            count(there, -1);
            count(told, 1);
            there = told;
            m_types.forget();
            emit dataChanged(index(*known, 0), index(*known, columns() - 1));
        }
    }
    if (unknown.empty())
        return;
    beginInsertRows({}, rows(), rows() + static_cast<int>(unknown.size()) - 1);
    m_files.insert(m_files.end(),
                   std::make_move_iterator(unknown.begin()),
                   std::make_move_iterator(unknown.end()));
    endInsertRows();
}

void ToldFilesModel::clear()
{
    if (m_files.empty())
        return;
    beginResetModel();
    m_files.clear();
    m_rows.clear();
    m_counts = {};
    m_names.forget();
    m_types.forget();
    endResetModel();
}

void ToldFilesModel::count(const ToldFile &file, std::int64_t by)
{
    const auto add = [by](std::uint64_t &sum, std::uint64_t value = 1) {
        sum = by > 0 ? sum + value : sum - value;
    };
    if (file.mark != ChecksumMark::Gone) {
        add(m_counts.files);
        add(m_counts.bytes, file.record.size);
    }
    if (!file.mark)
        return;
    switch (*file.mark) {
    case ChecksumMark::New:
        return add(m_counts.added);
    case ChecksumMark::Same:
        return add(m_counts.same);
    case ChecksumMark::Changed:
        return add(m_counts.changed);
    case ChecksumMark::Gone:
        return add(m_counts.gone);
    case ChecksumMark::Changing:
        return add(m_counts.changing);
    }
}

const ToldFile &ToldFilesModel::file(int row) const
{
    return m_files.at(static_cast<std::size_t>(row));
}

QString ToldFilesModel::heading(int column) const
{
    switch (columnAt(column)) {
    case Column::Name:
        return tr("Name");
    case Column::State:
        return tr("State");
    case Column::Size:
        return tr("Size");
    case Column::Modified:
        return tr("Modified");
    case Column::Type:
        return tr("Type");
    case Column::ToldBefore:
        return tr("Last asked");
    case Column::Md5:
        return tr("MD5");
    case Column::Root:
        return tr("Root", "the hash that names a content");
    }
    return {};
}

bool ToldFilesModel::isRightAligned(int column) const
{
    return columnAt(column) == Column::Size;
}

QString ToldFilesModel::text(int row, int column) const
{
    const ToldFile &told = file(row);
    switch (columnAt(column)) {
    case Column::Name:
        return shown(told.record.path.toString());
    case Column::State:
        return told.mark ? markText(*told.mark) : QString{};
    case Column::Size:
        return formatSize(told.record.size);
    case Column::Modified:
        return formatTime(told.record.modified);
    case Column::Type:
        return formatType(told.record.type);
    case Column::ToldBefore:
        return timeText(told.toldBefore);
    case Column::Md5:
        return told.record.md5 ? QString::fromLatin1(told.record.md5->hex()) : QString{};
    case Column::Root:
        return told.record.root ? QString::fromLatin1(told.record.root->hex()) : QString{};
    }
    return {};
}

QVariant ToldFilesModel::rawValue(int row, int column) const
{
    const ToldFile &told = file(row);
    switch (columnAt(column)) {
    case Column::State:
        return rankOf(told);
    case Column::Size:
        return QVariant::fromValue<qulonglong>(told.record.size);
    case Column::Modified:
        return QVariant::fromValue<qlonglong>(told.record.modified.time_since_epoch().count());
    case Column::ToldBefore:
        return told.toldBefore
                   ? QVariant::fromValue<qlonglong>(told.toldBefore->time_since_epoch().count())
                   : QVariant{};
    default:
        return text(row, column);
    }
}

QString ToldFilesModel::toolTipOf(int row, int column) const
{
    return columnAt(column) == Column::State ? markSentence(file(row)) : text(row, column);
}

int ToldFilesModel::compare(int column, int left, int right) const
{
    const ToldFile &a = file(left);
    const ToldFile &b = file(right);
    switch (columnAt(column)) {
    case Column::Name:
        return m_names.compare(left, right, rows());
    case Column::State:
        return compareValues(rankOf(a), rankOf(b));
    case Column::Size:
        return compareValues(a.record.size, b.record.size);
    case Column::Modified:
        return compareValues(a.record.modified, b.record.modified);
    case Column::Type:
        return m_types.compare(left, right, rows());
    case Column::ToldBefore:
        return compareValues(a.toldBefore, b.toldBefore);
    case Column::Md5:
    case Column::Root:
        return compareValues(text(left, column), text(right, column));
    }
    return 0;
}

} // namespace ft::models
