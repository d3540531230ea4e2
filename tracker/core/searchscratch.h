#pragma once

#include "tracker/core/recordsearch.h"

namespace ft::tracker {

/// The best rank of each content among the matches: a hash table of one search.
class BestRanks final
{
public:
    /// Empties it, with room for so many contents.
    void reset(std::size_t contents);
    /// Lowers the content's rank to this one unless it is lower already.
    void note(RecordId content, Rank rank);
    [[nodiscard]] Rank of(RecordId content) const { return m_cells[cellOf(content)].rank; }
    [[nodiscard]] std::size_t count() const { return m_count; }

private:
    struct Cell
    {
        RecordId content = RecordIndex::NoRecord;
        Rank rank = Rank::Elsewhere;
    };
    [[nodiscard]] std::size_t cellOf(RecordId content) const;

    std::vector<Cell> m_cells; ///< a power of two of them
    std::size_t m_count = 0;
};

class SearchScratch final
{
public:
    /// A record that matches.
    struct Match
    {
        RecordId record = 0;
        RecordId content = 0;
        std::uint32_t sources = 0;
        Rank rank = Rank::Elsewhere;
    };
    /// The postings of the query's grams in one volume: `count` of `postings`, the rarest first.
    struct VolumePlan
    {
        const GramIndex::Volume *volume = nullptr;
        std::size_t first = 0;
        std::size_t count = 0;
    };

    QueryMatcher::Scratch texts;
    std::vector<VolumePlan> plans;
    std::vector<Postings> postings;
    std::vector<LocalId> candidates;
    std::vector<RecordId> records; ///< of the candidates
    std::vector<Match> matches;
    std::vector<PageMark> marks;
    BestRanks ranks;
};

} // namespace ft::tracker
