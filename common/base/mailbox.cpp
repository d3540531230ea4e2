#include "common/base/mailbox.h"

#include <cerrno>
#include <cstdint>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace ft {

struct Mailbox::Address::Queue
{
    std::mutex mutex;
    std::deque<Task> tasks;
    int wakeup = -1;
    bool open = true;
};

bool Mailbox::Address::post(Task task) const
{
    if (!m_queue)
        return false;
    const std::lock_guard lock{m_queue->mutex};
    if (!m_queue->open)
        return false;
    const bool wasEmpty = m_queue->tasks.empty();
    m_queue->tasks.push_back(std::move(task));
    if (wasEmpty) {
        const std::uint64_t one = 1;
        // An eventfd write of 1 fails only when its counter is full, and then it is readable
        // anyway.
        [[maybe_unused]] const auto written = ::write(m_queue->wakeup, &one, sizeof one);
    }
    return true;
}

Mailbox::Mailbox()
{
    m_address.m_queue = std::make_shared<Address::Queue>();
    m_address.m_queue->wakeup = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (m_address.m_queue->wakeup < 0)
        throw std::system_error(errno, std::generic_category(), "eventfd");
    m_notifier = std::make_unique<QSocketNotifier>(m_address.m_queue->wakeup,
                                                   QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] {
        drain();
    });
}

Mailbox::~Mailbox()
{
    m_notifier.reset();
    std::deque<Task> dropped;
    const std::lock_guard lock{m_address.m_queue->mutex};
    m_address.m_queue->open = false;
    dropped.swap(m_address.m_queue->tasks);
    ::close(m_address.m_queue->wakeup);
}

void Mailbox::drain()
{
    // A task may destroy this mailbox: keep the queue alive and stop when it closed.
    const auto queue = m_address.m_queue;
    std::deque<Task> batch;
    {
        const std::lock_guard lock{queue->mutex};
        std::uint64_t count = 0;
        [[maybe_unused]] const auto got = ::read(queue->wakeup, &count, sizeof count);
        batch.swap(queue->tasks);
    }
    for (Task &task : batch) {
        task();
        const std::lock_guard lock{queue->mutex};
        if (!queue->open)
            return;
    }
}

} // namespace ft
