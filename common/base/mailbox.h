#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace ft {

/// Runs functions that other threads post, in the Qt thread that made the mailbox and in order.
///
/// Built on a mutex and an eventfd(2) instead of queued signals, so that ThreadSanitizer sees every
/// hand-over although Debian's Qt is not built for it. What bounds the queue is the poster:
/// everything that carries bulk bytes through a mailbox counts them against a budget of its own.
class Mailbox final
{
public:
    using Task = std::function<void()>;

    /// Needs an event loop in the calling thread; throws std::system_error when the process is out
    /// of descriptors. Destroyed in the same thread; tasks still queued then are dropped.
    Mailbox();
    ~Mailbox();
    Q_DISABLE_COPY_MOVE(Mailbox)

    /// A handle that any thread may keep and post to; posting after the mailbox is gone does
    /// nothing.
    class Address
    {
    public:
        /// True when the task was queued. Callable from any thread; never blocks for long.
        /// Most posters need not know. NOLINTNEXTLINE(modernize-use-nodiscard)
        bool post(Task task) const;

    private:
        friend class Mailbox;
        struct Queue;
        std::shared_ptr<Queue> m_queue;
    };

    [[nodiscard]] const Address &address() const { return m_address; }
    // Most posters need not know. NOLINTNEXTLINE(modernize-use-nodiscard)
    bool post(Task task) const { return m_address.post(std::move(task)); }

private:
    void drain();

    Address m_address;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace ft
