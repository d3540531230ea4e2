#include "tracker/core/recordsearch.h"

#include "tracker/core/searchscratch.h"

#include <algorithm>
#include <bit>
#include <charconv>

namespace ft::tracker {

namespace {

// What steps of a search cost, in nanoseconds, where memory answers in 200.
constexpr std::uint64_t PostingCost = 4;
constexpr std::uint64_t CandidateCost = 180;
constexpr std::uint64_t MatchCost = 120;
constexpr std::uint64_t PatternCost = 500;
constexpr std::uint64_t GramCost = 300;

/// Reading a longer list of a gram costs more than holding the candidates against the query.
constexpr std::uint64_t WorthReading = CandidateCost / PostingCost;
constexpr std::size_t MaxGrams = 8;
constexpr std::uint32_t PeerFilesWorthReading = 20'000;
/// Types of records that a query is held against, so that made-up types do not make it slow.
constexpr std::uint32_t MaxTypes = 4'096;
/// Candidates under way between two steps of their verification.
constexpr std::size_t Ahead = 16;

// A key, from the top: rank 2 bits, the lack of sources 30 bits, content 32 bits.
constexpr unsigned ContentBits = 32;
constexpr std::uint64_t MaxSources = (1U << 30U) - 1;

std::uint64_t keyOf(Rank rank, const SearchScratch::Match &match)
{
    const auto sources = std::min<std::uint64_t>(match.sources, MaxSources);
    return std::uint64_t{static_cast<std::uint8_t>(rank)} << 62U
           | (MaxSources - sources) << ContentBits | match.content;
}

template <typename Number>
bool takeHex(QByteArrayView text, Number &number)
{
    const auto end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number, 16);
    return error == std::errc{} && stop == end;
}

} // namespace

QByteArray PageMark::toToken() const
{
    return QByteArray::number(static_cast<qulonglong>(key), 16) + '-'
           + QByteArray::number(record, 16);
}

std::optional<PageMark> PageMark::parse(QByteArrayView token)
{
    const auto dash = token.indexOf('-');
    PageMark mark;
    if (dash < 0 || !takeHex(token.first(dash), mark.key)
        || !takeHex(token.sliced(dash + 1), mark.record))
        return std::nullopt;
    return mark;
}

void BestRanks::reset(std::size_t contents)
{
    m_cells.assign(std::bit_ceil(contents * 2 + 1), Cell{});
    m_count = 0;
}

