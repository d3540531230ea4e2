#pragma once

#include "common/base/result.h"
#include "peer-gui/engine/share/sharenotice.h"

#include <QString>

#include <optional>
#include <set>
#include <vector>

namespace ft::engine {

/// Which share folders the user has taken out of the share for the time being, kept across runs in
/// `folders.json` of the state folder.
///
/// For one thread; a small file, read and written whole in it. Without a state folder nothing is
/// kept.
class FolderSwitches final
{
public:
    explicit FolderSwitches(const QString &stateFolder);

    /// Takes up what earlier runs left. A file that cannot be read counts as empty, and is replaced
    /// by the next change.
    void load();

    [[nodiscard]] bool isOn(const QString &folder) const { return !m_off.contains(folder); }
    /// The notice is SwitchesUnwritable: it holds for this run only.
    [[nodiscard]] Result<void, ShareNotice> set(const QString &folder, bool isOn);

    /// Those of the folders that are on.
    [[nodiscard]] std::vector<QString> shared(const std::vector<QString> &folders) const;

private:
    [[nodiscard]] Result<void, ShareNotice> save() const;

    QString m_filePath; ///< empty for nowhere
    std::set<QString> m_off;
};

} // namespace ft::engine
