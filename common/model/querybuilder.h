#pragma once

#include "common/model/queryterms.h"
#include "common/model/queryvalues.h"

#include <array>

namespace ft {

/// Gathers a query from the terms of its text, and refuses those that say nothing sensible.
class QueryBuilder final
{
public:
    using Checked = Result<void, QueryError>;

    [[nodiscard]] Checked add(const QueryTerm &term);
    [[nodiscard]] const SearchQuery &query() const { return m_query; }

private:
    using Add = Checked (QueryBuilder::*)(const QueryTerm &);
    struct Key
    {
        QStringView name;
        Add add = nullptr;
    };

    static const std::array<Key, 9> &keys();
    static QString keyNames();

    [[nodiscard]] Checked addWord(const QueryTerm &term);
    [[nodiscard]] Checked addTypes(const QueryTerm &term);
    [[nodiscard]] Checked addSize(const QueryTerm &term);
    [[nodiscard]] Checked addAfter(const QueryTerm &term);
    [[nodiscard]] Checked addBefore(const QueryTerm &term);
    [[nodiscard]] Checked addDate(const QueryTerm &term);
    [[nodiscard]] Checked addPeers(const QueryTerm &term);
    [[nodiscard]] Checked addRoot(const QueryTerm &term);
    [[nodiscard]] Checked addPattern(const QueryTerm &term);
    [[nodiscard]] Checked checkTimes(const QueryTerm &term) const;
    [[nodiscard]] Checked checkWords(const QueryTerm &term) const;

    SearchQuery m_query;
    bool m_hasSize = false;
};

} // namespace ft
