#pragma once

#include "common/base/clock.h"
#include "common/base/mailbox.h"
#include "peer-gui/engine/share/hashpool.h"

#include <chrono>
#include <functional>
#include <map>
#include <unordered_map>
#include <vector>

namespace ft::engine {

/// Hashes the files of the share by their paths in it, and tries those again that were written to
/// while they were read.
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

    ShareHasher(const Settings &settings, const Clock &clock, Done done);

    /// Queues a file; in place of what was queued for the path before. Begins with submit().
    void add(const SharedPath &path, const QString &absolutePath, std::uint64_t size);
    /// Hands what was added to the threads, in one go.
    void submit();
    void cancel(const SharedPath &path);

    /// To be called now and then: takes up files that have been left alone for long enough.
    void retryRested();

    void pause() { m_pool.pause(); }
    void resume() { m_pool.resume(); }

    /// Files neither done nor cancelled.
    [[nodiscard]] std::size_t unfinished() const { return m_files.size(); }
    [[nodiscard]] HashPoolProgress progress() const { return m_pool.progress(); }

private:
    struct File
    {
        QString absolutePath;
        std::uint64_t size = 0;
        HashTicket ticket;
        int tries = 0;
        bool isResting = false; ///< not with the pool until retryAt
        Clock::Instant retryAt;
    };

    void give(const SharedPath &path, File &file);
    void onHashed(HashTicket ticket, HashOutcome &outcome);

    Settings m_settings;
    const Clock &m_clock;
    Done m_done;
    Mailbox m_mailbox;
    std::map<SharedPath, File> m_files;
    std::unordered_map<HashTicket, SharedPath> m_tickets;
    std::vector<SharedPath> m_resting; ///< may name files that rest no more
    std::vector<HashTask> m_tasks;
    std::uint64_t m_lastTicket = 0;
    HashPool m_pool; ///< destroyed first, and its threads with it
};

} // namespace ft::engine
