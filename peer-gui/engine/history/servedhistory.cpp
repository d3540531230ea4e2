#include "peer-gui/engine/history/servedhistory.h"

#include "peer-gui/engine/history/historynames.h"

#include <utility>

namespace ft::engine {

using protocol::RefusalCode;

ServedHistory::ServedHistory(HistoryStore &store, const Clock &clock)
    : m_store(store)
    , m_clock(clock)
{
    connect(&m_timer, &QTimer::timeout, this, &ServedHistory::renew);
}

ServedHistory::~ServedHistory()
{
    for (auto &[key, entry] : m_entries) {
        if (entry.active > 0)
            entry.entry.outcome = RequestOutcome::Interrupted;
        put(entry, true);
    }
}

ServedHistory::Key ServedHistory::keyOf(const ServedRequest &request, const QString &reason)
{
    // The same content under two names is one thing.
    const QString what = request.root ? QString::fromLatin1(request.root->hex()) : request.subject;
    const QString peer = request.peer ? QString::fromLatin1(request.peer->key()) : QString{};
    return {request.address.toString() + u' ' + peer, request.kind, what, reason};
}

ServedHistory::Entry &ServedHistory::entryFor(const Key &key, const ServedRequest &request)
{
    const auto [place, isNew] = m_entries.try_emplace(key);
    Entry &entry = place->second;
    if (!isNew)
        return entry;
    entry.ticket = m_store.newTicket();
    entry.since = m_clock.now();
    entry.entry.begun = m_clock.wallTime();
    entry.entry.direction = RequestDirection::Served;
    entry.entry.kind = request.kind;
    entry.entry.subject = request.subject;
    entry.entry.size = request.size;
    entry.entry.root = request.root;
    entry.entry.md5 = request.md5;
    entry.entry.peer = request.peer ? request.peer->toString() : QString{};
    entry.entry.address = request.address.toString();
    entry.entry.transport = request.transport;
    m_byTicket.emplace(entry.ticket, &entry);
    if (!m_timer.isActive())
        m_timer.start(RenewEvery);
    return entry;
}

ServedLog::Id ServedHistory::begin(const ServedRequest &request)
{
    Entry &entry = entryFor(keyOf(request, {}), request);
    if (entry.active++ == 0) {
        entry.since = m_clock.now();
        entry.entry.transport = request.transport;
        entry.entry.outcome = RequestOutcome::Running;
    }
    entry.isChanged = true;
    return Id{entry.ticket.value()};
}

void ServedHistory::sent(Id id, std::uint64_t bytes)
{
    Entry &entry = *m_byTicket.at(HistoryTicket{id.value()});
    entry.entry.bytes += bytes;
    entry.isChanged = true;
}

void ServedHistory::end(Id id, bool isWhole)
{
    Entry &entry = *m_byTicket.at(HistoryTicket{id.value()});
    if (--entry.active > 0)
        return;
    const auto now = m_clock.now();
    entry.spent += now - std::exchange(entry.since, now);
    entry.entry.outcome = isWhole ? RequestOutcome::Done : RequestOutcome::Interrupted;
    entry.isChanged = true;
}

void ServedHistory::refused(const ServedRequest &request, RefusalCode code)
{
    const RequestReason reason{code};
    ServedRequest asked = request;
    asked.root.reset();
    int &refusals = m_refusals[request.address.toString()];
    const bool isFlood = code == RefusalCode::NotAccepted || refusals >= MostRefusals;
    Key key = keyOf(asked, toText(reason));
    if (isFlood)
        std::get<2>(key).clear();
    const auto known = m_entries.size();
    Entry &entry = entryFor(key, request);
    if (m_entries.size() > known)
        ++refusals;
    entry.since = m_clock.now();
    entry.entry.count = entry.entry.count.value_or(0) + 1;
    entry.entry.outcome = RequestOutcome::Refused;
    entry.entry.reason = reason;
    entry.isChanged = true;
}

/// Stores what has changed, and is done with what nobody asked for in a while.
void ServedHistory::renew()
{
    const auto now = m_clock.now();
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        Entry &served = entry->second;
        const bool isLast = served.active == 0 && now - served.since >= MergeFor;
        if (served.isChanged || isLast)
            put(served, isLast);
        if (!isLast) {
            ++entry;
            continue;
        }
        forget(served);
        entry = m_entries.erase(entry);
    }
    if (m_entries.empty())
        m_timer.stop();
}

void ServedHistory::forget(const Entry &entry)
{
    m_byTicket.erase(entry.ticket);
    const auto refusals = m_refusals.find(entry.entry.address);
    const bool isRefused = entry.entry.outcome == RequestOutcome::Refused;
    if (isRefused && refusals != m_refusals.end() && --refusals->second == 0)
        m_refusals.erase(refusals);
}

void ServedHistory::put(Entry &entry, bool isLast)
{
    auto spent = entry.spent;
    if (entry.active > 0)
        spent += m_clock.now() - entry.since;
    entry.entry.duration = std::chrono::floor<std::chrono::milliseconds>(spent);
    entry.isChanged = false;
    m_store.put(entry.ticket, entry.entry, isLast);
}

} // namespace ft::engine
