#include "peer-gui/engine/transfer/downloadstorage.h"

#include <QPointer>

#include <algorithm>

namespace ft::engine {

namespace {

/// Keeps a few hashing threads busy, and leaves turns to what other downloads write.
constexpr std::uint32_t MostChecks = 4;

} // namespace

DownloadStorage::DownloadStorage(const FileRecord &file,
                                 DownloadTarget target,
                                 KnownPieces known,
                                 const Background &background)
    : m_file(file)
    , m_target(std::move(target))
    , m_known(std::move(known))
    , m_background(background)
    , m_layout(file.size)
    , m_fate(std::make_shared<PartFate>())
    , m_pieces(m_layout.count(), PieceState::Missing)
    , m_verified(emptyBitfield(m_layout.count()))
{
    Q_ASSERT(file.root);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_closing)
            closeIfIdle();
        else
            checkNext();
    });
}

DownloadStorage::~DownloadStorage()
{
    m_fate->isAbandoned = true;
}

void DownloadStorage::open(Done<Result<Opened, Problem>> done)
{
    m_isOpening = true;
    m_background.run(
        this,
        [file = m_file, target = m_target, known = m_known, fate = m_fate] {
            return findContent(file, target, known, *fate);
        },
        [this, done = std::move(done)](Result<FoundContent, Problem> found) {
            onFound(std::move(found), done);
        });
}

void DownloadStorage::onFound(Result<FoundContent, Problem> found,
                              const Done<Result<Opened, Problem>> &done)
{
    m_isOpening = false;
    Opened opened;
    if (found && found->part) {
        m_part = found->part;
        m_layer = found->layer;
        opened = {takePieces(*found), {}, found->bytesOnDisk};
    } else if (found) {
        opened = {Opened::Kind::AlreadyThere, found->path, m_file.size};
    }
    if (m_closing)
        return closeIfIdle();
    if (!found)
        return done(tl::unexpected(found.error()));
    done(opened);
}

DownloadStorage::Opened::Kind DownloadStorage::takePieces(const FoundContent &found)
{
    for (std::uint32_t i = 0; found.isAsRecorded && i < m_layout.count(); ++i) {
        if (hasPiece(m_known.verified, PieceIndex{i}))
            setState(PieceIndex{i}, PieceState::Verified);
    }
    for (const auto &extent : found.extents) {
        const auto first = extent.offset / m_layout.pieceSize();
        const auto last = (extent.offset + extent.length - 1) / m_layout.pieceSize();
        for (auto i = first; i <= last; ++i) {
            if (m_pieces[i] == PieceState::Missing)
                setState(PieceIndex{static_cast<std::uint32_t>(i)}, PieceState::Unchecked);
        }
    }
    if (m_verifiedCount > 0)
        return Opened::Kind::Resumed;
    return m_uncheckedCount > 0 ? Opened::Kind::ToCheck : Opened::Kind::Fresh;
}

void DownloadStorage::setLayer(std::vector<NodeHash> layer, Done<bool> done)
{
    m_background.run(
        this,
        [layer = std::make_shared<const std::vector<NodeHash>>(std::move(layer)),
         layout = m_layout,
         root = *m_file.root]() -> PieceLayer {
            return isLayerOf(root, layout, *layer) ? layer : nullptr;
        },
        [this, done = std::move(done)](PieceLayer right) {
            const bool isTaken = right != nullptr;
            if (isTaken && !m_layer)
                m_layer = std::move(right);
            done(isTaken);
        });
}

std::uint64_t DownloadStorage::verifiedPrefix() const
{
    while (m_prefix < m_pieces.size() && m_pieces[m_prefix] == PieceState::Verified)
        ++m_prefix;
    return std::min(m_layout.fileSize(), m_prefix * m_layout.pieceSize());
}

bool DownloadStorage::isUnchecked(PieceIndex piece) const
{
    const auto state = m_pieces[piece.value()];
    return state == PieceState::Unchecked || state == PieceState::Checking;
}

