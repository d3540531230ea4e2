#include "common/model/queryterms.h"

#include <algorithm>

namespace ft {

namespace {

constexpr QChar Quote = u'"';
constexpr QChar Backslash = u'\\';

bool isSpace(QChar c)
{
    return c.isSpace();
}

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

/// Letters of the key that a term begins with; 0 when it is a word.
qsizetype keyLength(QStringView term)
{
    const auto *end = std::find_if_not(term.begin(), term.end(), isAsciiLetter);
    const qsizetype length = end - term.begin();
    const bool hasValue = length + 1 < term.size() && term[length] == u':';
    return hasValue ? length : 0;
}

class Splitter
{
public:
    explicit Splitter(QStringView text)
        : m_text(text)
    {}

    [[nodiscard]] Result<std::vector<QueryTerm>, QueryError> split();

private:
    [[nodiscard]] Result<QueryTerm, QueryError> takeTerm();
    [[nodiscard]] Result<QString, QueryError> takeValue();
    [[nodiscard]] Result<QString, QueryError> takeQuoted();
    [[nodiscard]] qsizetype backslashes();
    /// What comes before the next space.
    [[nodiscard]] QStringView bare() const
    {
        const QStringView rest = m_text.sliced(m_at);
        return rest.first(std::find_if(rest.begin(), rest.end(), isSpace) - rest.begin());
    }
    [[nodiscard]] bool isAt(QChar c) const { return m_at < m_text.size() && m_text[m_at] == c; }

    QStringView m_text;
    qsizetype m_at = 0;
};

Result<std::vector<QueryTerm>, QueryError> Splitter::split()
{
    std::vector<QueryTerm> terms;
    while (true) {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
        if (m_at == m_text.size())
            return terms;
        auto term = takeTerm();
        if (!term)
            return tl::unexpected(term.error());
        terms.push_back(std::move(*term));
    }
}

Result<QueryTerm, QueryError> Splitter::takeTerm()
{
    QueryTerm term;
    term.at = m_at;
    term.isExcluded = isAt(u'-') && bare().size() > 1;
    m_at += term.isExcluded ? 1 : 0;
    if (const auto letters = keyLength(bare()); letters > 0) {
        term.key = bare().first(letters).toString().toLower();
        m_at += letters + 1;
    }
    term.valueAt = m_at;
    auto value = takeValue();
    if (!value)
        return tl::unexpected(value.error());
    term.value = std::move(*value);
    term.valueLength = m_at - term.valueAt;
    term.length = m_at - term.at;
    return term;
}

Result<QString, QueryError> Splitter::takeValue()
{
    if (isAt(Quote))
        return takeQuoted();
    const QStringView word = bare();
    m_at += word.size();
    return word.toString();
}

/// Backslashes are plain but right before a quotation mark: there each pair is one backslash, and
/// one left over makes the mark a part of the text.
Result<QString, QueryError> Splitter::takeQuoted()
{
    const qsizetype begin = m_at++;
    QString text;
    while (m_at < m_text.size()) {
        const qsizetype slashes = backslashes();
        if (!isAt(Quote)) {
            text.append(QString(slashes, Backslash));
            if (m_at < m_text.size())
                text.append(m_text[m_at++]);
            continue;
        }
        ++m_at;
        text.append(QString(slashes / 2, Backslash));
        if (slashes % 2 == 1) {
            text.append(Quote);
            continue;
        }
        if (text.isEmpty())
            return tl::unexpected(
                QueryError{begin, m_at - begin, QStringLiteral("nothing stands in the quotes")});
        if (m_at < m_text.size() && !isSpace(m_text[m_at]))
            return tl::unexpected(
                QueryError{m_at, bare().size(), QStringLiteral("a space is missing before this")});
        return text;
    }
    return tl::unexpected(QueryError{begin,
                                     m_text.size() - begin,
                                     QStringLiteral("the quotation mark is never closed")});
}

qsizetype Splitter::backslashes()
{
    const qsizetype begin = m_at;
    while (isAt(Backslash))
        ++m_at;
    return m_at - begin;
}

QString quoted(QStringView text)
{
    QString written{Quote};
    qsizetype slashes = 0;
    for (const QChar c : text) {
        if (c == Quote)
            written.append(QString(slashes + 1, Backslash));
        slashes = c == Backslash ? slashes + 1 : 0;
        written.append(c);
    }
    return written + QString(slashes, Backslash) + Quote;
}

bool needsQuotes(QStringView text)
{
    return text.startsWith(Quote) || std::any_of(text.begin(), text.end(), isSpace);
}

} // namespace

Result<std::vector<QueryTerm>, QueryError> splitQuery(QStringView text)
{
    return Splitter{text}.split();
}

QString writtenWord(const QString &word)
{
    const bool looksExcluded = word.startsWith(u'-') && word.size() > 1;
    return looksExcluded || keyLength(word) > 0 ? quoted(word) : writtenValue(word);
}

QString writtenValue(const QString &value)
{
    return needsQuotes(value) ? quoted(value) : value;
}

} // namespace ft
