#include "tracker/core/queryservice.h"

#include "common/protocol/limits.h"
#include "common/protocol/listwriter.h"
#include "common/protocol/trackercodec.h"
#include "tracker/core/shownaddress.h"

#include <algorithm>
#include <optional>

namespace ft::tracker {

using namespace protocol;

namespace {

constexpr std::uint32_t UsualPage = 100;

void refuse(QByteArray &out, const QString &why)
{
    constexpr qsizetype Most = limits::MaxText / 4; // code units of at most so many octets each
    append(out, Refused{RefusalCode::BadQuery, why.left(Most).toUtf8(), std::nullopt});
}

} // namespace

QueryService::QueryService(Catalogue &catalogue, std::chrono::nanoseconds work)
    : m_catalogue(catalogue)
    , m_work(static_cast<std::uint64_t>(work.count()))
{}

void QueryService::answer(const Session &session, const Find &find, QByteArray &out) const
{
    SearchPage page{find.limit == 0 ? UsualPage : std::min(find.limit, limits::MaxFoundRecords),
                    std::nullopt,
                    m_work};
    if (!find.after.isEmpty()) {
        page.after = PageMark::parse(find.after);
        if (!page.after)
            return refuse(out, QStringLiteral("\"after\" is not of an answer of this tracker"));
    }
    const auto matcher = QueryMatcher::parse(QString::fromUtf8(find.text));
    if (!matcher)
        return refuse(out, matcher.error());
    // Opened before it is answered: what comes in between is told twice rather than not at all.
    const bool isOpen = find.live != 0 && open(session, find, *matcher);
    ShownAddress shown{session};
    std::optional<ListWriter> list;
    m_catalogue.find(
        *matcher,
        page,
        [&](const SearchOutcome &outcome) {
            append(out,
                   Results{outcome.total,
                           static_cast<std::uint32_t>(outcome.records.size()),
                           outcome.contents,
                           outcome.next ? outcome.next->toToken() : QByteArray{},
                           outcome.isPartial,
                           isOpen ? find.live : 0});
            if (!outcome.records.empty())
                list.emplace(out, "FOUND", ListWriter::Continuation::Plus);
        },
        [&](RecordView &record, const IndexedPeer &peer) {
            shown.applyTo(record, peer);
            list->add(record);
        });
    if (list)
        list->finish();
}

bool QueryService::open(const Session &session, const Find &find, const QueryMatcher &matcher) const
{
    auto own = QueryMatcher::compile(matcher.query());
    return own && m_catalogue.openSearch(session, find.live, *std::move(own));
}

} // namespace ft::tracker
