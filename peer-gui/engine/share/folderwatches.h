#pragma once

#include "peer-gui/engine/share/sharedfile.h"

#include <QByteArray>
#include <QtGlobal>

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

struct inotify_event;

namespace ft::engine {

/// Something that happened in a watched folder, or to a watched file.
struct FolderEvent
{
    enum class Kind {
        Written, ///< bytes of a file were written: it is not what it was
        Touched, ///< a file was closed after writing, or got other attributes
        Arrived, ///< a file or folder was made, or came whole
        Gone, ///< a file or folder was removed or moved away
        SelfGone, ///< a watched folder itself was removed, moved or unmounted
        Lost, ///< events were lost: anything may have happened anywhere; no path
    };

    Kind kind = Kind::Touched;
    QByteArray path; ///< absolute, as on disk; of a watched file, a name it had
    std::optional<FileId> file; ///< which file, when it is watched itself

    bool operator==(const FolderEvent &) const = default;
};

/// The inotify watches of the folders and files that are shared, on one descriptor.
///
/// Watches are added by any thread, events are read by one. A watch stays with its folder when that
/// is renamed: what is known below a folder that was moved away is forgotten, and to be added again
/// where it arrives.
class FolderWatches final
{
public:
    enum class Added {
        Watched,
        Exhausted, ///< the user's limit of watches or the memory for them is used up
        Impossible, ///< there is no inotify, or not for this folder
    };

    /// isOpen() tells whether it worked.
    FolderWatches();
    ~FolderWatches();
    Q_DISABLE_COPY_MOVE(FolderWatches)

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    /// Becomes readable with the next event.
    [[nodiscard]] int descriptor() const { return m_descriptor; }

    /// What happens in the folder is told from now on; what was there before is to be read after.
    [[nodiscard]] Added addFolder(const QByteArray &absolutePath);
    /// What happens to the file is told, whatever name it is done by.
    [[nodiscard]] Added addFile(const QByteArray &absolutePath, const FileId &file);

    /// Watches that are not added again until endSweep() end there.
    void beginSweep();
    void endSweep();

    /// Everything that has happened until now, in order. Does not wait.
    [[nodiscard]] std::vector<FolderEvent> read();

    [[nodiscard]] std::size_t count() const;

private:
    struct Watch
    {
        QByteArray path;
        std::optional<FileId> file; ///< nothing for a folder
        std::uint64_t sweep = 0; ///< m_sweep when it was added last
    };

    [[nodiscard]] Added add(const QByteArray &absolutePath,
                            std::uint32_t mask,
                            const std::optional<FileId> &file);
    void translate(const inotify_event &event, QByteArray name, std::vector<FolderEvent> &events);
    static void translateInside(std::uint32_t mask,
                                const QByteArray &path,
                                std::vector<FolderEvent> &events);
    static void translateSelf(std::uint32_t mask,
                              const Watch &watch,
                              std::vector<FolderEvent> &events);
    void forget(int id);
    void end(int id);
    void endBelow(const QByteArray &folder);

    int m_descriptor;
    mutable std::mutex m_mutex; ///< guards what follows, and that it agrees with the kernel
    std::unordered_map<int, Watch> m_watches; ///< by the kernel's number
    std::map<QByteArray, int> m_numbers; ///< by path
    std::uint64_t m_sweep = 0;
};

} // namespace ft::engine
