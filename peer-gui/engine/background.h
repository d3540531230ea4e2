#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/workerpool.h"

#include <QPointer>

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>

namespace ft::engine {

/// Lets engine objects run blocking work in the pool and get its value back in the engine thread.
///
/// Receivers and callbacks stay in the engine thread, under a number; a worker thread sees nothing
/// but the work, its value and that number.
class Background final
{
public:
    /// `pool` must outlive this. The mailbox must belong to the engine thread.
    Background(WorkerPool &pool, Mailbox::Address engine)
        : m_pool(pool)
        , m_engine(std::move(engine))
    {}

    /// Runs work() in a worker thread, then done(its value) in the engine thread; done is skipped
    /// when `receiver` or this is gone by then. What work captures it must own. Engine thread only.
    template <typename Work, typename Done>
    void run(QObject *receiver, Work work, Done done) const
    {
        using Value = decltype(work());
        const auto number = m_waiting->add(receiver, [done = std::move(done)](void *value) mutable {
            done(std::move(*static_cast<Value *>(value)));
        });
        // Weak: the last owner, and so the destroyer of the callbacks, is never a worker.
        m_pool.post([engine = m_engine,
                     waiting = std::weak_ptr{m_waiting},
                     number,
                     work = std::move(work)]() mutable {
            auto value = std::make_shared<Value>(work());
            engine.post([waiting = std::move(waiting), number, value = std::move(value)] {
                if (const auto alive = waiting.lock())
                    alive->finish(number, value.get());
            });
        });
    }

private:
    /// The callbacks of work that is under way. Engine thread only.
    class Waiting
    {
    public:
        using Callback = std::function<void(void *value)>;

        std::uint64_t add(QObject *receiver, Callback callback)
        {
            m_callbacks.emplace(++m_last, Entry{receiver, std::move(callback)});
            return m_last;
        }
        void finish(std::uint64_t number, void *value)
        {
            // Taken out first: the callback may start more work, or end everything.
            const auto entry = m_callbacks.extract(number);
            if (entry.mapped().receiver)
                entry.mapped().callback(value);
        }

    private:
        struct Entry
        {
            QPointer<QObject> receiver;
            Callback callback;
        };

        std::unordered_map<std::uint64_t, Entry> m_callbacks;
        std::uint64_t m_last = 0;
    };

    WorkerPool &m_pool;
    Mailbox::Address m_engine;
    std::shared_ptr<Waiting> m_waiting = std::make_shared<Waiting>();
};

} // namespace ft::engine
