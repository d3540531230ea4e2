#pragma once

#include "peer-gui/engine/share/privatefiles.h"
#include "peer-gui/engine/share/sharefilter.h"

#include <QStringList>

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

namespace ft::engine {

/// A file or folder that would be shared and hardly should.
struct PrivatePlace
{
    QString place; ///< below the folder that was looked through
    PrivateKind kind = PrivateKind::Keys;

    bool operator==(const PrivatePlace &) const = default;
};

/// What others would see of a folder if it were shared, as far as it has been looked through.
struct FolderPreview
{
    static constexpr std::uint64_t MostFiles = 2'000'000; ///< looked at
    static constexpr qsizetype MostNames = 12;
    static constexpr std::size_t MostPrivate = 50;
    static constexpr qsizetype MostPatterns = 200;

    enum class State {
        Looking,
        Done,
        TooMany, ///< given up at MostFiles
        Missing,
        NotAFolder,
        Unreadable,
    };
    /// How much of the machine it holds.
    enum class Breadth { Ordinary, Home, WholeDisk };

    QString folder;
    State state = State::Looking;
    Breadth breadth = Breadth::Ordinary;
    std::uint64_t files = 0; ///< that others would see
    std::uint64_t bytes = 0;
    std::uint64_t hidden = 0; ///< files and folders left out for a dot in front of their names
    std::uint64_t unreadable = 0; ///< folders in it that cannot be listed
    QStringList names; ///< of the first files, as others would see them
    std::vector<PrivatePlace> privatePlaces; ///< the first of them
    std::uint64_t privateCount = 0; ///< all of them
    QStringList privatePatterns; ///< leave them all out, and their like

    [[nodiscard]] bool isOver() const { return state != State::Looking; }

    bool operator==(const FolderPreview &) const = default;
};

/// Looks through a folder as the share would, without reading or remembering any file. Symlinks are
/// not followed.
///
/// Blocks on the disk: for a thread of its own.
class FolderSurvey final
{
public:
    using Hear = std::function<void(const FolderPreview &)>;

    /// `home` is the user's home folder; both paths are absolute.
    FolderSurvey(const QString &folder, const ShareFilter &filter, const QString &home);

    /// Calls `hear` now and then, and once with what is over, unless it is stopped before.
    void run(const std::atomic<bool> &stop, const Hear &hear);

private:
    struct Open
    {
        QByteArray absolutePath;
        QByteArray place;
    };

    [[nodiscard]] bool list(const Open &folder, const std::atomic<bool> &stop, const Hear &hear);
    void visit(const Open &folder, int descriptor, const char *name);
    void visitFolder(const QByteArray &absolutePath, const QByteArray &place);
    void visitFile(const QByteArray &place, std::uint64_t size);
    void notePrivate(const QByteArray &place, bool isFolder);
    void tell(const Hear &hear);

    QByteArray m_root;
    ShareFilter m_filter;
    FolderPreview m_preview;
    std::vector<Open> m_level; ///< folders of one depth, to be listed now
    std::vector<Open> m_nextLevel;
    std::chrono::steady_clock::time_point m_toldAt;
};

} // namespace ft::engine
