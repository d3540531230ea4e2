#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/share/filecheck.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace ft::engine {

/// Checks one file after another on a thread of its own, at a pace that leaves the disk to others.
///
/// For the thread that made it, where the answers come. Its end ends the check in the middle.
class IntegrityCheck final
{
public:
    struct Pace
    {
        std::uint64_t bytesPerSecond = 0; ///< 0: as fast as the disk gives it
        bool isIdle = false; ///< only while nobody else wants processor or disk
    };
    using Done = std::function<void(const FileCheck &)>;

    /// `owner` is the mailbox of this thread.
    IntegrityCheck(Pace pace, Mailbox::Address owner);
    ~IntegrityCheck();
    Q_DISABLE_COPY_MOVE(IntegrityCheck)

    void check(SharedFile file, Done done);

private:
    struct Task
    {
        SharedFile file;
        Done done;
    };

    void run();
    [[nodiscard]] std::optional<Task> next();
    [[nodiscard]] bool wait(std::size_t bytes);

    const Pace m_pace;
    Mailbox::Address m_owner;
    std::shared_ptr<bool> m_isAlive; ///< owner's thread only: answers look here
    std::chrono::steady_clock::time_point m_nextAt; ///< check thread only: when bytes may be read
    std::mutex m_mutex;
    std::condition_variable m_wakeup;
    std::deque<Task> m_tasks; ///< guarded by m_mutex
    bool m_isEnding = false; ///< guarded by m_mutex
    std::thread m_thread;
};

} // namespace ft::engine
