#pragma once

#include "common/base/strong.h"
#include "peer-gui/engine/tracker/findresults.h"

namespace ft::engine {

/// Which saved search of this peer, from 1; the same in later runs.
using WishId = Strong<struct WishIdTag, std::uint32_t>;

/// A search that is kept until something matches, and after.
struct Wish
{
    WishId id;
    QString text; ///< in the grammar of SearchQuery
    std::uint64_t found = 0; ///< contents told of so far
    std::optional<Problem> problem; ///< why it cannot be answered at the moment

    bool operator==(const Wish &) const = default;
};

/// Something that a wish asks for has appeared.
struct WishMatch
{
    Wish wish;
    std::vector<SourceRecord> records; ///< one of each content not told of before

    bool operator==(const WishMatch &) const = default;
};

} // namespace ft::engine
