#pragma once

#include "common/base/mailbox.h"
#include "tracker/core/outside.h"
#include "tracker/net/reactorloop.h"

#include <QEventLoop>

#include <future>
#include <thread>

namespace ft::tracker {

/// A worker thread with a ReactorLoop in it; stops and joins when destroyed.
class Reactor final
{
public:
    /// Throws std::system_error when the process is out of threads or descriptors.
    Reactor(std::uint8_t index,
            TrackerService &service,
            const NetLimits &limits,
            const Clock &clock,
            AddressBudgets &addresses);
    ~Reactor();
    Q_DISABLE_COPY_MOVE(Reactor)

    // Each from any thread; see ReactorLoop.
    void adopt(int descriptor, const QHostAddress &remote);
    void probe(SessionId id, Answered answered) const;
    void close(SessionId id) const;
    /// Runs a task with the loop, in its thread; false, and the task dropped, when it has ended.
    bool post(std::function<void(ReactorLoop &)> task);
    /// Begins to say BYE to everybody; the destructor waits for the end of it.
    void shutDown();

    /// Connections given to this reactor and not gone yet.
    [[nodiscard]] std::size_t load() const { return m_load; }

private:
    struct Started
    {
        Mailbox::Address mailbox;
        // For tasks in that mailbox only:
        ReactorLoop *loop = nullptr;
        QEventLoop *events = nullptr;
    };

    template <typename MakeLoop>
    static void run(std::promise<Started> started, MakeLoop makeLoop);

    std::atomic<std::size_t> m_load{0};
    Started m_started;
    std::thread m_thread;
    bool m_isShuttingDown = false;
};

/// All reactors of one tracker, and the budgets of the addresses that connect to them.
class ReactorPool final : public SessionControl
{
public:
    /// `threads` from 1 to MaxThreads. Throws like Reactor.
    ReactorPool(std::uint32_t threads,
                TrackerService &service,
                const NetLimits &limits,
                const Clock &clock);
    /// Says BYE to everybody and waits until all threads have ended, at most a second or so.
    ~ReactorPool() override;
    Q_DISABLE_COPY_MOVE(ReactorPool)

    static constexpr std::uint32_t MaxThreads = 64;

    // From one thread.
    /// Serves a connected TCP socket, and owns it.
    void adopt(int descriptor);
    /// See Connection::dismiss().
    void dismiss(SessionId id, const Farewell &farewell);
    /// Sends lines to every accepted peer that takes notices; `done` is called in a thread of the
    /// pool with how many these are.
    void notifyAll(const QByteArray &lines, std::function<void(std::size_t)> done);
    /// Calls `done` in a thread of the pool once every thread has got round to it.
    void roundTrip(std::function<void()> done);
    /// As in the constructor, from now on.
    void setLimits(const NetLimits &limits);
    [[nodiscard]] AddressBudgets &addresses() { return m_addresses; }
    [[nodiscard]] std::size_t connections() const;

    // From any thread.
    /// `answered` is called in a thread of the pool, or never.
    void probe(SessionId id, Answered answered);
    void ask(SessionId id) override;
    void close(SessionId id) override;

private:
    /// Runs the task in each loop, and then `done`, with the sum of what they returned, in one of
    /// their threads.
    void askAll(const std::function<std::size_t(ReactorLoop &)> &task,
                std::function<void(std::size_t)> done);
    [[nodiscard]] Reactor &reactorOf(SessionId id) const;

    AddressBudgets m_addresses;
    std::vector<std::unique_ptr<Reactor>> m_reactors;
};

} // namespace ft::tracker
