#include "peer-gui/models/searchtext.h"

#include "common/model/queryterms.h"

#include <QCoreApplication>
#include <QLocale>

namespace ft::models {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ft::models::SearchText)
};

QString number(std::uint64_t value)
{
    return QLocale{}.toString(static_cast<qulonglong>(value));
}

QString contentsText(std::uint64_t contents)
{
    return contents == 1 ? Words::tr("1 file") : Words::tr("%1 files").arg(number(contents));
}

QString recordsText(std::uint64_t records)
{
    return records == 1 ? Words::tr("1 record") : Words::tr("%1 records").arg(number(records));
}

QString hereText(const SearchCount &count)
{
    const QString records = recordsText(count.records);
    if (count.shown != count.contents)
        return Words::tr("%1 of %2, %3", "shown, of all files, records")
            .arg(number(count.shown), contentsText(count.contents), records);
    return Words::tr("%1, %2", "files, records").arg(contentsText(count.contents), records);
}

bool isType(const QueryTerm &term)
{
    return !term.isExcluded && (term.key == u"type" || term.key == u"ext");
}

} // namespace

QString describe(const SearchCount &count)
{
    QString text = hereText(count);
    if (count.isPartial)
        text = Words::tr("%1, of at least %2: the search was too broad to be finished")
                   .arg(text, number(count.total));
    else if (count.total > count.records)
        text = Words::tr("%1, of %2 in all", "files and records, of so many records")
                   .arg(text, number(count.total));
    if (count.isExactOnly)
        text = Words::tr("%1; this tracker finds exact names only").arg(text);
    return count.isComing ? Words::tr("%1 – more is coming…").arg(text) : text;
}

QString typesOf(const QString &query)
{
    const auto terms = splitQuery(query);
    if (!terms)
        return {};
    for (const QueryTerm &term : *terms) {
        if (isType(term))
            return term.value;
    }
    return {};
}

QString withTypes(const QString &query, const QString &types)
{
    QString rest = query;
    if (const auto terms = splitQuery(query)) {
        for (auto term = terms->rbegin(); term != terms->rend(); ++term) {
            if (isType(*term))
                rest.remove(term->at, term->length);
        }
    }
    rest = rest.trimmed();
    if (types.isEmpty())
        return rest;
    const QString term = QStringLiteral("type:") % types;
    return rest.isEmpty() ? term : rest % u' ' % term;
}

} // namespace ft::models
