#pragma once

#include "common/model/filerecord.h"

#include <QByteArray>

#include <deque>
#include <variant>
#include <vector>

namespace ft::engine {

/// What the tracker must still be told of this peer's share, cut into SHARE and UNSHARE lines in
/// order.
///
/// A few lines are kept on their way unanswered, so that a big share is announced at the speed of
/// the line and neither side piles it up in memory. Pure: no socket, no clock.
class Announcements final
{
public:
    void add(const std::vector<FileRecord> &records);
    void remove(const std::vector<SharedPath> &paths);
    void clear();

    /// The next lines to send, empty while enough are unanswered or nothing is left. `as` is the
    /// endpoint to write into the records.
    [[nodiscard]] QByteArray nextLines(const Endpoint &as);
    /// How many lines the last nextLines() had; each will be answered by one SHARED.
    [[nodiscard]] qsizetype linesOfLast() const { return m_linesOfLast; }
    void answered() { --m_unanswered; }

    [[nodiscard]] bool isDone() const { return m_queue.empty() && m_unanswered == 0; }

private:
    using Item = std::variant<FileRecord, SharedPath>;

    std::deque<Item> m_queue;
    qsizetype m_unanswered = 0;
    qsizetype m_linesOfLast = 0;
};

} // namespace ft::engine
