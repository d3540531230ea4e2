#pragma once

#include <QString>

#include <cstdint>

namespace ft::models {

/// What a search has found, in numbers.
struct SearchCount
{
    std::uint64_t contents = 0; ///< that are here
    std::uint64_t records = 0; ///< that are here
    std::uint64_t shown = 0; ///< contents that the filter lets through
    std::uint64_t total = 0; ///< records that match, here or not
    bool isPartial = false; ///< there may be more than `total`
    bool isExactOnly = false; ///< the tracker knows exact names only
    bool isComing = false; ///< more of it is under way

    bool operator==(const SearchCount &) const = default;
};

/// A line below the results. Plain text.
[[nodiscard]] QString describe(const SearchCount &count);

/// The types that a query asks for, `image` of `sunset type:image`; empty for none, or when the
/// text is no query.
[[nodiscard]] QString typesOf(const QString &query);
/// The query with these types in place of its own; with none when `types` is empty.
[[nodiscard]] QString withTypes(const QString &query, const QString &types);

} // namespace ft::models
