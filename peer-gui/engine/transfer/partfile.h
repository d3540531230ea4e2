#pragma once

#include "common/base/result.h"
#include "common/protocol/fields.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/share/sharedfile.h"

#include <QByteArrayView>
#include <QString>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace ft::engine {

/// The unfinished file of one download, open and locked: verified pieces are written to their
/// places until it is complete.
///
/// Every function blocks on the disk unless it says otherwise: worker threads only. All may be
/// called in several threads at once; writes at once are of different ranges. The file stays on
/// the disk when the object goes, unless discard() has removed it.
class PartFile final
{
public:
    /// Opens the file, or creates it, and gives it its length; what is in it stays. Problems:
    /// PartInUse when another PartFile, of any process, has it; FolderUnwritable, DiskFull,
    /// DiskFailed.
    [[nodiscard]] static Result<std::shared_ptr<PartFile>, Problem> open(const QString &path,
                                                                         std::uint64_t size);
    ~PartFile();
    Q_DISABLE_COPY_MOVE(PartFile)

    /// The stamp the file had before open() touched it; nothing when it was not there. Never
    /// blocks.
    [[nodiscard]] const std::optional<FileStamp> &foundStamp() const { return m_foundStamp; }

    /// Where there is data, in order; the rest are holes that were never written. Everything, on
    /// a file system that does not tell.
    [[nodiscard]] std::vector<protocol::ByteRange> dataExtents() const;
    /// Bytes that the file takes up on the disk, of its size at most.
    [[nodiscard]] std::uint64_t bytesOnDisk() const;

    [[nodiscard]] Result<void, Problem> write(std::uint64_t offset, QByteArrayView bytes);

    /// Reads up to `most` bytes; the number read, 0 at the end, -1 when the disk fails.
    [[nodiscard]] qint64 readAt(std::uint64_t offset, char *to, qint64 most) const;

    /// Waits until everything written before this call survives a power cut, and gives the stamp of
    /// then. FolderUnwritable when the path does not name the file any more. A stamp that no file
    /// has when somebody else has written to it.
    [[nodiscard]] Result<FileStamp, Problem> sync();

    /// Makes sure that the whole file survives a power cut, and gives it its modification time.
    [[nodiscard]] Result<void, Problem> complete(std::chrono::sys_seconds modified);

    /// Whether nobody but write() has written to the file since it was opened, as far as its
    /// modification time tells, which other writes at the same instant hide.
    [[nodiscard]] bool isUnchanged() const;
    /// Takes the file as it is now for ours, and gives it its length again. Before its content is
    /// verified again.
    void acceptChanges();

    /// Whether the path still names this file.
    [[nodiscard]] bool isStillThere() const;
    /// Whether another path names this file.
    [[nodiscard]] bool isAt(const QString &path) const;

    /// Gives up the lock and every further write; reading goes on. Waits for writes under way.
    void release();
    /// Removes the file if the path still names it, and release()s it.
    void discard();

    [[nodiscard]] const QString &path() const { return m_path; }

private:
    PartFile(int descriptor, QString path, std::uint64_t size)
        : m_descriptor(descriptor)
        , m_path(std::move(path))
        , m_size(size)
    {}
    [[nodiscard]] Result<void, Problem> prepare();
    [[nodiscard]] bool beginWrite();
    void endWrite();
    void noteChanges() const;
    [[nodiscard]] Problem problem(int error) const;

    const int m_descriptor;
    const QString m_path;
    const std::uint64_t m_size;
    std::optional<FileStamp> m_foundStamp;

    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_wakeup; ///< no write is under way any more
    int m_writes = 0; ///< under way
    bool m_isReleased = false;
    std::optional<FileStamp> m_ownStamp; ///< after the last write of ours
    mutable bool m_isUnchanged = true;
};

} // namespace ft::engine
