#pragma once

#include "common/console/report.h"
#include "common/model/filerecord.h"

#include <vector>

namespace ft::tracker {

/// The files of one peer; `nothing` is said when there are none.
[[nodiscard]] console::Report filesReport(const std::vector<FileRecord> &files,
                                          const QString &nothing);
/// Records of any peers.
[[nodiscard]] console::Report recordsReport(const std::vector<SourceRecord> &records,
                                            const QString &nothing);

} // namespace ft::tracker
