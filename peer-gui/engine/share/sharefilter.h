#pragma once

#include <QByteArray>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace ft::engine {

/// Decides which files and folders below a share folder are left out, and which events of them.
///
/// A value, callable from any thread. A place is the path below the share folder, as on disk.
class ShareFilter final
{
public:
    struct Settings
    {
        /// What is left out, as globMatches() has it: a pattern without `/` stands for a file or
        /// folder of that name anywhere, one with `/` for a place. With a `/` at the end it stands
        /// for folders alone. A folder that is left out is left out with all below it.
        QStringList excluded;
        bool hasDefaults = true; ///< defaultPatterns() too
        bool takesHidden = false; ///< names that begin with a dot
        std::uint64_t maxSize = 0; ///< bytes; 0 for no limit

        bool operator==(const Settings &) const = default;
    };

    /// Rubbish that editors, browsers and file managers leave.
    [[nodiscard]] static QStringList defaultPatterns();

    ShareFilter()
        : ShareFilter(Settings{})
    {}
    explicit ShareFilter(Settings settings);

    [[nodiscard]] const Settings &settings() const { return m_settings; }

    /// What the last component of the place says, and the place as a whole: for a walk that has
    /// come there through folders that are taken. The share folder itself is always taken.
    [[nodiscard]] bool takesFolder(QByteArrayView place) const;
    [[nodiscard]] bool takesFile(QByteArrayView place) const;
    /// What the folders say that hold the place, for one that is met by itself.
    [[nodiscard]] bool takesWayTo(QByteArrayView place) const;

    [[nodiscard]] bool takesSize(std::uint64_t bytes) const
    {
        return m_settings.maxSize == 0 || bytes <= m_settings.maxSize;
    }
    [[nodiscard]] bool takesHidden() const { return m_settings.takesHidden; }

private:
    struct Pattern
    {
        QByteArray text;
        bool isPlace = false;
        bool isForFolders = false;
    };

    void add(const QString &pattern);
    [[nodiscard]] bool isExcluded(QByteArrayView place, bool isFolder) const;

    Settings m_settings;
    std::vector<Pattern> m_patterns;
};

} // namespace ft::engine
