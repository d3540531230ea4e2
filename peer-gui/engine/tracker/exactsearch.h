#pragma once

#include "common/model/searchquery.h"
#include "peer-gui/engine/tracker/findresults.h"

#include <optional>

/// Searching at a tracker that knows exact names only.
namespace ft::engine {

/// The name that a query of nothing but words stands for.
[[nodiscard]] std::optional<QByteArray> exactNameOf(const SearchQuery &query);

/// What such a tracker found, as the answer to a search.
[[nodiscard]] FindResults exactResults(std::vector<SourceRecord> records);

} // namespace ft::engine
