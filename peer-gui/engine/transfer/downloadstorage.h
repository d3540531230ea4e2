#pragma once

#include "peer-gui/engine/background.h"
#include "peer-gui/engine/transfer/downloadtarget.h"
#include "peer-gui/engine/transfer/knownpieces.h"
#include "peer-gui/engine/transfer/partfile.h"
#include "peer-gui/engine/transfer/partwork.h"
#include "peer-gui/engine/transfer/piecelayout.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>

namespace ft::engine {

/// Decides which pieces of one download are really on the disk: verifies and writes what arrives,
/// finds again what an earlier run left, and gives the finished file its name.
///
/// What is guaranteed: a piece counts only when its bytes were hashed against the layer, and the
/// layer against the root. Of an earlier run, a piece counts without being hashed again only when
/// device, inode, size and modification time of the unfinished file are those recorded by
/// checkpoint(), which were read after an fdatasync(2) that came after the piece was written. Every
/// write, by this program or another, moves the modification time; so after a crash, a power cut or
/// a change by somebody else every piece with data is hashed again before it counts. Whoever writes
/// to the file and sets its time back on purpose deceives himself alone.
///
/// Engine thread only; disk and hashing run in the background. May be deleted at any time: what is
/// on the disk stays, and callbacks that have not come do not come, so that bytes given to write()
/// are freed and not given back. Who wants to open the same file again soon calls close() first.
class DownloadStorage final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DownloadStorage)

public:
    /// What open() found.
    struct Opened
    {
        enum class Kind {
            AlreadyThere, ///< the content is in the folder under `path`; nothing else may be called
            Fresh, ///< no piece is there
            Resumed, ///< the pieces of verified() are there, as an earlier run recorded them; there
                     ///< may be a few more to check()
            ToCheck, ///< there is data of unknown state: check() finds out once there is a layer
        };

        Kind kind = Kind::Fresh;
        QString path; ///< of AlreadyThere
        std::uint64_t bytesOnDisk = 0; ///< of the file's size, that take up space already
    };

    struct Written
    {
        enum class Outcome { Verified, Mismatch, Failed };

        Outcome outcome = Outcome::Failed;
        std::optional<Problem> problem; ///< of Failed
        QByteArray bytes; ///< as given
    };

    template <typename Value>
    using Done = std::function<void(Value)>;

    /// `file` has a root. `known` may be empty. `background` must outlive this.
    DownloadStorage(const FileRecord &file,
                    DownloadTarget target,
                    KnownPieces known,
                    const Background &background);
    ~DownloadStorage() override;

    /// Makes the folder, looks for a file of this content, and opens or creates the unfinished one.
    /// Called once, and first. Problems: FolderUnwritable, PartInUse, DiskFull, DiskFailed;
    /// PieceMismatch for an empty file whose root is not that of nothing.
    void open(Done<Result<Opened, Problem>> done);

    [[nodiscard]] const PieceLayout &layout() const { return m_layout; }
    /// Null until it is known: from the start for files of one piece, or from what was recorded, or
    /// by setLayer(). What is given out has been checked against the root.
    [[nodiscard]] const PieceLayer &layer() const { return m_layer; }
    /// Checks the hashes against the root and takes them if they match. Any layer may be given.
    void setLayer(std::vector<NodeHash> layer, Done<bool> done);

    /// A bit for each piece that is verified and written.
    [[nodiscard]] const QByteArray &verified() const { return m_verified; }
    [[nodiscard]] bool isVerified(PieceIndex piece) const { return hasPiece(m_verified, piece); }
    [[nodiscard]] std::uint32_t verifiedCount() const { return m_verifiedCount; }
    [[nodiscard]] std::uint64_t verifiedBytes() const { return m_verifiedBytes; }
    [[nodiscard]] bool isComplete() const { return m_verifiedCount == m_layout.count(); }
    /// Bytes from the start of the file to the first piece that is not verified.
    [[nodiscard]] std::uint64_t verifiedPrefix() const;

    /// Whether the piece has data of unknown state: not worth being asked for before checked().
    [[nodiscard]] bool isUnchecked(PieceIndex piece) const;
    [[nodiscard]] std::uint32_t uncheckedCount() const { return m_uncheckedCount; }
    /// Hashes every piece that isUnchecked(): pieceFound() for each that is there, checked() at the
    /// end, never before this returns. Needs the layer. Other pieces may be written meanwhile; a
    /// piece being written is not looked at.
    void check();

    /// Verifies a piece and writes it to its place; both in the background, several at a time.
    /// Needs the layer. `bytes` has the length of the piece; the caller counts what is under way.
    void write(PieceIndex piece, QByteArray bytes, Done<Written> done);

    /// Makes what is verified now safe on the disk, and tells what may be recorded of it. Problems:
    /// DiskFull, DiskFailed, and FolderUnwritable when the unfinished file is not there any more.
    void checkpoint(Done<Result<KnownPieces, Problem>> done);

    /// Lets go of the file once everything under way has ended, so that another object may open it;
    /// then tells what checkpoint() would. A file in which nothing is of use is removed. Nothing
    /// else may be called from then on.
    void close(Done<Result<KnownPieces, Problem>> done);

    /// Gives the file its modification time and its final name, never another file's, safe against
    /// a power cut by then. Needs isComplete() and nothing under way. PieceMismatch when another
    /// program wrote to the file meanwhile and some pieces are broken: these are not verified() any
    /// more, everything goes on as before.
    void commit(Done<Result<CommittedFile, Problem>> done);

    /// The finished file as the share takes it over; nothing when its name cannot be shared.
    [[nodiscard]] std::optional<SharedFile> sharedFile(const CommittedFile &committed) const;

    /// Removes the unfinished file, in the background and whatever becomes of this object; also
    /// when open() is not done, and then never is. Nothing else may be called from then on.
    void discard();

    /// The unfinished file for reading what is verified(), also after it has its final name; null
    /// before open() is done.
    [[nodiscard]] std::shared_ptr<const PartFile> part() const { return m_part; }

