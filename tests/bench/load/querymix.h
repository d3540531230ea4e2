#pragma once

#include "common/base/result.h"

#include <QString>

#include <array>
#include <cstdint>

namespace ft::bench {

enum class QueryKind : std::uint8_t {
    Exact, ///< the name of a file
    Substring, ///< five letters of a name, 100 records in the answer
    Missing, ///< a name that nobody has
};

inline constexpr std::array QueryKinds{QueryKind::Exact, QueryKind::Substring, QueryKind::Missing};

/// `exact`, `substring`, `missing`.
[[nodiscard]] QString nameOf(QueryKind kind);

/// How often each kind of query is asked, against the others.
class QueryMix
{
public:
    /// Reads `exact=90,missing=10`: weights, of which one is not zero. The error is for people.
    [[nodiscard]] static Result<QueryMix, QString> parse(const QString &text);

    [[nodiscard]] bool has(QueryKind kind) const { return weight(kind) > 0; }
    /// The kind that a random number draws.
    [[nodiscard]] QueryKind drawn(std::uint64_t bits) const;

private:
    [[nodiscard]] std::uint32_t weight(QueryKind kind) const
    {
        return m_weights[static_cast<std::size_t>(kind)];
    }

    std::array<std::uint32_t, QueryKinds.size()> m_weights{90, 0, 10};
};

} // namespace ft::bench
