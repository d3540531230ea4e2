#pragma once

#include "common/base/result.h"
#include "common/model/searchquery.h"
#include "tracker/core/gram.h"
#include "tracker/core/recordindex.h"

#include <memory>

namespace re2 {
class RE2;
}

namespace ft::tracker {

/// How well a record matches a search, the best first.
enum class Rank : std::uint8_t {
    Exact, ///< its name, with or without extension, is what was asked for
    Prefix, ///< its name begins with the first word, and every word begins one of the name
    WordStart, ///< every word begins one of the name
    Elsewhere,
};

/// A search made ready to be held against many records. Immutable; any number of threads may use it
/// at once.
class QueryMatcher final
{
public:
    /// Or why a regular expression of the query cannot be used.
    [[nodiscard]] static Result<QueryMatcher, QString> compile(const SearchQuery &query);
    /// From the text of a query; the error begins with the word at fault.
    [[nodiscard]] static Result<QueryMatcher, QString> parse(const QString &text);

    ~QueryMatcher();
    QueryMatcher(QueryMatcher &&) noexcept;
    QueryMatcher &operator=(QueryMatcher &&) noexcept;
    Q_DISABLE_COPY(QueryMatcher)

    /// Room for folded texts, kept from record to record.
    struct Scratch
    {
        QByteArray plain;
        QByteArray accented;
    };
    /// Nothing when the record does not match. `type` is the text of its type.
    [[nodiscard]] std::optional<Rank> match(const RecordIndex::Glance &record,
                                            QByteArrayView type,
                                            Scratch &scratch) const;

    [[nodiscard]] const SearchQuery &query() const { return m_query; }
    /// Words and phrases, folded without accents: what to look for in the gram index.
    [[nodiscard]] std::vector<QByteArray> plainWords() const;
    /// Texts that every name matching the regular expressions contains, folded likewise.
    [[nodiscard]] const std::vector<QByteArray> &patternTexts() const { return m_patternTexts; }
    [[nodiscard]] bool hasPatterns() const { return !m_patterns.empty(); }
    /// Whether a type, by the text of its records, is one of those asked for.
    [[nodiscard]] bool isTypeAsked(QByteArrayView type) const;

private:
    struct Word
    {
        QByteArray plain;
        QByteArray accented; ///< empty when the word has no accents
    };
    /// A path in the forms that words are compared with.
    struct Text
    {
        QByteArrayView plain;
        qsizetype nameAt = 0; ///< of the last component in `plain`
        QByteArrayView accented;
    };

    QueryMatcher();

    [[nodiscard]] static Word fold(const QByteArray &word);
    [[nodiscard]] bool passesFilters(const RecordIndex::Glance &record) const;
    [[nodiscard]] bool passesType(QByteArrayView plainName, QByteArrayView type) const;
    [[nodiscard]] bool passesPatterns(QByteArrayView name) const;
    [[nodiscard]] Text textOf(const RecordIndex::Glance &record, Scratch &scratch) const;
    [[nodiscard]] static bool contains(const Text &text, const Word &word);
    [[nodiscard]] std::optional<Rank> rankOf(const Text &text) const;
    [[nodiscard]] bool isWhole(QByteArrayView name) const;

    SearchQuery m_query;
    std::vector<Word> m_words;
    std::vector<Word> m_excluded;
    QByteArray m_whole; ///< all words, with spaces between
    std::vector<std::unique_ptr<re2::RE2>> m_patterns;
    std::vector<QByteArray> m_patternTexts;
    bool m_hasAccents = false;
};

} // namespace ft::tracker
