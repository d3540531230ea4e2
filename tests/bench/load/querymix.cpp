#include "tests/bench/load/querymix.h"

#include <QStringList>

#include <algorithm>
#include <numeric>

namespace ft::bench {

namespace {

constexpr std::uint32_t MaxWeight = 1'000'000;

const QueryKind *kindOf(const QString &name)
{
    const auto *found = std::find_if(QueryKinds.begin(), QueryKinds.end(), [&](QueryKind kind) {
        return nameOf(kind) == name;
    });
    return found == QueryKinds.end() ? nullptr : found;
}

} // namespace

QString nameOf(QueryKind kind)
{
    switch (kind) {
    case QueryKind::Exact:
        return QStringLiteral("exact");
    case QueryKind::Substring:
        return QStringLiteral("substring");
    case QueryKind::Missing:
        break;
    }
    return QStringLiteral("missing");
}

Result<QueryMix, QString> QueryMix::parse(const QString &text)
{
    QueryMix mix;
    mix.m_weights.fill(0);
    for (const QString &part : text.split(u',')) {
        const auto equals = part.indexOf(u'=');
        const QueryKind *kind = kindOf(part.left(equals));
        bool isNumber = false;
        const auto weight = part.mid(equals + 1).toUInt(&isNumber);
        if (equals < 0 || kind == nullptr || !isNumber || weight > MaxWeight)
            return tl::unexpected(
                QStringLiteral("\"%1\" is not exact=N, substring=N or missing=N").arg(part));
        mix.m_weights[static_cast<std::size_t>(*kind)] = weight;
    }
    if (std::all_of(mix.m_weights.begin(), mix.m_weights.end(), [](auto w) { return w == 0; }))
        return tl::unexpected(QStringLiteral("nothing is asked for in \"%1\"").arg(text));
    return mix;
}

QueryKind QueryMix::drawn(std::uint64_t bits) const
{
    auto place = bits % std::accumulate(m_weights.begin(), m_weights.end(), std::uint64_t{0});
    for (const QueryKind kind : QueryKinds) {
        if (place < weight(kind))
            return kind;
        place -= weight(kind);
    }
    return QueryKind::Exact;
}

} // namespace ft::bench
