#pragma once

#include "common/base/mailbox.h"
#include "peer-gui/engine/workerpool.h"

#include <QPointer>

#include <memory>
#include <utility>

namespace ft::engine {

/// Lets engine objects run blocking work in the pool and get its value back in the engine thread.
class Background final
{
public:
    /// `pool` must outlive this. The mailbox must belong to the engine thread.
    Background(WorkerPool &pool, Mailbox::Address engine)
        : m_pool(pool)
        , m_engine(std::move(engine))
    {}

    /// Runs work() in a worker thread, then done(its value) in the engine thread; done is skipped
    /// when `receiver` is gone by then. What work captures it must own. Engine thread only.
    template <typename Work, typename Done>
    void run(QObject *receiver, Work work, Done done) const
    {
        m_pool.post([engine = m_engine,
                     guard = QPointer<QObject>{receiver},
                     work = std::move(work),
                     done = std::move(done)] {
            auto value = std::make_shared<decltype(work())>(work());
            engine.post([guard, value = std::move(value), done] {
                if (guard)
                    done(std::move(*value));
            });
        });
    }

private:
    WorkerPool &m_pool;
    Mailbox::Address m_engine;
};

} // namespace ft::engine
