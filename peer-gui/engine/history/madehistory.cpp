#include "peer-gui/engine/history/madehistory.h"

namespace ft::engine {

MadeHistory::~MadeHistory()
{
    for (auto &[ticket, open] : m_open)
        close(ticket, std::move(open), RequestOutcome::Interrupted);
}

HistoryTicket MadeHistory::begin(const MadeRequest &request)
{
    HistoryEntry entry;
    entry.begun = m_clock.wallTime();
    entry.direction = RequestDirection::Made;
    entry.kind = request.kind;
    entry.subject = request.subject;
    entry.peer = request.peer;
    entry.address = request.address;
    entry.port = request.port;
    entry.transport = request.transport;
    const HistoryTicket ticket = m_store.newTicket();
    m_store.put(ticket, entry, false);
    m_open.emplace(ticket, Open{std::move(entry), m_clock.now()});
    return ticket;
}

void MadeHistory::end(HistoryTicket ticket, const MadeAnswer &answer)
{
    auto found = m_open.extract(ticket);
    if (!found)
        return;
    Open open = std::move(found.mapped());
    open.entry.count = answer.count;
    open.entry.bytes = answer.bytes;
    if (!answer.problem)
        return close(ticket, std::move(open), RequestOutcome::Done);
    open.entry.reason = answer.problem->code;
    open.entry.detail = answer.problem->detail;
    close(ticket, std::move(open), outcomeOf(*answer.problem));
}

void MadeHistory::close(HistoryTicket ticket, Open open, RequestOutcome outcome)
{
    open.entry.outcome = outcome;
    open.entry.duration = std::chrono::floor<std::chrono::milliseconds>(m_clock.now()
                                                                        - open.begunAt);
    m_store.put(ticket, std::move(open.entry), true);
}

} // namespace ft::engine
