#pragma once

#include "common/base/strong.h"
#include "common/model/filerecord.h"
#include "peer-gui/engine/tracker/findresults.h"

#include <QByteArray>
#include <QHash>

#include <deque>
#include <optional>
#include <vector>

namespace ft::models {

/// Which content of one ResultStore; the number of one that is gone is given to another.
using ContentId = Strong<struct ContentIdTag, std::uint32_t>;

/// What tells contents apart: root and size, since whoever writes a wrong size beside a root is not
/// to spoil the others; of records without a root, path and size.
[[nodiscard]] QByteArray contentKey(const FileRecord &file);

/// What tells records apart: path and peer.
[[nodiscard]] QByteArray recordKey(const SourceRecord &record);

/// The records that a search found, gathered by content.
class ResultStore final
{
public:
    /// Those of one content, in no order that means anything.
    using Records = std::vector<SourceRecord>;

    ResultStore();

    /// Takes a record, in place of one of the same path and peer. Appends the contents it came to
    /// and went from to `touched`. True when it was not there.
    bool put(const SourceRecord &record, std::vector<ContentId> &touched);
    /// True when it was there.
    bool remove(const protocol::Gone &gone, std::vector<ContentId> &touched);

    /// From now on put() marks what it takes, for unmarked().
    void beginCheck() { ++m_check; }
    /// Those that were not put since beginCheck().
    [[nodiscard]] std::vector<protocol::Gone> unmarked() const;

    /// Empty for a content that is gone.
    [[nodiscard]] const Records &records(ContentId id) const
    {
        return m_contents[id.value()].records;
    }
    /// Where a record is among those of its content.
    [[nodiscard]] std::optional<int> placeOf(const QByteArray &recordKey) const;

    /// Numbers of contents are below this.
    [[nodiscard]] std::size_t idLimit() const { return m_contents.size(); }
    [[nodiscard]] int contentCount() const { return static_cast<int>(m_byContent.size()); }
    [[nodiscard]] int recordCount() const { return static_cast<int>(m_byRecord.size()); }

private:
    struct Content
    {
        Records records;
        std::vector<std::uint32_t> marks; ///< of each record: the check that saw it last
    };
    struct Place
    {
        ContentId content;
        std::uint32_t at = 0;
    };

    [[nodiscard]] ContentId contentOf(const FileRecord &file);
    void add(const QByteArray &key, const SourceRecord &record, std::vector<ContentId> &touched);
    void take(const QByteArray &key, Place place, std::vector<ContentId> &touched);

    std::deque<Content> m_contents; ///< by id
    std::vector<ContentId> m_free;
    QHash<QByteArray, ContentId> m_byContent;
    QHash<QByteArray, Place> m_byRecord;
    std::uint32_t m_check = 0;
};

} // namespace ft::models
