#pragma once

#include "peer-gui/engine/snapshots.h"

#include <QString>

namespace ft::models {

/// What a download is doing, or why it does not, as a sentence without its full stop. Plain text.
[[nodiscard]] QString describeState(const engine::TransferSnapshot &transfer);
/// The same in full, with what comes next or what to do about it; one sentence to a line. Plain
/// text.
[[nodiscard]] QString describeFully(const engine::TransferSnapshot &transfer);
[[nodiscard]] QString describeState(const engine::TransferSource &source);
[[nodiscard]] QString describeState(const engine::UploadSnapshot &upload);
/// `Normal`.
[[nodiscard]] QString describePriority(engine::Priority priority);
/// The peer a record comes from: its host name, or its address where it has none.
[[nodiscard]] QString sourceName(const SourceRecord &record);

} // namespace ft::models
