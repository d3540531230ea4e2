#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/transfer/queuedatabase.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace ft::engine {

/// Keeps the download queue across runs, in `queue.sqlite` of the state folder.
///
/// Engine thread only; the database has a thread of its own. What has been put is written within
/// moments, and what was there when flush() answered survives `kill -9` and a power cut. Between
/// two writes only the latest of each item is held, so memory is bounded by the queue itself.
/// Without a database (see State) it forgets what it is given.
class QueueStore final
{
public:
    enum class State {
        Open,
        InUse, ///< another program has this state folder: this one works without
        Unusable, ///< the disk does not let us, or a later version of the program wrote it
        None, ///< there is no state folder
    };

    struct Loaded
    {
        State state = State::None;
        std::vector<QueueEntry> entries; ///< in the order of their places
        QString setAside; ///< where a damaged database lies now; empty when it was sound
        QString detail; ///< the system's words, when not everything went well
    };

    template <typename Value>
    using Done = std::function<void(Value)>;
    using Flushed = Result<void, Problem>;

    /// `stateFolder` is made when it is missing; empty for nowhere. `engine` is the mailbox of this
    /// thread.
    QueueStore(const QString &stateFolder, Mailbox::Address engine);
    /// Writes what was put, waiting for the disk; callbacks do not come any more.
    ~QueueStore();
    Q_DISABLE_COPY_MOVE(QueueStore)

    /// What earlier runs stored.
    void load(Done<Loaded> done);

    /// Adds it, or replaces what is stored under its key.
    void put(StoredTransfer transfer);
    /// Beside an item that has been put.
    void putPieces(std::int64_t key, KnownPieces known);
    void remove(std::int64_t key);

    /// Answers when everything given so far is on the disk, or cannot be written for now
    /// (StateUnwritable; tried again with what comes next).
    void flush(Done<Flushed> done);

private:
    struct Posts
    {
        QueueChanges changes;
        std::vector<Done<Flushed>> flushes;
        std::vector<Done<Loaded>> loads;
        bool isEnding = false;
    };
    class Writer;

    template <typename Change>
    void post(Change change);

    Mailbox::Address m_engine;
    std::shared_ptr<bool> m_isAlive; ///< engine thread only: callbacks look here
    std::mutex m_mutex;
    std::condition_variable m_wakeup;
    Posts m_posts; ///< guarded by m_mutex
    std::thread m_thread;
};

} // namespace ft::engine
