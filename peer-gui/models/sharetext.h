#pragma once

#include "peer-gui/engine/share/libraryreport.h"
#include "peer-gui/engine/sharedamage.h"
#include "peer-gui/engine/snapshots.h"

#include <QString>

namespace ft::models {

/// How a file of the share stands, in a word or two.
[[nodiscard]] QString formatState(const engine::SharedFileInfo &file);
/// What that means: a sentence.
[[nodiscard]] QString explainState(const engine::SharedFileInfo &file);

/// How a share folder stands, in a word or two; empty when there is nothing to remark.
[[nodiscard]] QString formatState(engine::ShareFolderInfo::State state);
/// What that means, and how changes in it are found: sentences.
[[nodiscard]] QString explainState(engine::ShareFolderInfo::State state);

/// `1,204 files, 311 GB`.
[[nodiscard]] QString formatFiles(std::uint64_t files, std::uint64_t bytes);

/// How far hashing is: `Computing checksums: 1.2 GB of 40 GB, 340 MB/s, 2 min 05 s left`.
[[nodiscard]] QString formatHashing(const engine::ShareSummary &share);

/// What a check of everything, or of one file, has come to. One line.
[[nodiscard]] QString describe(const engine::CheckNews &news);
/// A file that is whole again. One line.
[[nodiscard]] QString describe(const engine::RepairReport &report);

} // namespace ft::models
