#include "common/model/foldedtext.h"
#include "common/model/searchquery.h"
#include "common/model/text.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/wireproperties.h"

namespace ft::fuzz {

namespace {

void checkFault(const QString &text, const QueryError &error)
{
    require(error.at >= 0 && error.length >= 0, "the place of a fault is in the query");
    require(error.at + error.length <= text.size(), "a fault ends with the query");
    require(error.length > 0 || text.isEmpty(), "something is at fault");
    require(!error.what.isEmpty(), "a fault is explained");
}

QByteArray folded(QByteArrayView text, Accents accents)
{
    QByteArray out;
    appendFolded(out, text, accents);
    return out;
}

} // namespace

void checkSearchQuery(QByteArrayView bytes)
{
    const QString text = QString::fromUtf8(bytes);
    const auto query = parseSearchQuery(text);
    if (!query)
        return checkFault(text, query.error());
    require(*query != SearchQuery{}, "a query asks for something");
    const auto count = query->words.size() + query->excluded.size() + query->patterns.size();
    require(count <= SearchQuery::MaxWords, "the words of a query are bounded");
    const QString written = toText(*query);
    require(written.toUtf8().size() <= SearchQuery::MaxText, "a written query is bounded");
    require(!hasControl(written.toUtf8()), "a written query is safe to print");
    const auto again = parseSearchQuery(written);
    require(again.has_value(), "a written query can be read");
    require(*again == *query, "a written query is the same");
    require(toText(*again) == written, "writing a query is stable");
}

void checkFolding(QByteArrayView bytes)
{
    const QByteArray kept = folded(bytes, Accents::Keep);
    const QByteArray dropped = folded(bytes, Accents::Drop);
    require(QByteArrayView{kept}.isValidUtf8() == bytes.isValidUtf8(), "folding keeps UTF-8");
    require(folded(kept, Accents::Keep) == kept, "folding is stable");
    require(folded(dropped, Accents::Drop) == dropped, "dropping accents is stable");
    require(folded(kept, Accents::Drop) == dropped, "accents can be dropped later");
}

} // namespace ft::fuzz
