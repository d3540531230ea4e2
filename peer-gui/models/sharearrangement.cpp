#include "peer-gui/models/sharearrangement.h"

#include "peer-gui/models/formatting.h"
#include "peer-gui/models/tablemodel.h"

#include <algorithm>

namespace ft::models {

using engine::SharedFileInfo;

namespace {

/// Worst last.
int severity(const SharedFileInfo &file)
{
    return file.isDamaged ? 2 : static_cast<int>(file.isHashing);
}

FileRequests requestsOf(const ShareQuestion &question, const SharedFileInfo &file)
{
    return question.requests ? question.requests->value(file.record.path.utf8()) : FileRequests{};
}

int compareFiles(const ShareQuestion &question, const SharedFileInfo &a, const SharedFileInfo &b)
{
    switch (question.column) {
    case ShareColumn::Size:
        return compareValues(a.record.size, b.record.size);
    case ShareColumn::Modified:
        return compareValues(a.record.modified, b.record.modified);
    case ShareColumn::State:
        return compareValues(severity(a), severity(b));
    case ShareColumn::Requests:
        return compareValues(requestsOf(question, a).count, requestsOf(question, b).count);
    case ShareColumn::LastRequest:
        return compareValues(requestsOf(question, a).last, requestsOf(question, b).last);
    default:
        return 0;
    }
}

bool hasWords(const QString &text, const QStringList &words)
{
    return std::ranges::all_of(words, [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

QHash<QByteArray, int> rowsByPath(const ShareArrangement &arrangement)
{
    QHash<QByteArray, int> rows;
    rows.reserve(static_cast<qsizetype>(arrangement.rows.size()));
    int row = 0;
    for (const std::uint32_t number : arrangement.rows)
        rows.insert((*arrangement.question.files)[number].record.path.utf8(), row++);
    return rows;
}

std::vector<int> movesTo(const ShareArrangement &now, const ShareArrangement &before)
{
    std::vector<int> moved;
    moved.reserve(before.rows.size());
    for (const std::uint32_t number : before.rows)
        moved.push_back(now.rowOf.value((*before.question.files)[number].record.path.utf8(), -1));
    return moved;
}

} // namespace

RequestCounts countsOf(const std::vector<engine::ServedFile> &served)
{
    RequestCounts counts;
    for (const engine::ServedFile &file : served) {
        FileRequests &of = counts[file.name.toUtf8()];
        of.count += file.requests;
        of.bytes += file.bytes;
        of.last = std::max(of.last, file.last);
    }
    return counts;
}

ShareArranger::ShareArranger()
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

std::shared_ptr<const ShareArrangement> ShareArranger::arrange(ShareQuestion question)
{
    if (m_last && *m_last->question.files == *question.files)
        question.files = m_last->question.files;
    const bool isNewList = !m_last || m_last->question.files != question.files;
    if (isNewList)
        m_keysOf.reset();
    if (isNewList || m_last->question.folders != question.folders)
        m_tree = std::make_shared<const ShareTree>(treeOf(*question.files, question.folders));
    auto made = std::make_shared<ShareArrangement>();
    made->tree = m_tree;
    made->rows = filter(question);
    sort(question, made->rows);
    made->question = std::move(question);
    made->rowOf = rowsByPath(*made);
    if (m_last)
        made->moved = movesTo(*made, *m_last);
    m_last = made;
    return made;
}

std::vector<std::uint32_t> ShareArranger::filter(const ShareQuestion &question) const
{
    const QStringList words = question.text.split(u' ', Qt::SkipEmptyParts);
    const int node = m_tree->find(question.within);
    const bool isAll = node < 0 || m_tree->nodes[static_cast<std::size_t>(node)].key == AllKey;
    const int end = isAll ? 0 : m_tree->nodes[static_cast<std::size_t>(node)].end;
    std::vector<std::uint32_t> rows;
    for (std::uint32_t number = 0; number < question.files->size(); ++number) {
        const int of = m_tree->nodeOf[number];
        const bool isWithin = isAll || (of >= node && of < end);
        if (isWithin
            && (words.isEmpty()
                || hasWords((*question.files)[number].record.path.toString(), words)))
            rows.push_back(number);
    }
    return rows;
}

void ShareArranger::sort(const ShareQuestion &question, std::vector<std::uint32_t> &rows)
{
    switch (question.column) {
    case ShareColumn::Name:
    case ShareColumn::Folder:
    case ShareColumn::Type:
        return sortByText(question, rows);
    default:
        break;
    }
    const auto &files = *question.files;
    const bool isDescending = question.order == Qt::DescendingOrder;
    std::ranges::stable_sort(rows, [&](std::uint32_t left, std::uint32_t right) {
        const int order = compareFiles(question, files[left], files[right]);
        return isDescending ? order > 0 : order < 0;
    });
}

void ShareArranger::sortByText(const ShareQuestion &question, std::vector<std::uint32_t> &rows)
{
    const auto &files = *question.files;
    if (m_keysOf != question.column) {
        m_keys.clear();
        m_keys.resize(files.size());
        m_keysOf = question.column;
    }
    for (const std::uint32_t number : rows) {
        auto &key = m_keys[number];
        if (!key)
            key = m_collator.sortKey(textOf(files[number], question.column));
    }
    const bool isDescending = question.order == Qt::DescendingOrder;
    std::ranges::stable_sort(rows, [&](std::uint32_t left, std::uint32_t right) {
        const int order = m_keys[left]->compare(*m_keys[right]);
        return isDescending ? order > 0 : order < 0;
    });
}

QString ShareArranger::textOf(const SharedFileInfo &file, ShareColumn column) const
{
    const QByteArray &path = file.record.path.utf8();
    if (column == ShareColumn::Type)
        return formatType(file.record.type);
    if (column == ShareColumn::Folder)
        return QString::fromUtf8(path.first(std::max(path.lastIndexOf('/'), qsizetype{0})));
    return QString::fromUtf8(file.record.path.name());
}

} // namespace ft::models
