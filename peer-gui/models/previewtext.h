#pragma once

#include "peer-gui/engine/share/folderpreview.h"

#include <QString>

/// What others would see of a folder, in words. Plain text.
namespace ft::models {

/// `1,204 files, 3.1 GB`, or why there is nothing to see; grows while it is looked through.
[[nodiscard]] QString summaryOf(const engine::FolderPreview &preview);
/// What is left out, or could not be looked at; empty when there is nothing to say.
[[nodiscard]] QString remarkOn(const engine::FolderPreview &preview);
/// What one hardly wants to share, with names; empty when there is nothing of the kind.
[[nodiscard]] QString warningOf(const engine::FolderPreview &preview);
/// Whether it holds so much of the machine that it should not be shared by accident: why; else
/// empty.
[[nodiscard]] QString breadthOf(const engine::FolderPreview &preview);

} // namespace ft::models
