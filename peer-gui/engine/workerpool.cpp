#include "peer-gui/engine/workerpool.h"

#include <algorithm>

namespace ft::engine {

WorkerPool::WorkerPool(unsigned threads)
{
    for (unsigned i = 0; i < std::max(threads, 1U); ++i)
        m_threads.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool()
{
    {
        const std::lock_guard lock{m_mutex};
        m_stopping = true;
    }
    m_wakeup.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void WorkerPool::post(Task task)
{
    {
        const std::lock_guard lock{m_mutex};
        m_tasks.push_back(std::move(task));
    }
    m_wakeup.notify_one();
}

void WorkerPool::run()
{
    std::unique_lock lock{m_mutex};
    while (true) {
        m_wakeup.wait(lock, [this] { return m_stopping || !m_tasks.empty(); });
        if (m_stopping)
            return;
        Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        task();
        task = {};
        lock.lock();
    }
}

} // namespace ft::engine
