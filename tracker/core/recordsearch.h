#pragma once

#include "tracker/core/querymatcher.h"
#include "tracker/core/recordindex.h"

#include <optional>
#include <vector>

namespace ft::tracker {

/// Where a page of results ended, so that another search goes on behind it: the same record is not
/// shown twice, nor one left out, unless its number of sources changes between the two.
struct PageMark
{
    std::uint64_t key = 0; ///< rank, number of sources and content, in the order of results
    RecordId record = 0;

    auto operator<=>(const PageMark &) const = default;

    [[nodiscard]] QByteArray toToken() const;
    [[nodiscard]] static std::optional<PageMark> parse(QByteArrayView token);
};

/// Which part of the results is wanted, and what finding it may cost.
struct SearchPage
{
    std::uint32_t limit = 100; ///< most records
    std::optional<PageMark> after = std::nullopt;
    /// About nanoseconds of one processor core; past it the result is partial.
    std::uint64_t work = 1'000'000;
};

/// What a search found.
struct SearchOutcome
{
    std::uint64_t total = 0; ///< records that match; at least so many when partial
    std::uint64_t contents = 0; ///< different contents among them; a record without root is its own
    bool isPartial = false; ///< the search reached what it may cost
    std::uint64_t work = 0; ///< what it did cost, in the unit of SearchPage::work
    /// The page: best rank first, then most sources; those of one content next to one another.
    std::vector<RecordId> records;
    std::optional<PageMark> next; ///< when there are more
};

/// Room that one search after another uses; one search at a time.
class SearchScratch;

/// Finds the records that match in the index and ranks them.
///
/// Candidates come from the rarest features of the query: a content, the files of a peer, grams of
/// words, of extensions and types; the newest records first when the query has none. Each is then
/// held against the whole query. A query that would cost too much looks at records in which a word
/// begins with its first word before all others.
class RecordSearch final
{
public:
    /// All must outlive this. `peers` are those the query names, as far as they are known.
    RecordSearch(const RecordIndex &index,
                 const QueryMatcher &matcher,
                 const std::vector<PeerHandle> &peers,
                 SearchScratch &scratch);

    [[nodiscard]] SearchOutcome run(const SearchPage &page);

private:
    void searchContent();
    void searchPeers();
    void searchByGrams(const std::vector<Gram> &grams);
    void searchUnion(const std::vector<std::pair<Gram, Gram>> &ranges);
    void searchAll();
    [[nodiscard]] std::vector<Gram> requiredGrams() const;
    [[nodiscard]] std::vector<std::pair<Gram, Gram>> unionRanges() const;
    [[nodiscard]] std::optional<Gram> wordStartGram() const;
    void keepRarest(std::vector<Gram> &grams) const;
    [[nodiscard]] std::uint64_t planVolumes(const std::vector<Gram> &grams);
    void searchPlans(std::optional<Gram> wordStart, bool isRest, std::uint64_t allowed);
    void verifyCandidates(const GramIndex::Volume &volume, std::uint64_t allowed);
    void verify(RecordId id);
    [[nodiscard]] bool isSpent(std::uint64_t allowed);
    void rankMatches(SearchOutcome &outcome);
    void cutPage(const SearchPage &page, SearchOutcome &outcome);

    const RecordIndex &m_index;
    const QueryMatcher &m_matcher;
    const std::vector<PeerHandle> &m_peers;
    SearchScratch &m_scratch;
    std::uint64_t m_allowed = 0;
    std::uint64_t m_work = 0;
    bool m_isPartial = false;
};

} // namespace ft::tracker