void DownloadStorage::setState(PieceIndex piece, PieceState state)
{
    const bool wasVerified = isVerified(piece);
    const bool wasUnchecked = isUnchecked(piece);
    m_pieces[piece.value()] = state;
    m_uncheckedCount = m_uncheckedCount - (wasUnchecked ? 1U : 0U) + (isUnchecked(piece) ? 1U : 0U);
    const bool isNowVerified = state == PieceState::Verified;
    if (wasVerified == isNowVerified)
        return;
    setPiece(m_verified, piece, isNowVerified);
    const auto length = m_layout.rangeOf(piece).length;
    m_verifiedCount = isNowVerified ? m_verifiedCount + 1 : m_verifiedCount - 1;
    m_verifiedBytes = isNowVerified ? m_verifiedBytes + length : m_verifiedBytes - length;
    if (!isNowVerified)
        m_prefix = std::min(m_prefix, piece.value());
}

void DownloadStorage::check()
{
    Q_ASSERT(m_layer && m_part);
    m_isChecking = true;
    m_nextToCheck = 0;
    // Not at once: whoever called need not expect checked() yet.
    m_soon.start(std::chrono::milliseconds{0});
}

void DownloadStorage::checkNext()
{
    if (!m_isChecking || m_closing)
        return;
    while (m_checksUnderWay < MostChecks && m_nextToCheck < m_pieces.size()) {
        const PieceIndex piece{m_nextToCheck++};
        if (m_pieces[piece.value()] != PieceState::Unchecked)
            continue;
        setState(piece, PieceState::Checking);
        ++m_checksUnderWay;
        m_background.run(
            this,
            [part = m_part, layer = m_layer, layout = m_layout, piece, fate = m_fate] {
                return !fate->isAbandoned
                       && isRightOnDisk(*part, layout, piece, (*layer)[piece.value()]);
            },
            [this, piece](bool isRight) { onPieceChecked(piece, isRight); });
    }
    if (m_checksUnderWay > 0)
        return;
    m_isChecking = false;
    emit checked();
}

void DownloadStorage::onPieceChecked(PieceIndex piece, bool isRight)
{
    --m_checksUnderWay;
    // A check that was given up says nothing.
    const auto otherwise = m_closing ? PieceState::Unchecked : PieceState::Missing;
    setState(piece, isRight ? PieceState::Verified : otherwise);
    const QPointer<DownloadStorage> self{this};
    if (isRight)
        emit pieceFound(piece);
    if (!self)
        return;
    startWaiting(piece);
    closeIfIdle();
    checkNext();
}

void DownloadStorage::write(PieceIndex piece, QByteArray bytes, Done<Written> done)
{
    Q_ASSERT(m_layer && m_part && !m_closing);
    Waiting waiting{std::move(bytes), std::move(done)};
    const auto state = m_pieces[piece.value()];
    if (state == PieceState::Checking || state == PieceState::Writing)
        m_waiting.emplace(piece, std::move(waiting));
    else
        startWrite(piece, std::move(waiting));
}

void DownloadStorage::startWrite(PieceIndex piece, Waiting waiting)
{
    // A piece that is there already is only compared, so that whoever sent it is judged.
    const bool isThere = isVerified(piece);
    if (!isThere)
        setState(piece, PieceState::Writing);
    ++m_writesUnderWay;
    m_background.run(
        this,
        [part = isThere ? nullptr : m_part,
         layout = m_layout,
         piece,
         expected = (*m_layer)[piece.value()],
         // Handed on, not shared: whoever gets the bytes back uses them again without a copy.
         bytes = std::make_shared<QByteArray>(std::move(waiting.bytes))] {
            Written written{Written::Outcome::Verified, std::nullopt, std::move(*bytes)};
            if (!isRight(written.bytes, layout, expected)) {
                written.outcome = Written::Outcome::Mismatch;
            } else if (part) {
                if (auto done = part->write(layout.rangeOf(piece).offset, written.bytes); !done) {
                    written.outcome = Written::Outcome::Failed;
                    written.problem = done.error();
                }
            }
            return written;
        },
        [this, piece, done = std::move(waiting.done)](Written written) {
            onPieceWritten(piece, std::move(written), done);
        });
}

