#pragma once

#include "common/model/endpoint.h"
#include "peer-gui/engine/history/madehistory.h"
#include "peer-gui/engine/peers/peerqueries.h"
#include "peer-gui/engine/tracker/livesearches.h"

namespace ft::engine {

/// Lets the history know of the requests this peer makes: begins an entry for each, and ends it
/// with the first answer, or the last page of it.
///
/// Engine thread only. What is given back hands every answer on, and must not outlive this.
class RecordedRequests final
{
public:
    using Found = std::function<void(const Result<FindResults, Problem> &)>;

    /// `history` must outlive it; `tracker` is who is searched, if anybody.
    RecordedRequests(MadeHistory &history, std::optional<HostPort> tracker)
        : m_history(history)
        , m_tracker(std::move(tracker))
    {}

    void setTracker(const std::optional<HostPort> &tracker) { m_tracker = tracker; }

    [[nodiscard]] Found search(const QString &text, const Found &done);
    [[nodiscard]] LiveSearches::Hear liveSearch(const QString &text,
                                                const LiveSearches::Hear &hear);
    /// `peer` is a host name, or `ADDRESS:PORT`.
    [[nodiscard]] PeerQueries::Hear question(const QString &peer,
                                             const PeerQuestion &question,
                                             const PeerQueries::Hear &hear);

private:
    [[nodiscard]] HistoryTicket beginSearch(const QString &text);

    MadeHistory &m_history;
    std::optional<HostPort> m_tracker;
};

} // namespace ft::engine
