#pragma once

#include "common/base/result.h"
#include "common/base/strong.h"
#include "common/hash/contenthasher.h"
#include "peer-gui/engine/share/devicekinds.h"
#include "peer-gui/engine/share/openedfile.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <unordered_map>
#include <vector>

namespace ft::engine {

/// Names one file handed to a HashPool; the giver chooses it and never uses it twice.
using HashTicket = Strong<struct HashTicketTag, std::uint64_t>;

/// A file to be hashed.
struct HashTask
{
    HashTicket ticket;
    QString absolutePath; ///< without symlinks
    std::uint64_t size = 0; ///< bytes, as far as known: smaller ones go first
    std::uint64_t dev = 0; ///< the disk it lies on, as in FileStamp; 0 when not known
};

/// A content's identity, and the stamp the file had before and after it was read.
struct HashedFile
{
    hash::ContentIdentity identity;
    FileStamp stamp;
    bool isFirm = false; ///< FileStamp::isFirmAt() the time when reading began
};

using HashOutcome = Result<HashedFile, FileFault>;

/// Bytes, of all files a pool was ever given.
struct HashPoolProgress
{
    std::uint64_t bytesHashed = 0; ///< read so far, retries and cancelled files included
    std::uint64_t bytesLeft = 0; ///< of the files waiting or being read
};

/// Hashes files on worker threads, small ones first, root and MD5 in one read.
///
/// Files of a disk that has heads to move are read one at a time, by a thread more for each such
/// disk, so that a slow disk never keeps the others waiting.
///
/// All functions may be called from any thread.
class HashPool final
{
public:
    /// Called in a worker thread, once per file that was not cancelled: post it to a Mailbox. A
    /// file cancelled at the same moment may still come.
    using Callback = std::function<void(HashTicket, HashOutcome &&)>;

    /// `threads` read from all other disks; 0 stands for one per processor core.
    HashPool(unsigned threads, Callback onHashed, DeviceKinds kinds = {});
    /// Stops in the middle of files and waits for the threads.
    ~HashPool();
    Q_DISABLE_COPY_MOVE(HashPool)

    void submit(std::vector<HashTask> tasks);

    void cancel(HashTicket ticket);
    void cancelAll();

    /// Holds every worker after the step it is at, until resume().
    void pause();
    void resume();

    [[nodiscard]] HashPoolProgress progress() const;
    [[nodiscard]] unsigned threadCount() const;

private:
    struct Running;
    using Key = std::pair<std::uint64_t, HashTicket>; ///< size first: the order of work

    /// Files that share a limit of how many are read at once.
    struct Queue
    {
        std::map<Key, QString> waiting;
        unsigned running = 0;
        unsigned most = 1;
    };
    using Queues = std::map<std::uint64_t, Queue>; ///< by disk; 0 for all without heads

    void work();
    [[nodiscard]] Queue &queueOf(const HashTask &task);
    /// The queue whose first file goes next; null when there is nothing to do now.
    [[nodiscard]] Queue *nextQueue();
    void take(Queue &queue, Running &running);
    /// Nothing when it was cancelled or the pool ends.
    [[nodiscard]] std::optional<HashOutcome> hashFile(Running &running, std::span<char> buffer);
    [[nodiscard]] bool mayGoOn(const Running &running);
    void count(Running &running, std::uint64_t bytes);

    Callback m_onHashed;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    DeviceKinds m_kinds;
    Queues m_queues;
    std::unordered_map<HashTicket, HashTask> m_waiting; ///< without their paths
    std::vector<Running *> m_running;
    std::atomic<bool> m_stop = false;
    std::atomic<bool> m_paused = false;
    std::atomic<std::uint64_t> m_bytesHashed = 0;
    std::atomic<std::uint64_t> m_bytesLeft = 0;
    std::vector<std::thread> m_workers;
};

} // namespace ft::engine