signals:
    void pieceFound(ft::hash::PieceIndex piece);
    void checked();

private:
    enum class PieceState : std::uint8_t { Missing, Unchecked, Checking, Writing, Verified };
    struct Waiting
    {
        QByteArray bytes;
        Done<Written> done;
    };

    void onFound(Result<FoundContent, Problem> found, const Done<Result<Opened, Problem>> &done);
    [[nodiscard]] Opened::Kind takePieces(const FoundContent &found);
    void checkNext();
    void onPieceChecked(PieceIndex piece, bool isRight);
    void startWrite(PieceIndex piece, Waiting waiting);
    void onPieceWritten(PieceIndex piece, Written written, const Done<Written> &done);
    void startWaiting(PieceIndex piece);
    void setState(PieceIndex piece, PieceState state);
    void closeIfIdle();
    void removeEmpty(const Done<Result<KnownPieces, Problem>> &done);

    FileRecord m_file;
    DownloadTarget m_target;
    KnownPieces m_known;
    const Background &m_background;
    PieceLayout m_layout;
    std::shared_ptr<PartFate> m_fate; ///< what the background is told while it works
    bool m_isOpening = false;
    std::shared_ptr<PartFile> m_part;
    PieceLayer m_layer;
    std::vector<PieceState> m_pieces;
    QByteArray m_verified;
    std::uint32_t m_verifiedCount = 0;
    std::uint64_t m_verifiedBytes = 0;
    std::uint32_t m_uncheckedCount = 0;
    mutable std::uint32_t m_prefix = 0; ///< every piece before it is verified
    bool m_isChecking = false;
    std::uint32_t m_nextToCheck = 0; ///< no piece before it is Unchecked
    std::uint32_t m_checksUnderWay = 0;
    std::uint32_t m_writesUnderWay = 0;
    std::multimap<PieceIndex, Waiting> m_waiting; ///< writes of pieces that are Checking or Writing
    Done<Result<KnownPieces, Problem>> m_closing;
    QTimer m_soon; ///< it is being checked, or closed
};

} // namespace ft::engine
