#include "peer-gui/engine/tracker/trackercalls.h"

#include "common/base/overloaded.h"
#include "common/protocol/limits.h"

#include <utility>

namespace ft::engine {

template <typename Expected>
Expected *TrackerCalls::next()
{
    return m_calls.empty() ? nullptr : std::get_if<Expected>(&m_calls.front());
}

bool TrackerCalls::isShareNext() const
{
    return !m_calls.empty()
           && (std::holds_alternative<Announcement>(m_calls.front())
               || std::holds_alternative<protocol::ShareMark>(m_calls.front()));
}

bool TrackerCalls::take(const protocol::Found &found)
{
    if (auto *const finding = next<Finding>())
        return takeShown(*finding, found);
    return takeList(found.records, found.more, protocol::limits::MaxFoundRecords);
}

bool TrackerCalls::take(const protocol::NotFound &)
{
    return takeList(std::vector<SourceRecord>{}, false, 0);
}

bool TrackerCalls::take(const protocol::Peers &peers)
{
    return takeList(peers.records, peers.more, protocol::limits::MaxListedPeers);
}

bool TrackerCalls::take(const protocol::Results &results)
{
    auto *const finding = next<Finding>();
    if (!finding || finding->isCounted)
        return false;
    finding->isCounted = true;
    finding->shown = results.shown;
    finding->results.total = results.total;
    finding->results.contents = results.contents;
    finding->results.after = results.after;
    finding->results.isPartial = results.isPartial;
    if (results.shown == 0)
        finishFinding();
    return true;
}

std::optional<protocol::ShareMark> TrackerCalls::takeShared()
{
    std::optional<protocol::ShareMark> mark;
    if (auto *const marked = next<protocol::ShareMark>())
        mark = std::move(*marked);
    m_calls.pop_front();
    return mark;
}

void TrackerCalls::refuse(const Problem &why)
{
    const Call refused = std::move(m_calls.front());
    m_calls.pop_front();
    fail(refused, why);
}

void TrackerCalls::failAll(const Problem &why)
{
    // What is called back may ask anew, or end it all.
    const auto failed = std::exchange(m_calls, {});
    for (const Call &call : failed)
        fail(call, why);
}

/// A line of the list that was asked for first.
template <typename Record>
bool TrackerCalls::takeList(const std::vector<Record> &records, bool more, std::size_t most)
{
    auto *const listing = next<Listing<Record>>();
    if (!listing || listing->records.size() + records.size() > most)
        return false;
    listing->records.insert(listing->records.end(), records.begin(), records.end());
    if (more)
        return true;
    const Listing<Record> finished = std::move(*listing);
    m_calls.pop_front();
    finished.done(finished.records);
    return true;
}

bool TrackerCalls::takeShown(Finding &finding, const protocol::Found &found)
{
    auto &records = finding.results.records;
    if (!finding.isCounted || records.size() + found.records.size() > finding.shown)
        return false;
    records.insert(records.end(), found.records.begin(), found.records.end());
    if (!found.more)
        finishFinding();
    return true;
}

void TrackerCalls::finishFinding()
{
    const Finding finished = std::move(std::get<Finding>(m_calls.front()));
    m_calls.pop_front();
    finished.done(finished.results);
}

void TrackerCalls::fail(const Call &call, const Problem &why)
{
    std::visit(Overloaded{[](const Announcement &) {},
                          [](const protocol::ShareMark &) {},
                          [&why](const auto &asked) {
                              asked.done(tl::unexpected(why));
                          }},
               call);
}

} // namespace ft::engine
