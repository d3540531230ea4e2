#pragma once

#include "peer-gui/engine/history/downloadhistory.h"
#include "peer-gui/engine/history/historystore.h"
#include "peer-gui/engine/history/madehistory.h"
#include "peer-gui/engine/history/servedhistory.h"

#include <utility>
#include <vector>

namespace ft::engine {

/// The history of one engine: where it is kept, and who records what.
///
/// Engine thread only.
class HistoryKeeper final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HistoryKeeper)

public:
    /// `clock` must outlive it; `engine` is the mailbox of this thread.
    HistoryKeeper(const QString &stateFolder, const Clock &clock, Mailbox::Address engine)
        : m_store(
            stateFolder,
            std::move(engine),
            [this](const HistoryNotice &notice) { tell(notice); },
            [this] { emit changed(); })
        , m_made(m_store, clock)
        , m_downloads(m_store, clock)
        , m_served(m_store, clock)
    {}
    ~HistoryKeeper() override = default;

    /// Everything is recorded before, but nothing is noticed: nobody listens yet.
    void start()
    {
        m_isStarted = true;
        for (const HistoryNotice &notice : std::exchange(m_early, {}))
            emit noticed(notice);
    }

    [[nodiscard]] HistoryStore &store() { return m_store; }
    [[nodiscard]] MadeHistory &made() { return m_made; }
    [[nodiscard]] DownloadHistory &downloads() { return m_downloads; }
    [[nodiscard]] ServedLog &served() { return m_served; }

signals:
    void noticed(const ft::engine::HistoryNotice &notice);
    /// Entries have come, have become others or are gone.
    void changed();

private:
    void tell(const HistoryNotice &notice)
    {
        if (m_isStarted)
            emit noticed(notice);
        else
            m_early.push_back(notice);
    }

    bool m_isStarted = false;
    std::vector<HistoryNotice> m_early;
    HistoryStore m_store;
    MadeHistory m_made;
    DownloadHistory m_downloads;
    ServedHistory m_served;
};

} // namespace ft::engine
