#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/share/publishedstore.h"

#include <map>
#include <optional>

namespace ft::engine {

/// The published files, and when their list is written to disk.
///
/// For one thread. Without a state folder it keeps them in memory only.
class PublishedList final
{
public:
    PublishedList(const QString &stateFolder, const Clock &clock);

    /// Takes up what earlier runs left. The notice is of damage.
    [[nodiscard]] std::optional<ShareNotice> load();

    [[nodiscard]] const std::map<SharedPath, PublishedFile> &files() const { return m_files; }
    [[nodiscard]] bool contains(const SharedPath &path) const { return m_files.contains(path); }
    /// Adds it, or replaces what has the path.
    void put(PublishedFile file);
    /// False when there is no such file.
    bool remove(const SharedPath &path);

    /// True when there is something that save() would write.
    [[nodiscard]] bool isUnsaved() const { return m_isUnsaved; }

    enum class When {
        Now,
        Sparingly, ///< at most once a second, and never more than a twentieth of the time
    };
    /// Writes the list when it changed. The notice is of a failure, which is not repeated for the
    /// same change.
    [[nodiscard]] std::optional<ShareNotice> save(When when);

private:
    const Clock &m_clock;
    std::optional<PublishedStore> m_store;
    std::map<SharedPath, PublishedFile> m_files;
    Clock::Instant m_notBefore;
    bool m_isUnsaved = false;
};

} // namespace ft::engine
