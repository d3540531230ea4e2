#pragma once

#include "common/hash/contenthasher.h"
#include "peer-gui/engine/transfer/partwork.h"

namespace ft::engine {

/// A file that has arrived whole, with the root that its bytes have.
struct ArrivedFile
{
    SharedFile file;
    bool wasThere = false; ///< the very same content was in the folder before, and is the only one
};

/// The unfinished file of a download that arrives from its beginning to its end, hashed on the way.
///
/// Blocks on the disk: worker threads only, one call at a time, but for discard(). What an earlier
/// run left of it is written over.
class ClassicPart final
{
public:
    /// `file` has no root; `folder` is an absolute path.
    ClassicPart(FileRecord file, QString folder);
    ~ClassicPart() = default;
    Q_DISABLE_COPY_MOVE(ClassicPart)

    /// The next bytes. Makes the folder and the file when there are none. Problems: PartInUse,
    /// FolderUnwritable, DiskFull, DiskFailed.
    [[nodiscard]] Result<void, Problem> append(QByteArrayView bytes);
    /// A space before all that was appended.
    [[nodiscard]] Result<void, Problem> insertSpace();
    /// Gives the file its modification time and its final name, never another file's, safe against
    /// a power cut by then. The file's size must have been appended.
    [[nodiscard]] Result<ArrivedFile, Problem> commit();

    /// Removes the file, now or when it comes to be. Any thread, at any time.
    void discard() { m_fate.discard(); }

private:
    [[nodiscard]] Result<void, Problem> open();

    FileRecord m_file;
    QString m_folder;
    DownloadTarget m_target;
    PartFate m_fate;
    std::shared_ptr<PartFile> m_part;
    hash::ContentHasher m_hasher;
    std::uint64_t m_written = 0; ///< bytes
};

} // namespace ft::engine
