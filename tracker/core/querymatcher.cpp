#include "tracker/core/querymatcher.h"

#include "common/model/foldedtext.h"
#include "common/pattern/pattern.h"
#include "tracker/core/requiredtexts.h"

#include <algorithm>
#include <re2/re2.h>

namespace ft::tracker {

namespace {

/// Where a word stands in a path, the best place first.
enum class Place : std::uint8_t { NameStart, WordStart, Elsewhere, Nowhere };

Place bestPlace(QByteArrayView text, qsizetype nameAt, QByteArrayView word)
{
    Place best = Place::Nowhere;
    for (auto at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (at == nameAt)
            return Place::NameStart;
        const bool isStart = at > nameAt && isWordStart(text, at);
        best = std::min(best, isStart ? Place::WordStart : Place::Elsewhere);
    }
    return best;
}

constexpr char foldAscii(char c)
{
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

QueryMatcher::QueryMatcher() = default;
QueryMatcher::~QueryMatcher() = default;
QueryMatcher::QueryMatcher(QueryMatcher &&) noexcept = default;
QueryMatcher &QueryMatcher::operator=(QueryMatcher &&) noexcept = default;

Result<QueryMatcher, QString> QueryMatcher::compile(const SearchQuery &query)
{
    QueryMatcher matcher;
    matcher.m_query = query;
    for (const QByteArray &word : query.words)
        matcher.m_words.push_back(fold(word));
    for (const QByteArray &word : query.excluded)
        matcher.m_excluded.push_back(fold(word));
    for (const Word &word : matcher.m_words) {
        matcher.m_whole += (matcher.m_whole.isEmpty() ? "" : " ") + word.plain;
        matcher.m_hasAccents |= !word.accented.isEmpty();
    }
    for (const Word &word : matcher.m_excluded)
        matcher.m_hasAccents |= !word.accented.isEmpty();
    for (const QByteArray &pattern : query.patterns) {
        auto compiled = compilePattern(pattern);
        if (!compiled)
            return tl::unexpected(compiled.error());
        matcher.m_patterns.push_back(*std::move(compiled));
        for (const QByteArray &text : requiredTexts(pattern)) {
            QByteArray folded;
            appendFolded(folded, text, Accents::Drop);
            matcher.m_patternTexts.push_back(folded);
        }
    }
    return matcher;
}

Result<QueryMatcher, QString> QueryMatcher::parse(const QString &text)
{
    constexpr qsizetype MostQuoted = 60;
    const auto query = parseSearchQuery(text);
    if (query)
        return compile(*query);
    const auto &[at, length, what] = query.error();
    return tl::unexpected(QString{text.mid(at, std::min(length, MostQuoted)) + u": " + what});
}

QueryMatcher::Word QueryMatcher::fold(const QByteArray &word)
{
    Word folded;
    appendFolded(folded.plain, word, Accents::Drop);
    appendFolded(folded.accented, word, Accents::Keep);
    if (folded.accented == folded.plain)
        folded.accented.clear();
    return folded;
}

std::vector<QByteArray> QueryMatcher::plainWords() const
{
    std::vector<QByteArray> words;
    for (const Word &word : m_words)
        words.push_back(word.plain);
    return words;
}

std::optional<Rank> QueryMatcher::match(const RecordIndex::Glance &record,
                                        QByteArrayView type,
                                        Scratch &scratch) const
{
    if (!passesFilters(record))
        return std::nullopt;
    const Text text = textOf(record, scratch);
    const bool isExcluded = std::any_of(m_excluded.begin(),
                                        m_excluded.end(),
                                        [&](const Word &word) { return contains(text, word); });
    if (isExcluded)
        return std::nullopt;
    const auto rank = rankOf(text);
    if (!rank)
        return std::nullopt;
    if (!m_query.types.empty() && !passesType(text.plain.sliced(text.nameAt), type))
        return std::nullopt;
    if (!passesPatterns(record.path.sliced(record.nameOffset)))
        return std::nullopt;
    return rank;
}

bool QueryMatcher::passesFilters(const RecordIndex::Glance &record) const
{
    if (record.size < m_query.minSize || record.size > m_query.maxSize)
        return false;
    if (m_query.after && record.modified < *m_query.after)
        return false;
    if (m_query.before && record.modified >= *m_query.before)
        return false;
    if (m_query.root && (!record.root || *record.root != *m_query.root))
        return false;
    return m_query.peers.empty()
           || std::any_of(m_query.peers.begin(), m_query.peers.end(), [&](const HostName &host) {
                  return equalsIgnoringCase(host.bytes(), record.peer->host);
              });
}

bool QueryMatcher::passesType(QByteArrayView plainName, QByteArrayView type) const
{
    const auto extension = extensionOf(plainName);
    const bool hasExtension = std::any_of(m_query.types.begin(),
                                          m_query.types.end(),
                                          [extension](const QByteArray &asked) {
                                              return asked == extension;
                                          });
    return hasExtension || isTypeAsked(type);
}

bool QueryMatcher::isTypeAsked(QByteArrayView type) const
{
    const auto slash = type.indexOf('/');
    const auto first = slash < 0 ? type : type.first(slash);
    const auto second = type.sliced(slash + 1);
    return std::any_of(m_query.types.begin(), m_query.types.end(), [&](const QByteArray &asked) {
        return equalsIgnoringCase(asked, type) || equalsIgnoringCase(asked, first)
               || equalsIgnoringCase(asked, second);
    });
}

bool QueryMatcher::passesPatterns(QByteArrayView name) const
{
    const re2::StringPiece text{name.data(), static_cast<std::size_t>(name.size())};
    return std::all_of(m_patterns.begin(), m_patterns.end(), [&](const auto &pattern) {
        return re2::RE2::PartialMatch(text, *pattern);
    });
}

QueryMatcher::Text QueryMatcher::textOf(const RecordIndex::Glance &record, Scratch &scratch) const
{
    if (record.isAsciiPath) {
        scratch.plain.resize(record.path.size());
        std::transform(record.path.begin(), record.path.end(), scratch.plain.begin(), foldAscii);
        return {scratch.plain, record.nameOffset, {}};
    }
    scratch.plain.resize(0);
    appendFolded(scratch.plain, record.path, Accents::Drop);
    const auto nameAt = scratch.plain.lastIndexOf('/') + 1;
    if (!m_hasAccents)
        return {scratch.plain, nameAt, {}};
    scratch.accented.resize(0);
    appendFolded(scratch.accented, record.path, Accents::Keep);
    return {scratch.plain, nameAt, scratch.accented};
}

/// A word with accents is found only where they stand too.
bool QueryMatcher::contains(const Text &text, const Word &word)
{
    return word.accented.isEmpty() ? text.plain.contains(word.plain)
                                   : text.accented.contains(word.accented);
}

std::optional<Rank> QueryMatcher::rankOf(const Text &text) const
{
    bool allStart = true;
    bool firstIsPrefix = false;
    for (const Word &word : m_words) {
        if (!word.accented.isEmpty() && !text.accented.contains(word.accented))
            return std::nullopt;
        const auto place = bestPlace(text.plain, text.nameAt, word.plain);
        if (place == Place::Nowhere)
            return std::nullopt;
        allStart &= place <= Place::WordStart;
        if (&word == &m_words.front())
            firstIsPrefix = place == Place::NameStart;
    }
    if (m_words.empty() || !allStart)
        return Rank::Elsewhere;
    if (isWhole(text.plain.sliced(text.nameAt)))
        return Rank::Exact;
    return firstIsPrefix ? Rank::Prefix : Rank::WordStart;
}

bool QueryMatcher::isWhole(QByteArrayView name) const
{
    if (!name.startsWith(m_whole))
        return false;
    const auto rest = name.sliced(m_whole.size());
    return rest.isEmpty() || rest.lastIndexOf('.') == 0;
}

} // namespace ft::tracker
