#pragma once

#include "peer-gui/engine/share/libraryreport.h"
#include "peer-gui/engine/snapshots.h"

#include <QStringList>

#include <vector>

namespace ft::models {

/// What a filter would leave out of the files that are shared now.
struct FilterPreview
{
    static constexpr qsizetype MostExamples = 5;

    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    QStringList examples; ///< paths in the share, in its order

    bool operator==(const FilterPreview &) const = default;
};

/// Takes tenths of a second for 100,000 files. Files outside of the share folders are never left
/// out.
[[nodiscard]] FilterPreview previewOf(const engine::ShareFilter::Settings &filter,
                                      const std::vector<engine::SharedFileInfo> &files,
                                      const std::vector<engine::ShareFolderInfo> &folders);

/// In one or two sentences.
[[nodiscard]] QString describe(const FilterPreview &preview);

/// The pattern that leaves out what lies at one place of a share folder, and nothing else in it.
[[nodiscard]] QString patternFor(const QString &place, bool isFolder);

} // namespace ft::models
