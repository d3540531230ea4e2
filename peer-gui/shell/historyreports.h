#pragma once

#include "common/console/report.h"
#include "peer-gui/engine/history/historyentry.h"

#include <vector>

/// The history as a table for people.
namespace ft::shell {

[[nodiscard]] console::Report reportOf(const std::vector<engine::HistoryEntry> &entries);

/// `done`, `failed: no room on the disk`, `refused: not-accepted`; of a search, what was found.
[[nodiscard]] QString outcomeText(const engine::HistoryEntry &entry);

/// What is wrong with the history itself, in one line.
[[nodiscard]] QString wordsFor(const engine::HistoryNotice &notice);

} // namespace ft::shell
