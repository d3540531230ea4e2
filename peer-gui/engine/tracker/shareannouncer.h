#pragma once

#include "peer-gui/engine/tracker/announcements.h"
#include "peer-gui/engine/tracker/sharejournal.h"

#include <functional>

namespace ft::engine {

/// Brings what a tracker knows of the share up to date, with as little said as its memory allows,
/// and marks what it then knows.
///
/// Pure: no socket, no clock. The share may change at any time, connected or not.
class ShareAnnouncer final
{
public:
    using Records = std::function<std::vector<FileRecord>()>;

    /// Lines to send, and what will answer them.
    struct Lines
    {
        QByteArray bytes;
        qsizetype announcements = 0; ///< lines of SHARE or UNSHARE, each answered by one SHARED
        std::optional<protocol::ShareMark> mark; ///< of the one EPOCH that this is instead
    };

    void put(const std::vector<FileRecord> &records);
    void remove(const std::vector<SharedPath> &paths);

    /// The mark for HELLO: of the share as it is now.
    [[nodiscard]] protocol::ShareMark greet();
    /// HI has come. True when the tracker holds the share as it was greeted with, so that this peer
    /// is accepted already. `all` gives the share when everything has to be told.
    [[nodiscard]] bool begin(const protocol::Hi &hi, const Records &all);
    /// The connection is gone.
    void end();

    /// What to send next; nothing while enough is unanswered, or all is said. `as` is the endpoint
    /// to write into the records.
    [[nodiscard]] std::optional<Lines> next(const Endpoint &as);
    void answered() { m_announcements.answered(); }
    void answered(const protocol::ShareMark &mark) { m_journal.acknowledge(mark); }

    /// The tracker knows every file and path told so far; it may not have marked them yet.
    [[nodiscard]] bool isDone() const { return m_announcements.isDone() && !m_adopted; }

private:
    void queue(const std::vector<ShareChange> &changes);

    ShareJournal m_journal;
    Announcements m_announcements;
    protocol::ShareMark m_greeted;
    bool m_isConnected = false;
    bool m_canMark = false; ///< the tracker knows EPOCH
    std::optional<protocol::ShareMark> m_adopted; ///< to be taken over before anything is told
    std::optional<protocol::ShareMark> m_marked; ///< what was marked last on this connection
};

} // namespace ft::engine
