#pragma once

#include "common/base/result.h"
#include "common/base/strong.h"
#include "common/hash/contenthasher.h"
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
/// All functions may be called from any thread.
class HashPool final
{
public:
    /// Called in a worker thread, once per file that was not cancelled: post it to a Mailbox. A
    /// file cancelled at the same moment may still come.
    using Callback = std::function<void(HashTicket, HashOutcome &&)>;

    /// `threads` of 0 stands for one per processor core.
    HashPool(unsigned threads, Callback onHashed);
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
    [[nodiscard]] unsigned threadCount() const { return static_cast<unsigned>(m_workers.size()); }

private:
    struct Running;
    using Key = std::pair<std::uint64_t, HashTicket>; ///< size first: the order of work

    void work();
    /// Nothing when it was cancelled or the pool ends.
    [[nodiscard]] std::optional<HashOutcome> hashFile(Running &running, std::span<char> buffer);
    [[nodiscard]] bool mayGoOn(const Running &running);
    void count(Running &running, std::uint64_t bytes);

    Callback m_onHashed;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::map<Key, QString> m_waiting;
    std::unordered_map<HashTicket, std::uint64_t> m_sizes; ///< of the waiting ones
    std::vector<Running *> m_running;
    std::atomic<bool> m_stop = false;
    std::atomic<bool> m_paused = false;
    std::atomic<std::uint64_t> m_bytesHashed = 0;
    std::atomic<std::uint64_t> m_bytesLeft = 0;
    std::vector<std::thread> m_workers;
};

} // namespace ft::engine