std::size_t BestRanks::cellOf(RecordId content) const
{
    const auto mask = m_cells.size() - 1;
    auto cell = (content * std::size_t{0x9e37'79b1} >> 8U) & mask;
    while (m_cells[cell].content != RecordIndex::NoRecord && m_cells[cell].content != content)
        cell = (cell + 1) & mask;
    return cell;
}

void BestRanks::note(RecordId content, Rank rank)
{
    Cell &cell = m_cells[cellOf(content)];
    if (cell.content != content) {
        ++m_count;
        cell = {content, rank};
    }
    cell.rank = std::min(cell.rank, rank);
}

RecordSearch::RecordSearch(const RecordIndex &index,
                           const QueryMatcher &matcher,
                           const std::vector<PeerHandle> &peers,
                           SearchScratch &scratch)
    : m_index(index)
    , m_matcher(matcher)
    , m_peers(peers)
    , m_scratch(scratch)
{}

SearchOutcome RecordSearch::run(const SearchPage &page)
{
    m_allowed = page.work;
    m_scratch.matches.clear();
    std::uint64_t peerFiles = 0;
    for (const PeerHandle peer : m_peers)
        peerFiles += m_index.peer(peer).files;

    const SearchQuery &query = m_matcher.query();
    auto grams = requiredGrams();
    if (query.root)
        searchContent();
    else if (!query.peers.empty() && (grams.empty() || peerFiles <= PeerFilesWorthReading))
        searchPeers();
    else if (!grams.empty())
        searchByGrams(grams);
    else if (const auto ranges = unionRanges(); !ranges.empty())
        searchUnion(ranges);
    else
        searchAll();

    SearchOutcome outcome;
    outcome.isPartial = m_isPartial;
    outcome.work = m_work;
    rankMatches(outcome);
    cutPage(page, outcome);
    return outcome;
}

void RecordSearch::searchContent()
{
    m_index.visitContent(*m_matcher.query().root, [this](RecordId id) {
        verify(id);
        return !isSpent(m_allowed);
    });
}

void RecordSearch::searchPeers()
{
    for (const PeerHandle peer : m_peers) {
        m_index.visitRecordsOf(peer, [this](RecordId id) {
            verify(id);
            return !isSpent(m_allowed);
        });
    }
}

/// Grams that every matching record has.
std::vector<Gram> RecordSearch::requiredGrams() const
{
    std::vector<Gram> grams;
    for (const QByteArray &word : m_matcher.plainWords())
        appendGramsWithin(grams, word);
    for (const QByteArray &text : m_matcher.patternTexts())
        appendGramsWithin(grams, text);
    std::sort(grams.begin(), grams.end());
    grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
    return grams;
}

/// Ranges of grams of which every matching record has one; none when there is no such feature.
std::vector<std::pair<Gram, Gram>> RecordSearch::unionRanges() const
{
    std::vector<std::pair<Gram, Gram>> ranges;
    const auto words = m_matcher.plainWords();
    const auto longest = std::max_element(words.begin(),
                                          words.end(),
                                          [](const auto &a, const auto &b) {
                                              return a.size() < b.size();
                                          });
    constexpr char Least = 0;
    constexpr char Most = '\xff';
    if (longest != words.end() && longest->size() == 2)
        ranges.emplace_back(gramOf((*longest)[0], (*longest)[1], Least),
                            gramOf((*longest)[0], (*longest)[1], Most));
    else if (longest != words.end() && longest->size() == 1)
        ranges.emplace_back(gramOf((*longest)[0], Least, Least), gramOf((*longest)[0], Most, Most));
    if (!ranges.empty() || m_matcher.query().types.empty())
        return ranges;
    for (const QByteArray &type : m_matcher.query().types)
        ranges.emplace_back(extensionGram(type), extensionGram(type));
    const auto visited = m_index.types().visit(MaxTypes,
                                               [&](TextTable::Handle handle, const auto &text) {
                                                   if (m_matcher.isTypeAsked(text))
                                                       ranges.emplace_back(typeGram(handle),
                                                                           typeGram(handle));
                                               });
    return visited ? ranges : std::vector<std::pair<Gram, Gram>>{};
}

/// The gram of records in which a word begins as the first word of the query does.
std::optional<Gram> RecordSearch::wordStartGram() const
{
    const auto words = m_matcher.plainWords();
    if (words.empty() || words.front().size() < 2 || !isWordByte(words.front().front()))
        return std::nullopt;
    return gramOf(WordStartMark, words.front()[0], words.front()[1]);
}

/// Of many grams the few that the largest volume has least of.
void RecordSearch::keepRarest(std::vector<Gram> &grams) const
{
    const GramIndex::Volume *sample = nullptr;
    m_index.grams().visitVolumes([&](const GramIndex::Volume &volume) {
        if (!sample || volume.size() > sample->size())
            sample = &volume;
        return sample->size() < VolumeCapacity;
    });
    if (!sample || grams.size() <= MaxGrams)
        return;
    std::sort(grams.begin(), grams.end(), [sample](Gram a, Gram b) {
        return sample->postings(a).count() < sample->postings(b).count();
    });
    grams.resize(MaxGrams);
}

/// Looks up where the grams occur; returns how many candidates that may give.
std::uint64_t RecordSearch::planVolumes(const std::vector<Gram> &grams)
{
    m_scratch.plans.clear();
    m_scratch.postings.clear();
    std::uint64_t candidates = 0;
    m_index.grams().visitVolumes([&](const GramIndex::Volume &volume) {
        const auto first = m_scratch.postings.size();
        for (const Gram gram : grams) {
            m_work += GramCost;
            m_scratch.postings.push_back(volume.postings(gram));
            if (m_scratch.postings.back().isEmpty()) {
                m_scratch.postings.resize(first);
                return true;
            }
        }
        std::sort(m_scratch.postings.begin() + static_cast<std::ptrdiff_t>(first),
                  m_scratch.postings.end(),
                  [](const Postings &a, const Postings &b) { return a.count() < b.count(); });
        candidates += m_scratch.postings[first].count();
        m_scratch.plans.push_back({&volume, first, grams.size()});
        return true;
    });
    return candidates;
}

void RecordSearch::searchByGrams(const std::vector<Gram> &grams)
{
    auto rarest = grams;
    keepRarest(rarest);
    const auto candidates = planVolumes(rarest);
    const auto wordStart = wordStartGram();
    if (!wordStart || candidates * CandidateCost <= m_allowed)
        return searchPlans(std::nullopt, false, m_allowed);
    searchPlans(wordStart, false, m_work + (m_allowed - std::min(m_allowed, m_work)) / 2);
    searchPlans(wordStart, true, m_allowed);
}

/// `wordStart` narrows the candidates to those that have it, or, for the rest, have not.
void RecordSearch::searchPlans(std::optional<Gram> wordStart, bool isRest, std::uint64_t allowed)
{
    auto &candidates = m_scratch.candidates;
    for (const auto &plan : m_scratch.plans) {
        if (isSpent(allowed))
            return;
        candidates.clear();
        const Postings *lists = m_scratch.postings.data() + plan.first;
        lists[0].appendTo(candidates);
        m_work += lists[0].count() * PostingCost;
        if (wordStart) {
            const auto starts = plan.volume->postings(*wordStart);
            m_work += starts.readingCost() * PostingCost;
            isRest ? starts.dropCommon(candidates) : starts.keepCommon(candidates);
        }
        for (std::size_t i = 1; i < plan.count && !candidates.empty(); ++i) {
            if (lists[i].readingCost() > candidates.size() * WorthReading)
                break;
            m_work += lists[i].readingCost() * PostingCost;
            lists[i].keepCommon(candidates);
        }
        verifyCandidates(*plan.volume, allowed);
    }
}

void RecordSearch::searchUnion(const std::vector<std::pair<Gram, Gram>> &ranges)
{
    auto &lists = m_scratch.postings;
    m_index.grams().visitVolumes([&](const GramIndex::Volume &volume) {
        lists.clear();
        for (const auto &[first, last] : ranges) {
            if (first == last)
                lists.push_back(volume.postings(first));
            else
                volume.appendPostings(lists, first, last);
        }
        DocumentBits documents;
        m_work += GramCost;
        for (const Postings &list : lists) {
            m_work += list.readingCost() * PostingCost;
            list.markIn(documents);
        }
        m_scratch.candidates.clear();
        documents.appendTo(m_scratch.candidates);
        verifyCandidates(volume, m_allowed);
        return !isSpent(m_allowed);
    });
}

void RecordSearch::searchAll()
{
    m_index.grams().visitVolumes([&](const GramIndex::Volume &volume) {
        m_scratch.candidates.clear();
        for (auto id = volume.size(); id-- > 0;)
            m_scratch.candidates.push_back(static_cast<LocalId>(id));
        m_work += GramCost;
        verifyCandidates(volume, m_allowed);
        return !isSpent(m_allowed);
    });
}

/// In three steps that overlap, since each reads memory that the processor does not have at hand:
/// where the record of a candidate is, the record, and whether it matches.
void RecordSearch::verifyCandidates(const GramIndex::Volume &volume, std::uint64_t allowed)
{
    const auto &candidates = m_scratch.candidates;
    auto &records = m_scratch.records;
    const auto size = candidates.size();
    records.resize(size);
    for (std::size_t i = 0; i < size + 2 * Ahead; ++i) {
        if (i < size)
            volume.prefetch(candidates[i]);
        if (i >= Ahead && i - Ahead < size) {
            const auto record = volume.record(candidates[i - Ahead]);
            records[i - Ahead] = record;
            if (record != GramIndex::None)
                m_index.prefetch(record);
        }
        if (i < 2 * Ahead)
            continue;
        if (isSpent(allowed))
            return;
        if (records[i - 2 * Ahead] != GramIndex::None)
            verify(records[i - 2 * Ahead]);
    }
}

void RecordSearch::verify(RecordId id)
{
    m_work += m_matcher.hasPatterns() ? PatternCost : CandidateCost;
    const auto record = m_index.glanceAt(id);
    if (record.peer->leaving)
        return;
    const auto rank = m_matcher.match(record, m_index.types().at(record.type), m_scratch.texts);
    if (!rank)
        return;
    m_work += MatchCost;
    m_scratch.matches.push_back({id, id, 1, *rank});
}

/// Whether the search has done what it may; then what it has found is partial.
bool RecordSearch::isSpent(std::uint64_t allowed)
{
    if (m_work < allowed)
        return false;
    m_isPartial |= allowed == m_allowed;
    return true;
}

/// A content is as good as the best of its records.
void RecordSearch::rankMatches(SearchOutcome &outcome)
{
    auto &matches = m_scratch.matches;
    auto &ranks = m_scratch.ranks;
    std::size_t shared = 0;
    for (auto &match : matches) {
        const auto content = m_index.contentOf(match.record);
        match.content = content.record;
        match.sources = content.sources;
        shared += match.sources > 1 ? 1 : 0;
    }
    ranks.reset(shared);
    for (const auto &match : matches) {
        if (match.sources > 1)
            ranks.note(match.content, match.rank);
    }
    m_scratch.marks.clear();
    for (const auto &match : matches) {
        const auto rank = match.sources > 1 ? ranks.of(match.content) : match.rank;
        m_scratch.marks.push_back({keyOf(rank, match), match.record});
    }
    outcome.total = matches.size();
    outcome.contents = matches.size() - shared + ranks.count();
}

void RecordSearch::cutPage(const SearchPage &page, SearchOutcome &outcome)
{
    auto &marks = m_scratch.marks;
    if (page.after)
        std::erase_if(marks, [&](const PageMark &mark) { return mark <= *page.after; });
    const auto shown = std::min<std::size_t>(page.limit, marks.size());
    const auto end = marks.begin() + static_cast<std::ptrdiff_t>(shown);
    std::partial_sort(marks.begin(), end, marks.end());
    outcome.records.reserve(shown);
    for (auto it = marks.begin(); it != end; ++it)
        outcome.records.push_back(it->record);
    if (shown > 0 && shown < marks.size())
        outcome.next = marks[shown - 1];
}

} // namespace ft::tracker
