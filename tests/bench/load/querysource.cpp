#include "tests/bench/load/querysource.h"

#include "common/model/foldedtext.h"
#include "tests/bench/load/randomness.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <random>

namespace ft::bench {

namespace {

constexpr std::string_view MissingSuffix = ".missing";

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool hasLettersAt(std::string_view name, std::size_t offset)
{
    const auto letters = name.substr(offset, QuerySource::Letters);
    return letters.size() == QuerySource::Letters
           && std::all_of(letters.begin(), letters.end(), isLetter);
}

/// Where letters stand together, the first place from a random one on; nothing when nowhere.
std::optional<std::uint8_t> placeOfLetters(std::string_view name, std::uint64_t bits)
{
    for (std::size_t i = 0; i < name.size(); ++i) {
        const std::size_t offset = (bits + i) % name.size();
        if (hasLettersAt(name, offset))
            return static_cast<std::uint8_t>(offset);
    }
    return std::nullopt;
}

QByteArray folded(std::string_view text)
{
    QByteArray out;
    appendFolded(out, {text.data(), static_cast<qsizetype>(text.size())}, Accents::Drop);
    return out;
}

} // namespace

QuerySource::QuerySource(const NameTable &names, const QueryMix &mix)
    : m_names(names)
    , m_mix(mix)
    , m_order(names.size())
{
    std::iota(m_order.begin(), m_order.end(), 0U);
    // Two runs must ask the same; this is no secret.
    std::shuffle(m_order.begin(), m_order.end(), std::mt19937{1}); // NOLINT(cert-msc51-cpp)
}

Query QuerySource::next()
{
    const std::uint64_t bits = mixed(++m_dealt);
    Query query{m_mix.drawn(bits), 0, 0};
    while (true) {
        if (m_next == m_order.size())
            m_next = 0;
        query.number = m_order[m_next++];
        if (query.kind != QueryKind::Substring)
            return query;
        if (const auto place = placeOfLetters(nameOf(query), bits >> 32U)) {
            query.offset = *place;
            return query;
        }
    }
}

std::string_view QuerySource::textOf(const Query &query)
{
    const std::string_view name = nameOf(query);
    if (query.kind == QueryKind::Exact)
        return name;
    if (query.kind == QueryKind::Substring)
        return name.substr(query.offset, Letters);
    m_missing.assign(name).append(MissingSuffix);
    return m_missing;
}

bool QuerySource::isAnswer(const Query &query, std::string_view path) const
{
    if (query.kind == QueryKind::Exact)
        return path == m_names.path(query.number);
    return query.kind == QueryKind::Substring
           && folded(path).contains(folded(nameOf(query).substr(query.offset, Letters)));
}

} // namespace ft::bench
