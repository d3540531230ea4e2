#include "peer-gui/engine/share/hashpool.h"

#include <QtGlobal>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace ft::engine {

namespace {

constexpr std::size_t StepSize = 1U << 20U; // bytes read at once, and between two looks at m_stop

/// Bytes read, 0 at the end of the file.
Result<std::size_t, FileFault> readStep(int descriptor, std::span<char> buffer)
{
    for (;;) {
        const auto got = ::read(descriptor, buffer.data(), buffer.size());
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno != EINTR)
            return tl::unexpected(FileFault{FileFault::Kind::Unreadable, errno});
    }
}

/// Whether the path still leads to the file of this stamp.
Result<void, FileFault> checkUnchanged(const QString &path, const FileStamp &before)
{
    const auto after = stampOf(path);
    if (!after)
        return tl::unexpected(after.error());
    if (*after != before)
        return tl::unexpected(FileFault{FileFault::Kind::Changed, 0});
    return {};
}

} // namespace

/// A file in a worker's hands.
struct HashPool::Running
{
    HashTicket ticket;
    QString path;
    std::uint64_t left = 0; ///< its part of m_bytesLeft
    std::atomic<bool> cancelled = false;
};

HashPool::HashPool(unsigned threads, Callback onHashed, DeviceKinds kinds)
    : m_onHashed(std::move(onHashed))
    , m_kinds(std::move(kinds))
{
    const unsigned cores = std::max(std::thread::hardware_concurrency(), 1U);
    const unsigned count = threads == 0 ? cores : threads;
    m_queues[0].most = count;
    m_workers.reserve(count);
    for (unsigned i = 0; i < count; ++i)
        m_workers.emplace_back([this] { work(); });
}

HashPool::~HashPool()
{
    {
        const std::lock_guard lock{m_mutex};
        m_stop = true;
    }
    m_wake.notify_all();
    for (std::thread &worker : m_workers)
        worker.join();
}

unsigned HashPool::threadCount() const
{
    const std::lock_guard lock{m_mutex};
    return static_cast<unsigned>(m_workers.size());
}

HashPool::Queue &HashPool::queueOf(const HashTask &task)
{
    const std::uint64_t number = m_kinds.isRotational(task.dev) ? task.dev : 0;
    const auto [queue, isNew] = m_queues.try_emplace(number);
    if (isNew)
        m_workers.emplace_back([this] { work(); });
    return queue->second;
}

void HashPool::submit(std::vector<HashTask> tasks)
{
    {
        const std::lock_guard lock{m_mutex};
        for (HashTask &task : tasks) {
            queueOf(task).waiting.emplace(Key{task.size, task.ticket},
                                          std::exchange(task.absolutePath, {}));
            m_waiting.emplace(task.ticket, task);
            m_bytesLeft += task.size;
        }
    }
    m_wake.notify_all();
}

void HashPool::cancel(HashTicket ticket)
{
    {
        const std::lock_guard lock{m_mutex};
        if (const auto waiting = m_waiting.extract(ticket)) {
            const HashTask &task = waiting.mapped();
            queueOf(task).waiting.erase(Key{task.size, ticket});
            m_bytesLeft -= task.size;
        }
        for (Running *running : m_running) {
            if (running->ticket == ticket)
                running->cancelled = true;
        }
    }
    m_wake.notify_all();
}

void HashPool::cancelAll()
{
    {
        const std::lock_guard lock{m_mutex};
        for (const auto &[ticket, task] : m_waiting)
            m_bytesLeft -= task.size;
        m_waiting.clear();
        for (auto &[disk, queue] : m_queues)
            queue.waiting.clear();
        for (Running *running : m_running)
            running->cancelled = true;
    }
    m_wake.notify_all();
}

void HashPool::pause()
{
    const std::lock_guard lock{m_mutex};
    m_paused = true;
}

void HashPool::resume()
{
    {
        const std::lock_guard lock{m_mutex};
        m_paused = false;
    }
    m_wake.notify_all();
}

HashPoolProgress HashPool::progress() const
{
    return {.bytesHashed = m_bytesHashed, .bytesLeft = m_bytesLeft};
}

HashPool::Queue *HashPool::nextQueue()
{
    Queue *next = nullptr;
    for (auto &[disk, queue] : m_queues) {
        const bool isReady = !queue.waiting.empty() && queue.running < queue.most;
        const bool isFirst = isReady
                             && (next == nullptr
                                 || queue.waiting.begin()->first < next->waiting.begin()->first);
        next = isFirst ? &queue : next;
    }
    return m_paused ? nullptr : next;
}

void HashPool::take(Queue &queue, Running &running)
{
    auto next = queue.waiting.extract(queue.waiting.begin());
    m_waiting.erase(next.key().second);
    running.ticket = next.key().second;
    running.path = std::move(next.mapped());
    running.left = next.key().first;
    m_running.push_back(&running);
    ++queue.running;
}

void HashPool::work()
{
    std::vector<char> buffer(StepSize);
    std::unique_lock lock{m_mutex};
    for (;;) {
        Queue *queue = nullptr;
        m_wake.wait(lock, [&] { return m_stop || (queue = nextQueue()) != nullptr; });
        if (m_stop)
            return;
        Running running;
        take(*queue, running);
        lock.unlock();

        std::optional<HashOutcome> outcome = hashFile(running, buffer);

        lock.lock();
        std::erase(m_running, &running);
        --queue->running;
        m_bytesLeft -= running.left;
        const bool isWanted = outcome && !running.cancelled;
        lock.unlock();
        m_wake.notify_one(); // this thread may go on with another disk
        if (isWanted)
            m_onHashed(running.ticket, std::move(*outcome));
        lock.lock();
    }
}

std::optional<HashOutcome> HashPool::hashFile(Running &running, std::span<char> buffer)
{
    auto file = OpenedFile::open(running.path);
    if (!file)
        return tl::unexpected(file.error());
    ::posix_fadvise(file->descriptor(), 0, 0, POSIX_FADV_SEQUENTIAL);
    const FileStamp stamp = file->stamp();
    // The clock that disks take their times from.
    const bool isFirm = stamp.isFirmAt(std::chrono::system_clock::now());
    hash::ContentHasher hasher{stamp.size};
    for (;;) {
        if (!mayGoOn(running))
            return std::nullopt;
        const auto got = readStep(file->descriptor(), buffer);
        if (!got)
            return tl::unexpected(got.error());
        if (*got == 0)
            break;
        hasher.add(buffer.first(*got));
        count(running, *got);
        // A file that grows as fast as it is read has no end.
        if (hasher.size() > stamp.size)
            break;
    }
    if (const auto unchanged = checkUnchanged(running.path, stamp); !unchanged)
        return tl::unexpected(unchanged.error());
    if (hasher.size() != stamp.size)
        return tl::unexpected(FileFault{FileFault::Kind::Changed, 0});
    return HashedFile{.identity = hasher.finish(), .stamp = stamp, .isFirm = isFirm};
}

bool HashPool::mayGoOn(const Running &running)
{
    const auto mustEnd = [&] {
        return m_stop || running.cancelled;
    };
    if (m_paused) {
        std::unique_lock lock{m_mutex};
        m_wake.wait(lock, [&] { return mustEnd() || !m_paused; });
    }
    return !mustEnd();
}

void HashPool::count(Running &running, std::uint64_t bytes)
{
    const std::uint64_t announced = std::min(bytes, running.left);
    running.left -= announced;
    m_bytesLeft -= announced;
    m_bytesHashed += bytes;
}

} // namespace ft::engine
