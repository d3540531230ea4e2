#pragma once

#include "tracker/core/searchscratch.h"

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace ft::tracker {

/// Keeps the rooms of searches that are over for those to come: as many as ran at the same time.
/// Any thread.
class ScratchPool final
{
public:
    /// A room that goes back to its pool, which must outlive it.
    class Lent final
    {
    public:
        Lent(ScratchPool &pool, std::unique_ptr<SearchScratch> scratch)
            : m_pool(pool)
            , m_scratch(std::move(scratch))
        {}
        ~Lent() { m_pool.giveBack(std::move(m_scratch)); }
        Q_DISABLE_COPY_MOVE(Lent)

        [[nodiscard]] SearchScratch &operator*() const { return *m_scratch; }

    private:
        ScratchPool &m_pool;
        std::unique_ptr<SearchScratch> m_scratch;
    };

    [[nodiscard]] Lent take()
    {
        const std::lock_guard lock{m_mutex};
        if (m_free.empty())
            return {*this, std::make_unique<SearchScratch>()};
        auto scratch = std::move(m_free.back());
        m_free.pop_back();
        return {*this, std::move(scratch)};
    }

private:
    void giveBack(std::unique_ptr<SearchScratch> scratch)
    {
        const std::lock_guard lock{m_mutex};
        m_free.push_back(std::move(scratch));
    }

    std::mutex m_mutex;
    std::vector<std::unique_ptr<SearchScratch>> m_free;
};

} // namespace ft::tracker
