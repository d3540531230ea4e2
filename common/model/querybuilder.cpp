#include "common/model/querybuilder.h"

#include <QStringList>

#include <algorithm>

namespace ft {

namespace {

auto error(qsizetype at, qsizetype length, const QString &what)
{
    return tl::unexpected(QueryError{at, length, what});
}

auto errorAtTerm(const QueryTerm &term, const QString &what)
{
    return error(term.at, term.length, what);
}

auto errorAtValue(const QueryTerm &term, const QString &what)
{
    return error(term.valueAt, term.valueLength, what);
}

/// One of the values between the commas behind a key.
struct Choice
{
    QString text;
    qsizetype at = 0;
    qsizetype length = 0;
};

std::vector<Choice> choicesOf(const QueryTerm &term)
{
    std::vector<Choice> choices;
    qsizetype at = term.valueAt + (term.valueLength > term.value.size() ? 1 : 0);
    for (const QString &text : term.value.split(u',')) {
        if (text.isEmpty())
            choices.push_back({text, term.valueAt, term.valueLength});
        else
            choices.push_back({text, at, text.size()});
        at += text.size() + 1;
    }
    return choices;
}

bool isTypeSign(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c.isSurrogate()
           || QStringView{u"!#$&-^_.+/"}.contains(c);
}

/// An extension or a media type in small letters, without the dots before an extension.
std::optional<QByteArray> typeOf(const QString &text)
{
    const auto *begin = std::find_if(text.begin(), text.end(), [](QChar c) { return c != u'.'; });
    const QString type = text.sliced(begin - text.begin()).toLower();
    const bool isWhole = !type.startsWith(u'/') && !type.endsWith(u'/') && type.count(u'/') <= 1;
    if (type.isEmpty() || !isWhole || !std::all_of(type.begin(), type.end(), isTypeSign))
        return std::nullopt;
    const QByteArray utf8 = type.toUtf8();
    return utf8.size() <= SearchQuery::MaxType ? std::optional{utf8} : std::nullopt;
}

auto noDate(const QueryTerm &term)
{
    return errorAtValue(term,
                        QStringLiteral("\"%1\" is no date: write 2026, 2026-03, 2026-03-01 or "
                                       "2026-03-01T12:30")
                            .arg(term.value));
}

} // namespace

const std::array<QueryBuilder::Key, 9> &QueryBuilder::keys()
{
    static constexpr std::array<Key, 9> Keys{{{u"type", &QueryBuilder::addTypes},
                                              {u"ext", &QueryBuilder::addTypes},
                                              {u"size", &QueryBuilder::addSize},
                                              {u"after", &QueryBuilder::addAfter},
                                              {u"before", &QueryBuilder::addBefore},
                                              {u"date", &QueryBuilder::addDate},
                                              {u"peer", &QueryBuilder::addPeers},
                                              {u"root", &QueryBuilder::addRoot},
                                              {u"re", &QueryBuilder::addPattern}}};
    return Keys;
}

QString QueryBuilder::keyNames()
{
    QStringList names;
    for (const Key &key : keys())
        names.append(key.name.toString() + u':');
    return names.join(u' ');
}

QueryBuilder::Checked QueryBuilder::add(const QueryTerm &term)
{
    if (term.key.isEmpty())
        return addWord(term);
    const auto &all = keys();
    const auto *key = std::find_if(all.begin(), all.end(), [&term](const Key &candidate) {
        return candidate.name == term.key;
    });
    if (key == all.end()) {
        return error(term.valueAt - term.key.size() - 1,
                     term.key.size() + 1,
                     QStringLiteral("\"%1:\" is not known here; there are %2 - put quotes around "
                                    "what is no such word")
                         .arg(term.key, keyNames()));
    }
    if (term.isExcluded)
        return errorAtTerm(term,
                           QStringLiteral("only words and phrases can be left out with \"-\""));
    return (this->*key->add)(term);
}

QueryBuilder::Checked QueryBuilder::addWord(const QueryTerm &term)
{
    auto &words = term.isExcluded ? m_query.excluded : m_query.words;
    words.push_back(term.value.toUtf8());
    return checkWords(term);
}

QueryBuilder::Checked QueryBuilder::addTypes(const QueryTerm &term)
{
    for (const Choice &choice : choicesOf(term)) {
        const auto type = typeOf(choice.text);
        if (!type) {
            return error(choice.at,
                         choice.length,
                         QStringLiteral("\"%1\" is no type: write an extension such as pdf, or a "
                                        "media type such as image or image/png")
                             .arg(choice.text));
        }
        m_query.types.push_back(*type);
        if (m_query.types.size() > SearchQuery::MaxChoices) {
            return error(
                choice.at,
                choice.length,
                QStringLiteral("there are more than %1 types").arg(SearchQuery::MaxChoices));
        }
    }
    return {};
}

QueryBuilder::Checked QueryBuilder::addSize(const QueryTerm &term)
{
    if (std::exchange(m_hasSize, true))
        return errorAtTerm(term, QStringLiteral("the size is given twice; a range is 1M..2G"));
    const auto range = parseSizeRange(term.value);
    if (!range)
        return errorAtValue(term, range.error());
    m_query.minSize = range->min;
    m_query.maxSize = range->max;
    return {};
}

QueryBuilder::Checked QueryBuilder::addAfter(const QueryTerm &term)
{
    if (m_query.after)
        return errorAtTerm(term, QStringLiteral("the first day is given twice"));
    const auto period = parsePeriod(term.value);
    if (!period)
        return noDate(term);
    m_query.after = period->begin;
    return checkTimes(term);
}

QueryBuilder::Checked QueryBuilder::addBefore(const QueryTerm &term)
{
    if (m_query.before)
        return errorAtTerm(term, QStringLiteral("the last day is given twice"));
    const auto period = parsePeriod(term.value);
    if (!period)
        return noDate(term);
    m_query.before = period->begin;
    return checkTimes(term);
}

QueryBuilder::Checked QueryBuilder::addDate(const QueryTerm &term)
{
    if (m_query.after || m_query.before)
        return errorAtTerm(term, QStringLiteral("the date is given twice"));
    const QStringView value{term.value};
    const auto dots = value.indexOf(u"..");
    const QStringView first = dots < 0 ? value : value.first(dots);
    const QStringView last = dots < 0 ? value : value.sliced(dots + 2);
    if (first.isEmpty() && last.isEmpty())
        return errorAtValue(term,
                            QStringLiteral("a range needs a date before or behind the \"..\""));
    const auto begin = first.isEmpty() ? std::nullopt : parsePeriod(first);
    const auto end = last.isEmpty() ? std::nullopt : parsePeriod(last);
    if ((!begin && !first.isEmpty()) || (!end && !last.isEmpty()))
        return noDate(term);
    if (begin)
        m_query.after = begin->begin;
    if (end && hasPeriodText(end->end))
        m_query.before = end->end;
    return checkTimes(term);
}

QueryBuilder::Checked QueryBuilder::checkTimes(const QueryTerm &term) const
{
    if (m_query.after && m_query.before && *m_query.after >= *m_query.before)
        return errorAtTerm(term, QStringLiteral("no time is in this range"));
    return {};
}

QueryBuilder::Checked QueryBuilder::addPeers(const QueryTerm &term)
{
    for (const Choice &choice : choicesOf(term)) {
        const auto peer = HostName::parse(choice.text.toUtf8());
        if (!peer) {
            return error(choice.at,
                         choice.length,
                         QStringLiteral("\"%1\" is no name of a peer").arg(choice.text));
        }
        m_query.peers.push_back(*peer);
        if (m_query.peers.size() > SearchQuery::MaxChoices) {
            return error(
                choice.at,
                choice.length,
                QStringLiteral("there are more than %1 peers").arg(SearchQuery::MaxChoices));
        }
    }
    return {};
}

QueryBuilder::Checked QueryBuilder::addRoot(const QueryTerm &term)
{
    if (m_query.root)
        return errorAtTerm(term, QStringLiteral("the root is given twice"));
    m_query.root = ContentHash::fromHex(term.value.toUtf8());
    if (!m_query.root)
        return errorAtValue(term, QStringLiteral("a root is 64 hexadecimal digits"));
    return {};
}

QueryBuilder::Checked QueryBuilder::addPattern(const QueryTerm &term)
{
    m_query.patterns.push_back(term.value.toUtf8());
    if (m_query.patterns.back().size() > SearchQuery::MaxPattern) {
        return errorAtValue(term,
                            QStringLiteral("a regular expression has at most %1 octets")
                                .arg(SearchQuery::MaxPattern));
    }
    return checkWords(term);
}

QueryBuilder::Checked QueryBuilder::checkWords(const QueryTerm &term) const
{
    const auto count = m_query.words.size() + m_query.excluded.size() + m_query.patterns.size();
    if (count > SearchQuery::MaxWords)
        return errorAtTerm(
            term, QStringLiteral("there are more than %1 words").arg(SearchQuery::MaxWords));
    return {};
}

} // namespace ft
