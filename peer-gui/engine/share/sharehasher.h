#pragma once

#include "common/base/clock.h"
#include "common/base/mailbox.h"
#include "peer-gui/engine/share/hashcache.h"
#include "peer-gui/engine/share/hashpool.h"
#include "peer-gui/engine/share/mediatypes.h"

#include <chrono>
#include <functional>
#include <map>
#include <unordered_map>
#include <vector>

namespace ft::engine {

/// Gets the content of each file of the share by its path in it: from what is remembered of its
/// stamp, or by hashing, each inode once, and again when the file was written to meanwhile.
///
/// For the thread that made it, which runs an event loop.
class ShareHasher final
{
public:
    struct Settings
    {
        unsigned threads = 0; ///< 0 for one per processor core
        std::chrono::milliseconds retryAfter{1000};
        int maxTries = 5;
    };
    using Outcome = Result<SharedFile, FileFault>;
    /// Called in the owner's thread, once for each file that was not cancelled.
    using Done = std::function<void(const SharedPath &, const Outcome &)>;

    /// `cache` must outlive the hasher.
    ShareHasher(const Settings &settings, const Clock &clock, HashCache &cache, Done done);

    /// Queues a file; in place of what was queued for the path before. Begins with submit(). A
    /// file whose stamp is not known is read whatever is remembered, before all others.
    void add(const SharedPath &path,
             const QString &absolutePath,
             const std::optional<FileStamp> &stamp);
    /// Looks up and hashes what was added, in one go.
    void submit();
    void cancel(const SharedPath &path);

    /// To be called now and then: takes up files that have been left alone for long enough.
    void retryRested();

    void pause() { m_pool.pause(); }
    void resume() { m_pool.resume(); }

    /// Files neither done nor cancelled.
    [[nodiscard]] std::size_t unfinished() const { return m_paths.size(); }
    [[nodiscard]] HashPoolProgress progress() const { return m_pool.progress(); }

private:
    using WorkId = Strong<struct WorkIdTag, std::uint64_t>;
    using Inode = std::pair<std::uint64_t, std::uint64_t>; ///< device first

    struct Name
    {
        SharedPath path;
        QString absolutePath;
    };
    /// One inode's content, which may have several names.
    struct Work
    {
        std::optional<FileStamp> stamp; ///< as it was found
        std::vector<Name> names; ///< never empty; the first one is read
        HashTicket ticket; ///< of the last try
        int tries = 0;
        bool isResting = false; ///< not with the pool until retryAt
        Clock::Instant retryAt;
    };

    WorkId make(Name name, const std::optional<FileStamp> &stamp, int tries);
    // A cancelled work is only to go. NOLINTNEXTLINE(modernize-use-nodiscard)
    Work take(WorkId id);
    void look(std::vector<WorkId> works);
    void onKnown(std::vector<WorkId> works, const std::shared_ptr<HashCache::Known> &known);
    void give(WorkId id, Work &work);
    void giveAll();
    void onHashed(HashTicket ticket, HashOutcome &outcome);
    void readEachByItself(WorkId id);
    void tell(WorkId id, const Name &name, const Outcome &outcome);
    [[nodiscard]] SharedFile sharedFileOf(const Name &name,
                                          const FileStamp &stamp,
                                          const KnownContent &content);
    void finish(WorkId id, const FileStamp &stamp, const KnownContent &content);
    [[nodiscard]] static Inode inodeOf(const FileStamp &stamp) { return {stamp.dev, stamp.inode}; }

    Settings m_settings;
    const Clock &m_clock;
    HashCache &m_cache;
    Done m_done;
    Mailbox m_mailbox;
    std::map<SharedPath, WorkId> m_paths;
    std::unordered_map<WorkId, Work> m_works;
    std::map<Inode, WorkId> m_inodes; ///< of works with a stamp
    std::unordered_map<HashTicket, WorkId> m_tickets; ///< what the pool has
    std::vector<WorkId> m_new; ///< for submit()
    std::vector<WorkId> m_resting; ///< may name works that rest no more
    std::vector<HashTask> m_tasks; ///< for giveAll()
    MediaTypes m_types;
    std::uint64_t m_lastWork = 0;
    std::uint64_t m_lastTicket = 0;
    HashPool m_pool; ///< destroyed first, and its threads with it
};

} // namespace ft::engine
