#pragma once

#include "tests/bench/load/nametable.h"
#include "tests/bench/load/querymix.h"

namespace ft::bench {

struct Query
{
    QueryKind kind = QueryKind::Exact;
    std::uint8_t offset = 0; ///< of the letters of a Substring in the name
    std::uint32_t number = 0; ///< of the path in the NameTable that it is made of
};

/// Deals out queries of a mix: every name of the table in turn, in random order, again and again.
class QuerySource
{
public:
    static constexpr std::size_t Letters = 5; ///< of a Substring

    /// `names` must outlive this; at least one name with five letters together.
    QuerySource(const NameTable &names, const QueryMix &mix);

    [[nodiscard]] Query next();
    /// What a query asks for; valid until the next call.
    [[nodiscard]] std::string_view textOf(const Query &query);
    /// Whether a record of this path answers a query.
    [[nodiscard]] bool isAnswer(const Query &query, std::string_view path) const;

private:
    [[nodiscard]] std::string_view nameOf(const Query &query) const
    {
        return fileName(m_names.path(query.number));
    }

    const NameTable &m_names;
    QueryMix m_mix;
    std::vector<std::uint32_t> m_order;
    std::size_t m_next = 0;
    std::uint64_t m_dealt = 0;
    std::string m_missing;
};

} // namespace ft::bench
