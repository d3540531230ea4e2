#pragma once

#include "common/base/mailbox.h"
#include "common/base/strong.h"
#include "common/hash/digest.h"
#include "common/model/contenthash.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace ft::engine {

/// Which file of a Md5Check.
using Md5Ticket = Strong<struct Md5TicketTag, std::uint64_t>;

/// Computes the MD5 of files beside everything else: in a thread of its own that gets the processor
/// and the disk only when nothing else wants them.
///
/// A file is followed while it still arrives, so that its sum is there soon after its last byte.
/// Files are read one at a time, the first that has bytes to read first. Engine thread only.
class Md5Check final
{
public:
    /// Reads bytes of the file: see PartFile::readAt(). Called in the thread of this object.
    using Read = std::function<qint64(std::uint64_t offset, char *to, qint64 most)>;
    /// Nothing when the file could not be read, or MD5 is forbidden on this machine.
    using Done = std::function<void(std::optional<Md5Sum>)>;

    /// Files followed at once; one more gets no sum.
    static constexpr std::size_t MostFiles = 1'000;

    /// `engine` is the mailbox of this thread.
    explicit Md5Check(Mailbox::Address engine);
    /// Ends within a few reads; callbacks do not come any more.
    ~Md5Check();
    Q_DISABLE_COPY_MOVE(Md5Check)

    /// Begins with a file of `size` bytes, of which none may be read yet. `read` is kept until the
    /// sum is there or giveUp().
    [[nodiscard]] Md5Ticket follow(Read read, std::uint64_t size, Done done);
    /// The first `bytes` of the file may be read; never fewer than before.
    void advance(Md5Ticket ticket, std::uint64_t bytes);
    /// Nobody wants the sum any more. Nothing happens for a ticket that has been answered.
    void giveUp(Md5Ticket ticket);

private:
    struct File;

    void run();
    [[nodiscard]] std::shared_ptr<File> next(); ///< null at the end
    void hashOn(File &file);
    void finish(const std::shared_ptr<File> &file);

    Mailbox::Address m_engine;
    std::shared_ptr<bool> m_isAlive; ///< engine thread only: callbacks look here
    std::uint64_t m_lastTicket = 0;
    // The thread of low priority holds the mutex for no more than a few instructions at a time, and
    // not while it reads: nobody waits long for it.
    std::mutex m_mutex;
    std::condition_variable m_wakeup;
    std::list<std::shared_ptr<File>> m_files; ///< in the order they came; guarded by m_mutex
    std::atomic<bool> m_isEnding = false;
    std::thread m_thread;
};

} // namespace ft::engine
