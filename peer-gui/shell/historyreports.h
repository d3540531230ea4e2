#pragma once

#include "common/console/report.h"
#include "peer-gui/engine/history/historyentry.h"

#include <vector>

/// The history as a table for people, as JSON objects and as CSV for programs.
namespace ft::shell {

[[nodiscard]] console::Report reportOf(const std::vector<engine::HistoryEntry> &entries);

/// time (ISO 8601, UTC), direction, kind, name, outcome, transport, bytes, seconds, rate, and what
/// else is known: size, root, md5, count, peer, address, port, reason, detail, path.
[[nodiscard]] QJsonObject objectOf(const engine::HistoryEntry &entry);

/// The names of the columns: those of the objects.
[[nodiscard]] QString csvHeader();
/// By RFC 4180, without the line feed at the end of each line.
[[nodiscard]] QString csvLine(const engine::HistoryEntry &entry);

/// `done`, `failed: no room on the disk`, `refused: not-accepted`; of a search, what was found.
[[nodiscard]] QString outcomeText(const engine::HistoryEntry &entry);

/// What is wrong with the history itself, in one line.
[[nodiscard]] QString wordsFor(const engine::HistoryNotice &notice);

} // namespace ft::shell
