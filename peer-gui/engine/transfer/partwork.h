#pragma once

#include "peer-gui/engine/transfer/downloadtarget.h"
#include "peer-gui/engine/transfer/knownpieces.h"
#include "peer-gui/engine/transfer/partfile.h"
#include "peer-gui/engine/transfer/piecelayout.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

/// What DownloadStorage has done in the background. Everything here blocks on the disk or hashes:
/// worker threads only.
namespace ft::engine {

/// Whether work on one unfinished file is still wanted, and the file itself: where the engine
/// thread and the background agree on it.
class PartFate final
{
public:
    PartFate() = default;
    ~PartFate() = default;
    Q_DISABLE_COPY_MOVE(PartFate)

    /// Nobody waits for results any more: long work may end early. Any thread.
    std::atomic<bool> isAbandoned = false;

    /// Removes the file, now or when it gets an owner.
    void discard();

    /// Holds the file open for as long as there is a fate. False when it was to be discarded, and
    /// is gone.
    [[nodiscard]] bool own(const std::shared_ptr<PartFile> &part);

private:
    std::mutex m_mutex;
    bool m_isDiscarded = false;
    std::shared_ptr<PartFile> m_part;
};

/// A finished file under its final name.
struct CommittedFile
{
    QString path;
    FileStamp stamp;
};

/// What there is of a content before it is downloaded.
struct FoundContent
{
    QString path; ///< of the content, when it is there already; then nothing else is set
    std::shared_ptr<PartFile> part;
    PieceLayer layer; ///< as recorded, when it leads to the root
    bool isAsRecorded = false; ///< the recorded pieces are there
    std::vector<protocol::ByteRange> extents; ///< of data in the part
    std::uint64_t bytesOnDisk = 0;
};

/// Removes what there is of a file that no DownloadStorage has open; not if another program has.
void discardUnfinished(const FileRecord &file, const QString &folder);

/// Makes the folder, looks for the content, and opens the unfinished file.
[[nodiscard]] Result<FoundContent, Problem> findContent(const FileRecord &file,
                                                        const DownloadTarget &target,
                                                        const KnownPieces &known,
                                                        PartFate &fate);

[[nodiscard]] bool isLayerOf(const ContentHash &root,
                             const PieceLayout &layout,
                             std::span<const NodeHash> layer);

/// Whether the bytes are those of a piece with this hash.
[[nodiscard]] bool isRight(const QByteArray &bytes,
                           const PieceLayout &layout,
                           const NodeHash &expected);
[[nodiscard]] bool isRightOnDisk(const PartFile &part,
                                 const PieceLayout &layout,
                                 PieceIndex piece,
                                 const NodeHash &expected);

struct CommitOutcome
{
    Result<CommittedFile, Problem> result;
    std::vector<PieceIndex> broken; ///< found to be wrong, when the result is PieceMismatch
};

/// Gives a file whose pieces have all been verified its time and its final name. Verifies them
/// once more when another program wrote to it.
[[nodiscard]] CommitOutcome commitPart(PartFile &part,
                                       const DownloadTarget &target,
                                       const std::vector<NodeHash> &layer,
                                       const FileRecord &file);

} // namespace ft::engine
