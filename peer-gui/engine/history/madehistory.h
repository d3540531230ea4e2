#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/history/historystore.h"

#include <unordered_map>

namespace ft::engine {

/// A request to another peer, or to the tracker, as the history knows it.
struct MadeRequest
{
    RequestKind kind = RequestKind::Search;
    QString subject; ///< text of the search, filter, path of the file
    QString peer; ///< host name of the other end; may be empty
    QString address; ///< where it is asked; may be empty
    std::uint16_t port = 0;
    Transport transport = Transport::Tcp;
};

/// How a request to another ended.
struct MadeAnswer
{
    std::optional<Problem> problem; ///< why there is no answer
    std::optional<std::uint64_t> count; ///< records in the answer
    std::uint64_t bytes = 0; ///< payload that came

    [[nodiscard]] static MadeAnswer of(std::uint64_t count) { return {{}, count, 0}; }
    [[nodiscard]] static MadeAnswer of(const Problem &problem) { return {problem, {}, 0}; }
};

/// Records the requests this peer makes that are one question and one answer: all but downloads.
///
/// Engine thread only.
class MadeHistory final
{
public:
    /// Both must outlive it.
    MadeHistory(HistoryStore &store, const Clock &clock)
        : m_store(store)
        , m_clock(clock)
    {}
    /// What is not answered is Interrupted.
    ~MadeHistory();
    Q_DISABLE_COPY_MOVE(MadeHistory)

    [[nodiscard]] HistoryTicket begin(const MadeRequest &request);
    /// Nothing happens when it has ended before.
    void end(HistoryTicket ticket, const MadeAnswer &answer);

private:
    struct Open
    {
        HistoryEntry entry;
        Clock::Instant begunAt;
    };

    void close(HistoryTicket ticket, Open open, RequestOutcome outcome);

    HistoryStore &m_store;
    const Clock &m_clock;
    std::unordered_map<HistoryTicket, Open> m_open;
};

} // namespace ft::engine
