#include "common/model/searchquery.h"

#include "common/model/querybuilder.h"
#include "common/model/text.h"

#include <QStringList>

#include <algorithm>

namespace ft {

namespace {

/// Code units of the code at a place.
qsizetype codeLengthAt(QStringView text, qsizetype i)
{
    const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size()
                        && text[i + 1].isLowSurrogate();
    return isPair ? 2 : 1;
}

/// Finds the first code that no query may hold, once it is known that there is one.
QueryError forbiddenCode(QStringView text)
{
    qsizetype i = 0;
    while (i < text.size()) {
        const QStringView code = text.sliced(i, codeLengthAt(text, i));
        if (!code.isValidUtf16() || hasControl(code.toUtf8()))
            break;
        i += code.size();
    }
    return {i, 1, QStringLiteral("a sign that cannot be seen stands here; remove it")};
}

QueryError tooLong(QStringView text)
{
    qsizetype octets = 0;
    qsizetype i = 0;
    while (i < text.size()) {
        const auto length = codeLengthAt(text, i);
        octets += text.sliced(i, length).toUtf8().size();
        if (octets > SearchQuery::MaxText)
            break;
        i += length;
    }
    return {i,
            text.size() - i,
            QStringLiteral("a search is longer than %1 octets").arg(SearchQuery::MaxText)};
}

/// Whether anything is asked for, besides what is left out.
bool asksForSomething(const SearchQuery &query)
{
    SearchQuery nothing;
    nothing.excluded = query.excluded;
    return query != nothing;
}

QueryError asksForNothing(QStringView text, const std::vector<QueryTerm> &terms)
{
    const auto excluded = std::find_if(terms.begin(), terms.end(), [](const QueryTerm &term) {
        return term.isExcluded;
    });
    if (excluded == terms.end())
        return {0, text.size(), QStringLiteral("say what to search for")};
    return {excluded->at,
            excluded->length,
            QStringLiteral("this only leaves things out; add a word that must occur")};
}

QString joined(const QByteArrayList &choices)
{
    return QString::fromUtf8(choices.join(','));
}

QString sizeText(const SearchQuery &query)
{
    if (query.minSize == query.maxSize)
        return QString::number(query.minSize);
    return (query.minSize > 0 ? QString::number(query.minSize) : QString{}) + u".."
           + (query.maxSize < SearchQuery::AnySize ? QString::number(query.maxSize) : QString{});
}

void appendWords(QStringList &terms, const SearchQuery &query)
{
    for (const QByteArray &word : query.words)
        terms.append(writtenWord(QString::fromUtf8(word)));
    for (const QByteArray &word : query.excluded)
        terms.append(u'-' + writtenWord(QString::fromUtf8(word)));
}

void appendChoices(QStringList &terms, const SearchQuery &query)
{
    QByteArrayList peers;
    for (const HostName &peer : query.peers)
        peers.append(peer.bytes());
    if (!query.types.empty())
        terms.append(u"type:" + joined({query.types.begin(), query.types.end()}));
    if (!peers.isEmpty())
        terms.append(u"peer:" + joined(peers));
}

void appendRanges(QStringList &terms, const SearchQuery &query)
{
    if (query.minSize > 0 || query.maxSize < SearchQuery::AnySize)
        terms.append(u"size:" + sizeText(query));
    if (query.after)
        terms.append(u"after:" + periodText(*query.after));
    if (query.before)
        terms.append(u"before:" + periodText(*query.before));
}

} // namespace

Result<SearchQuery, QueryError> parseSearchQuery(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    if (utf8.size() > SearchQuery::MaxText)
        return tl::unexpected(tooLong(text));
    if (!text.isValidUtf16() || hasControl(utf8))
        return tl::unexpected(forbiddenCode(text));
    const auto terms = splitQuery(text);
    if (!terms)
        return tl::unexpected(terms.error());
    QueryBuilder builder;
    for (const QueryTerm &term : *terms) {
        if (const auto added = builder.add(term); !added)
            return tl::unexpected(added.error());
    }
    if (!asksForSomething(builder.query()))
        return tl::unexpected(asksForNothing(text, *terms));
    // Written out it may be longer: the day that a year begins with, bytes for gigabytes.
    if (toText(builder.query()).toUtf8().size() > SearchQuery::MaxText)
        return tl::unexpected(QueryError{0, text.size(), tooLong(text).what});
    return builder.query();
}

QString toText(const SearchQuery &query)
{
    QStringList terms;
    appendWords(terms, query);
    appendChoices(terms, query);
    appendRanges(terms, query);
    if (query.root)
        terms.append(u"root:" + QString::fromLatin1(query.root->hex()));
    for (const QByteArray &pattern : query.patterns)
        terms.append(u"re:" + writtenValue(QString::fromUtf8(pattern)));
    return terms.join(u' ');
}

} // namespace ft
