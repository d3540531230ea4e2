#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/history/historystore.h"
#include "peer-gui/engine/snapshots.h"

#include <map>
#include <set>

namespace ft::engine {

/// Records downloads by what is told of them: one entry for each time one is asked for, retried, or
/// gone on with by a later run.
///
/// Engine thread only.
class DownloadHistory final
{
public:
    /// How often an entry of a running download is renewed.
    static constexpr std::chrono::milliseconds RenewEvery{500};

    /// Both must outlive it.
    DownloadHistory(HistoryStore &store, const Clock &clock)
        : m_store(store)
        , m_clock(clock)
    {}
    /// What is not over is Interrupted.
    ~DownloadHistory();
    Q_DISABLE_COPY_MOVE(DownloadHistory)

    /// Downloads of an earlier run, each recorded once something happens to it.
    void restored(const std::vector<TransferSnapshot> &transfers);
    void changed(const std::vector<TransferSnapshot> &transfers);
    /// A file of this content is complete at this path.
    void arrived(const ContentHash &root, const QString &path);

private:
    struct Download
    {
        HistoryTicket ticket;
        HistoryEntry entry;
        Clock::Instant seenAt; ///< last
        std::chrono::nanoseconds spent{}; ///< up to then, without waiting
        bool isWaiting = false; ///< as it was then
        std::uint64_t receivedBefore = 0; ///< by parts of it that have been stopped
        std::uint64_t received = 0; ///< by the part that runs
        Clock::Instant putAt;
    };

    void note(const TransferSnapshot &transfer);
    [[nodiscard]] Download begin(const TransferSnapshot &transfer) const;
    void advance(Download &download, const TransferSnapshot &transfer) const;
    void put(Download &download);
    void noteMd5(Download &download, const TransferSnapshot &transfer);

    HistoryStore &m_store;
    const Clock &m_clock;
    std::map<TransferId, Download> m_downloads;
    std::set<TransferId> m_restored; ///< to which nothing has happened in this run
};

} // namespace ft::engine
