#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/history/historydatabase.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace ft::engine {

/// Keeps the history across runs, in `history.sqlite` of the state folder.
///
/// Engine thread only; the database has a thread of its own, so nobody ever waits for the disk.
/// What has been put is written within BatchEvery and survives `kill -9` from then on; a power cut
/// may take the last moments with it. Several programs may have the same history open. Entries that
/// a program left Running are Interrupted as soon as one opens it that is alone with it. Without a
/// state folder nothing is kept.
class HistoryStore final
{
public:
    /// How long a change may wait for others to be written with.
    static constexpr std::chrono::milliseconds BatchEvery{500};
    /// Of changes that wait for the disk; what exceeds it is lost, and told by a notice.
    static constexpr std::size_t MostWaitingBytes = 8 * 1024 * 1024;

    template <typename Value>
    using Done = std::function<void(const Result<Value, Problem> &)>;

    /// `stateFolder` is made when it is missing; empty for nowhere. `engine` is the mailbox of this
    /// thread, where `notice` and the answers come; and `changed` when other answers would come
    /// to a question, at most once per BatchEvery unless questions hurry the writing.
    HistoryStore(const QString &stateFolder,
                 Mailbox::Address engine,
                 std::function<void(const HistoryNotice &)> notice,
                 std::function<void()> changed = {});
    /// Writes what was put, waiting for the disk; callbacks do not come any more.
    ~HistoryStore();
    Q_DISABLE_COPY_MOVE(HistoryStore)

    [[nodiscard]] HistoryTicket newTicket() { return HistoryTicket{++m_lastTicket}; }
    /// Adds an entry, or replaces what was put under the ticket before. Nothing may follow what
    /// `isLast`.
    void put(HistoryTicket ticket, HistoryEntry entry, bool isLast);
    void putHad(HadContent had);

    // Answered with everything put before taken into account.
    void query(HistoryFilter filter, Done<HistoryPage> done);
    void count(HistoryFilter filter, Done<std::uint64_t> done);
    /// What others took, name by name.
    void servedPerFile(Done<std::vector<ServedFile>> done);
    /// Those of the contents that this peer has fetched at some time.
    void had(std::vector<ContentHash> roots, Done<std::vector<HadContent>> done);
    /// Forgets everything begun before; tells how many entries that were.
    void clear(std::chrono::sys_seconds before, Done<std::uint64_t> done);

private:
    class Writer;
    using Question = std::function<void(Writer &)>;

    struct Posts
    {
        HistoryChanges changes;
        std::vector<Question> questions;
        std::size_t bytes = 0; ///< that `changes` takes
        std::uint64_t lost = 0; ///< changes that there was no room for
        bool isEnding = false;
    };

    template <typename Value, typename Ask>
    void ask(Ask question, Done<Value> done);
    void tellChanged() const;
    [[nodiscard]] bool hasRoom(std::size_t bytes);

    Mailbox::Address m_engine;
    std::function<void()> m_changed; ///< engine thread only; may be empty
    std::shared_ptr<bool> m_isAlive; ///< engine thread only: callbacks look here
    std::uint64_t m_lastTicket = 0;
    std::mutex m_mutex;
    std::condition_variable m_wakeup;
    Posts m_posts; ///< guarded by m_mutex
    std::size_t m_unwrittenBytes = 0; ///< taken by the writer, not on the disk; guarded by m_mutex
    std::thread m_thread;
};

} // namespace ft::engine
