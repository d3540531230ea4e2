#pragma once

#include <QtGlobal>

#include <vector>

namespace ft::engine {

/// Divides `amount` among demands so that the smallest share is as large as can be (max-min fair):
/// nobody gets more than it demands, and what one leaves goes to the others.
///
/// Where that would give less than `crumb` each, those in front get a crumb (or their smaller
/// demand) and the rest nothing, this time.
[[nodiscard]] std::vector<qint64> fairShare(qint64 amount,
                                            const std::vector<qint64> &demands,
                                            qint64 crumb);

} // namespace ft::engine
