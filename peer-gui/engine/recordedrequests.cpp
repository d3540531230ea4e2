#include "peer-gui/engine/recordedrequests.h"

#include "common/base/overloaded.h"
#include "peer-gui/engine/requestsubject.h"

namespace ft::engine {

namespace {

RequestKind kindOf(const PeerQuestion &question)
{
    return std::visit(Overloaded{[](const BrowseQuestion &) { return RequestKind::Browse; },
                                 [](const IndexQuestion &) { return RequestKind::IndexGet; },
                                 [](const ChecksumQuestion &) {
                                     return RequestKind::FileHash;
                                 }},
                      question);
}

/// The same words as the history of the peer that is asked has.
QString subjectOf(const PeerQuestion &question)
{
    const auto ofPath = [](const std::optional<SharedPath> &path) {
        return path ? path->toString() : QString{};
    };
    return std::visit(Overloaded{[&](const BrowseQuestion &browse) {
                                     return ofPath(browse.folder);
                                 },
                                 [](const IndexQuestion &index) {
                                     return indexSubject(index.from, index.to, index.regex);
                                 },
                                 [&](const ChecksumQuestion &checksum) {
                                     return ofPath(checksum.name);
                                 }},
                      question);
}

MadeRequest requestOf(const QString &peer, const PeerQuestion &question)
{
    MadeRequest request{kindOf(question), subjectOf(question), {}, {}, 0, Transport::Tcp};
    const auto endpoint = Endpoint::parse(peer);
    if (endpoint) {
        request.address = endpoint->address.toString();
        request.port = endpoint->port;
    } else {
        request.peer = peer;
    }
    return request;
}

} // namespace

HistoryTicket RecordedRequests::beginSearch(const QString &text)
{
    MadeRequest request;
    request.kind = RequestKind::Search;
    request.subject = text;
    if (m_tracker) {
        request.address = m_tracker->host;
        request.port = m_tracker->port;
    }
    return m_history.begin(request);
}

RecordedRequests::Found RecordedRequests::search(const QString &text, const Found &done)
{
    return [this, ticket = beginSearch(text), done](const Result<FindResults, Problem> &found) {
        m_history.end(ticket, found ? MadeAnswer::of(found->total) : MadeAnswer::of(found.error()));
        done(found);
    };
}

LiveSearches::Hear RecordedRequests::liveSearch(const QString &text, const LiveSearches::Hear &hear)
{
    return [this, ticket = beginSearch(text), hear](const SearchNews &news) {
        if (news.results)
            m_history.end(ticket, MadeAnswer::of(news.results->total));
        else if (news.problem)
            m_history.end(ticket, MadeAnswer::of(*news.problem));
        hear(news);
    };
}

PeerQueries::Hear RecordedRequests::question(const QString &peer,
                                             const PeerQuestion &question,
                                             const PeerQueries::Hear &hear)
{
    const auto ticket = m_history.begin(requestOf(peer, question));
    return [this, ticket, hear, files = std::uint64_t{0}](const PeerAnswer &answer) mutable {
        files += answer.files.size();
        if (answer.isLast)
            m_history.end(ticket,
                          answer.problem ? MadeAnswer::of(*answer.problem) : MadeAnswer::of(files));
        hear(answer);
    };
}

} // namespace ft::engine
