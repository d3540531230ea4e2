#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/share/hashdatabase.h"
#include "peer-gui/engine/share/sharenotice.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ft::engine {

/// Remembers what files were hashed to, in `hashes.sqlite` of the state folder, so that a file is
/// not read again as long as its stamp is the same, whatever its name and place.
///
/// Functions may be called from any thread, and never block on the disk: the database has a thread
/// of its own. What was put is found by every later find(), and on the disk within moments, unless
/// MostWaitingBytes of it wait for a disk that stands still: then it is not remembered. Without a
/// state folder, and when the database cannot be used, it remembers for this run only. What was
/// neither put nor found for ForgottenAfter is dropped, once in a run, after the first find().
class HashCache final
{
public:
    using Known = HashDatabase::Known;
    /// Called in the cache's thread.
    using Found = std::function<void(Known &&)>;
    using Notice = std::function<void(const ShareNotice &)>;

    static constexpr std::chrono::days ForgottenAfter{180};
    /// How old the table lets a file's last sight become before it writes a new one.
    static constexpr std::chrono::days SightLasts{7};
    static constexpr std::size_t MostWaitingBytes = 32 * 1024 * 1024;

    /// `clock` must outlive the cache. `notice` is called in the cache's thread, of CacheDamaged
    /// and CacheUnusable.
    HashCache(QString stateFolder, const Clock &clock, Notice notice);
    /// Writes what was put, waiting for the disk; what is being looked up is not told any more.
    ~HashCache();
    Q_DISABLE_COPY_MOVE(HashCache)

    /// For a stamp that isFirmAt() the time when reading began.
    void put(const FileStamp &stamp, KnownContent content);

    /// Calls back once with what is known of these stamps; those of which nothing is known are not
    /// among it.
    void find(std::vector<FileStamp> stamps, Found done);

private:
    struct Question
    {
        std::vector<FileStamp> stamps;
        Found done;
    };
    struct Posts
    {
        std::vector<HashDatabase::Row> rows;
        std::vector<Question> questions;
        std::size_t bytes = 0; ///< that the rows take
        bool isEnding = false;
    };
    class Keeper;

    template <typename Change>
    void post(Change change);

    const Clock &m_clock;
    std::mutex m_mutex;
    std::condition_variable m_wakeup;
    Posts m_posts; ///< guarded by m_mutex
    std::thread m_thread;
};

} // namespace ft::engine
