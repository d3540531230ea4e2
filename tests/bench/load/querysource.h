#pragma once

#include "tests/bench/load/nametable.h"

namespace ft::bench {

/// What a query asks for.
struct Query
{
    std::uint32_t name = 0; ///< index in the NameTable
    bool missing = false; ///< asks for a name derived from it that nobody has
};

/// Deals out queries: every name of the table once in random order, again and again, with a share
/// of missing ones between.
class QuerySource
{
public:
    /// `names` must outlive this; at least one name. `missingPercent` is 0 to 100.
    QuerySource(const NameTable &names, std::uint32_t missingPercent);

    [[nodiscard]] Query next();
    [[nodiscard]] std::string_view nameOf(const Query &query) const
    {
        return m_names.name(query.name);
    }

private:
    const NameTable &m_names;
    std::uint32_t m_missingPercent;
    std::vector<std::uint32_t> m_order;
    std::size_t m_next = 0;
    std::uint64_t m_dealt = 0;
};

} // namespace ft::bench
