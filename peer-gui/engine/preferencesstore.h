#pragma once

#include "peer-gui/engine/preferences.h"
#include "peer-gui/engine/problem.h"

namespace ft::engine {

/// Keeps what was chosen in the window between runs, in a file of the state folder.
///
/// Blocks on the disk.
class PreferencesStore final
{
public:
    struct Loaded
    {
        Preferences preferences;
        std::optional<Problem> problem; ///< it was damaged, or cannot be read
    };

    /// Without a state folder nothing is kept.
    explicit PreferencesStore(const QString &stateFolder);

    /// A damaged file is set aside, and nothing is chosen.
    [[nodiscard]] Loaded load() const;
    /// All of it or, after a power cut, what was there before.
    [[nodiscard]] Result<void, Problem> save(const Preferences &preferences) const;

private:
    [[nodiscard]] QString setAside() const;

    QString m_path;
};

} // namespace ft::engine
