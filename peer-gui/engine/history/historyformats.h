#pragma once

#include "peer-gui/engine/history/historyentry.h"

#include <QJsonObject>

/// Entries of the history as programs read them.
namespace ft::engine {

/// time (ISO 8601, UTC), direction, kind, name, outcome, transport, bytes, seconds, rate, and what
/// else is known: size, root, md5, count, peer, address, port, reason, detail, path.
[[nodiscard]] QJsonObject objectOf(const HistoryEntry &entry);

/// The names of the columns: those of the objects.
[[nodiscard]] QString csvHeader();
/// By RFC 4180, without the line feed at the end of each line. A text that a spreadsheet would take
/// for a formula has a `'` before it.
[[nodiscard]] QString csvLine(const HistoryEntry &entry);

} // namespace ft::engine
