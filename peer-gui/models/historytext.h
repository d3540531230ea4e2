#pragma once

#include "peer-gui/engine/history/historyentry.h"

#include <QLocale>
#include <QString>

/// Entries of the history in the words of the window. Plain text, harmless to show.
namespace ft::models {

/// `Download`, `Upload`, `Search`.
[[nodiscard]] QString describeKind(engine::RequestDirection direction, engine::RequestKind kind);
/// What was asked for: a path, the text of a search; words of its own for a whole share.
[[nodiscard]] QString describeSubject(const engine::HistoryEntry &entry);
/// The other end by its host name, or by its address where it has none.
[[nodiscard]] QString describePeer(const engine::HistoryEntry &entry);
/// `10.0.0.7:40112`, or without the port where none is known; may be empty.
[[nodiscard]] QString describeAddress(const engine::HistoryEntry &entry);
/// `0.5 s`, `12 s`, `2 min 05 s`.
[[nodiscard]] QString describeDuration(std::chrono::milliseconds duration,
                                       const QLocale &locale = {});
/// `Done`, `Failed`.
[[nodiscard]] QString describeOutcome(engine::RequestOutcome outcome);
/// `Done: 12 found`, `Failed: no room on the disk`, `Refused: the peer is not accepted (3 times)`.
[[nodiscard]] QString describeOutcome(const engine::HistoryEntry &entry);

/// `1 entry`, `2,310 entries`.
[[nodiscard]] QString formatEntryCount(std::uint64_t entries, const QLocale &locale = {});

/// What is wrong with the history itself, in a sentence or two.
[[nodiscard]] QString describe(const engine::HistoryNotice &notice);

} // namespace ft::models
