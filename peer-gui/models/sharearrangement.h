#pragma once

#include "peer-gui/engine/history/historyentry.h"
#include "peer-gui/models/sharetree.h"

#include <QCollator>
#include <QHash>

#include <memory>
#include <optional>
#include <vector>

namespace ft::models {

/// What of one file others have asked for so far.
struct FileRequests
{
    std::uint64_t count = 0;
    std::uint64_t bytes = 0; ///< that went out
    std::chrono::sys_seconds last{}; ///< UTC; of no meaning while count is 0

    bool operator==(const FileRequests &) const = default;
};

/// By the path in the share.
using RequestCounts = QHash<QByteArray, FileRequests>;

[[nodiscard]] RequestCounts countsOf(const std::vector<engine::ServedFile> &served);

enum class ShareColumn { Name, Folder, Size, State, Requests, Taking, Modified, LastRequest, Type };

/// What is to be seen of the share, and in which order. A value: what is shared is not copied.
struct ShareQuestion
{
    engine::SharedFileList files; ///< never null
    std::vector<engine::ShareFolderInfo> folders;
    std::shared_ptr<const RequestCounts> requests; ///< may be null
    QString within; ///< the key of the node whose files are seen
    QString text; ///< all words of it stand in the path
    ShareColumn column = ShareColumn::Name;
    Qt::SortOrder order = Qt::AscendingOrder;
};

/// The rows that answer a question.
struct ShareArrangement
{
    ShareQuestion question; ///< with the files of the one before, when these are the same
    std::shared_ptr<const ShareTree> tree;
    std::vector<std::uint32_t> rows; ///< for each, the number of its file
    QHash<QByteArray, int> rowOf; ///< by the path in the share
    /// Where each row of the arrangement before is now; -1 when it is gone.
    std::vector<int> moved;
};

/// Makes one arrangement after the other, and keeps what the next can use again.
///
/// For one thread at a time; takes tenths of a second for 100,000 files.
class ShareArranger final
{
public:
    ShareArranger();

    [[nodiscard]] std::shared_ptr<const ShareArrangement> arrange(ShareQuestion question);

private:
    [[nodiscard]] std::vector<std::uint32_t> filter(const ShareQuestion &question) const;
    void sort(const ShareQuestion &question, std::vector<std::uint32_t> &rows);
    void sortByText(const ShareQuestion &question, std::vector<std::uint32_t> &rows);
    [[nodiscard]] QString textOf(const engine::SharedFileInfo &file, ShareColumn column) const;

    QCollator m_collator;
    std::shared_ptr<const ShareTree> m_tree;
    std::vector<std::optional<QCollatorSortKey>> m_keys; ///< per file, as m_keysOf has it
    std::optional<ShareColumn> m_keysOf;
    std::shared_ptr<const ShareArrangement> m_last; ///< null before the first
};

} // namespace ft::models