void DownloadStorage::onPieceWritten(PieceIndex piece, Written written, const Done<Written> &done)
{
    --m_writesUnderWay;
    if (!isVerified(piece)) {
        setState(piece,
                 written.outcome == Written::Outcome::Verified ? PieceState::Verified
                                                               : PieceState::Missing);
    }
    startWaiting(piece);
    closeIfIdle();
    done(std::move(written));
}

void DownloadStorage::startWaiting(PieceIndex piece)
{
    const auto next = m_waiting.find(piece);
    if (next == m_waiting.end())
        return;
    Waiting waiting = std::move(next->second);
    m_waiting.erase(next);
    startWrite(piece, std::move(waiting));
}

void DownloadStorage::checkpoint(Done<Result<KnownPieces, Problem>> done)
{
    Q_ASSERT(m_part);
    m_background.run(
        this,
        // The pieces are counted before the data is synced, and the stamp is taken after it.
        [part = m_part, layer = m_layer, verified = m_verified] {
            return part->sync().map([&](const FileStamp &stamp) {
                return KnownPieces{layer, verified, stamp};
            });
        },
        std::move(done));
}

void DownloadStorage::close(Done<Result<KnownPieces, Problem>> done)
{
    m_closing = std::move(done);
    m_isChecking = false;
    m_fate->isAbandoned = true;
    // Not at once: whoever called need not expect the answer yet.
    m_soon.start(std::chrono::milliseconds{0});
}

void DownloadStorage::closeIfIdle()
{
    const bool isIdle = !m_isOpening && m_checksUnderWay == 0 && m_writesUnderWay == 0;
    if (!m_closing || !isIdle)
        return;
    const auto done = std::exchange(m_closing, nullptr);
    if (!m_part)
        return done(m_known);
    if (m_verifiedCount == 0 && m_uncheckedCount == 0)
        return removeEmpty(done);
    checkpoint([this, done](Result<KnownPieces, Problem> known) {
        m_background.run(
            this,
            [part = m_part] {
                part->release();
                return true;
            },
            [done, known = std::move(known)](bool) { done(known); });
    });
}

void DownloadStorage::removeEmpty(const Done<Result<KnownPieces, Problem>> &done)
{
    m_background.run(
        this,
        [part = m_part] {
            part->discard();
            return true;
        },
        [this, done](bool) {
            done(KnownPieces{m_layer, m_verified, {}});
        });
}

void DownloadStorage::commit(Done<Result<CommittedFile, Problem>> done)
{
    Q_ASSERT(m_part && m_layer && isComplete());
    m_background.run(
        this,
        [part = m_part, target = m_target, layer = m_layer, file = m_file] {
            return commitPart(*part, target, *layer, file);
        },
        [this, done = std::move(done)](const CommitOutcome &commit) {
            for (const PieceIndex piece : commit.broken)
                setState(piece, PieceState::Missing);
            done(commit.result);
        });
}

std::optional<SharedFile> DownloadStorage::sharedFile(const CommittedFile &committed) const
{
    const auto name = SharedPath::fromString(
        committed.path.sliced(committed.path.lastIndexOf(u'/') + 1));
    if (!name)
        return std::nullopt;
    FileRecord record = m_file;
    record.path = *name;
    record.isPartial = false;
    // As the file system took it.
    record.modified = committed.stamp.modified();
    // The source's word for it: only the root has been checked.
    record.md5.reset();
    return SharedFile{record, committed.path, committed.stamp, m_layout.pieceSize(), m_layer};
}

void DownloadStorage::discard()
{
    m_fate->isAbandoned = true;
    m_isChecking = false;
    m_background.run(
        this,
        [fate = m_fate] {
            fate->discard();
            return true;
        },
        [](bool) {});
}

} // namespace ft::engine
