#pragma once

#include <QtGlobal>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace ft::engine {

/// Runs blocking work (disk, hashing) in threads of its own, so that no event loop ever waits for
/// it.
///
/// Tasks begin in the order they were posted. What bounds the queue is the poster: whoever posts
/// buffers counts their bytes. Results go back through a Mailbox. Safe to post from any thread.
class WorkerPool final
{
public:
    using Task = std::function<void()>;

    explicit WorkerPool(unsigned threads);
    /// Finishes the task each thread is at; tasks not begun are dropped.
    ~WorkerPool();
    Q_DISABLE_COPY_MOVE(WorkerPool)

    void post(Task task);

private:
    void run();

    std::mutex m_mutex;
    std::condition_variable m_wakeup;
    std::deque<Task> m_tasks;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace ft::engine
