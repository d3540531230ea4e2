#pragma once

#include "common/protocol/trackermessages.h"
#include "tracker/core/catalogue.h"
#include "tracker/core/session.h"

namespace ft::tracker {

/// Answers searches by a query, and keeps those open that ask for it.
class QueryService final
{
public:
    /// `work`: what one search may cost.
    QueryService(Catalogue &catalogue, std::chrono::nanoseconds work);

    /// Appends RESULTS with its FOUND lines, or REFUSED. The session is accepted.
    void answer(const Session &session, const protocol::Find &find, QByteArray &out) const;

private:
    [[nodiscard]] bool open(const Session &session,
                            const protocol::Find &find,
                            const QueryMatcher &matcher) const;

    Catalogue &m_catalogue;
    std::uint64_t m_work;
};

} // namespace ft::tracker
