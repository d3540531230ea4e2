#include "peer-gui/engine/transfer/download.h"

#include "common/hash/piecehasher.h"
#include "common/protocol/limits.h"
#include "peer-gui/engine/share/openedfile.h"
#include "peer-gui/engine/transfer/diskspace.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>

namespace ft::engine {

namespace {

// Enough to keep a fast network and two hashing threads busy; it bounds the memory of one download.
constexpr std::uint64_t WindowBytes = 16ULL * 1024 * 1024;

std::span<const char> spanOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

Download::Download(TransferId id,
                   std::vector<SourceRecord> sources,
                   const DownloadContext &context,
                   Clock::Instant askedAt)
    : m_id(id)
    , m_sources(std::move(sources))
    , m_context(context)
    , m_layout(file().size)
    , m_target(context.folder, QString::fromUtf8(file().path.name()), *file().root)
    , m_pieces(m_layout.count(), PieceState::Missing)
    , m_rate(context.clock.now())
    , m_askedAt(askedAt)
{}

Download::~Download() = default;

void Download::start()
{
    m_context.background.run(
        this,
        [target = m_target, size = file().size]() -> Result<Prepared, Problem> {
            if (auto ready = target.prepareFolder(); !ready)
                return tl::unexpected(ready.error());
            if (const auto path = target.existing(size))
                return Prepared{*path, nullptr};
            const auto space = diskSpaceAt(target.partPath());
            if (space && size > space->free) {
                return tl::unexpected(
                    Problem{ProblemCode::DiskFull,
                            Operation::Download,
                            target.partPath(),
                            QStringLiteral("%1 bytes missing").arg(size - space->free)});
            }
            auto part = PartFile::open(target.partPath(), size);
            if (!part)
                return tl::unexpected(part.error());
            // What is not committed is removed with its last user.
            const auto discard = [part = *part](PartFile *) {
                part->discard();
            };
            return Prepared{{}, std::shared_ptr<PartFile>{part->get(), discard}};
        },
        [this](Result<Prepared, Problem> prepared) { onPrepared(std::move(prepared)); });
}

void Download::stop()
{
    if (isOver(m_state) || m_state == TransferState::Committing)
        return;
    dropChannel();
    emit stopped();
}

void Download::cancel()
{
    if (isOver(m_state) || m_state == TransferState::Committing)
        return;
    fail({ProblemCode::Canceled, Operation::Download, file().path.toString(), {}});
}

TransferSnapshot Download::snapshot() const
{
    const auto now = m_context.clock.now();
    TransferSnapshot snapshot;
    snapshot.id = m_id;
    snapshot.name = file().path.toString();
    snapshot.state = m_state;
    snapshot.record = m_sources[m_sourceIndex];
    snapshot.size = file().size;
    snapshot.verified = m_bytesWritten;
    snapshot.elapsed = isOver(m_state)
                           ? m_elapsed
                           : std::chrono::floor<std::chrono::milliseconds>(now - m_askedAt);
    if (m_state == TransferState::Transferring) {
        snapshot.rate = m_rate.bytesPerSecond(now);
        if (snapshot.rate > 0)
            snapshot.eta = std::chrono::seconds{(file().size - m_bytesWritten) / snapshot.rate};
    }
    snapshot.path = m_path;
    snapshot.wasThere = m_wasThere;
    snapshot.problem = m_problem;
    return snapshot;
}

void Download::onPrepared(Result<Prepared, Problem> prepared)
{
    if (isOver(m_state))
        return;
    if (!prepared)
        return fail(prepared.error());
    if (!prepared->existingPath.isEmpty()) {
        m_path = prepared->existingPath;
        m_wasThere = true;
        m_bytesWritten = file().size;
        return end(TransferState::Done);
    }
    m_part = std::move(prepared->part);
    if (m_pieces.empty())
        return commitEmpty();
    m_layer.resize(m_pieces.size());
    if (m_pieces.size() == 1) {
        m_layer.front() = NodeHash{file().root->bytes()};
        m_isLayerVerified = true;
    }
    connectNextSource();
}

/// There is nothing to ask for; but the root must be that of nothing.
void Download::commitEmpty()
{
    if (hash::layerMatches({}, m_layout.pieceSize(), 0, *file().root))
        return commit();
    fail({ProblemCode::PieceMismatch,
          Operation::Download,
          sourceAddress(),
          QStringLiteral("not the root of an empty file")});
}

void Download::connectNextSource()
{
    m_state = TransferState::Connecting;
    const SourceRecord &source = m_sources[m_sourceIndex];
    m_channel = std::make_unique<SourceChannel>(m_context.dial(source.endpoint),
                                                source,
                                                m_context.channel);
    connect(m_channel.get(), &SourceChannel::hashesReceived, this, &Download::takeHashes);
    connect(m_channel.get(), &SourceChannel::pieceReceived, this, &Download::takePiece);
    connect(m_channel.get(), &SourceChannel::failed, this, &Download::onSourceFailed);
    if (m_isLayerVerified)
        requestPieces();
    else
        requestHashes();
}

void Download::requestHashes()
{
    m_hashesReceived = 0;
    const std::uint64_t count = m_layer.size();
    for (std::uint64_t first = 0; first < count; first += protocol::limits::MaxHashes) {
        const auto length = std::min<std::uint64_t>(protocol::limits::MaxHashes, count - first);
        m_channel->requestHashes({*file().root, m_layout.pieceSize(), {first, length}});
    }
}

void Download::takeHashes(const protocol::ByteRange &range, const QByteArray &bytes)
{
    for (std::uint64_t i = 0; i < range.length; ++i) {
        NodeHash::Bytes hash{};
        std::copy_n(bytes.constData() + i * NodeHash::ByteCount,
                    NodeHash::ByteCount,
                    reinterpret_cast<char *>(
                        hash.data())); // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
        m_layer[range.offset + i] = NodeHash{hash};
    }
    m_hashesReceived += static_cast<std::uint32_t>(range.length);
    if (m_hashesReceived < m_layer.size())
        return;
    m_context.background.run(
        this,
        [layer = m_layer, layout = m_layout, root = *file().root] {
            return hash::layerMatches(layer, layout.pieceSize(), layout.fileSize(), root);
        },
        [this, attempt = m_sourceIndex](bool matches) {
            if (attempt == m_sourceIndex && m_state == TransferState::Connecting)
                onLayerChecked(matches);
        });
}

void Download::onLayerChecked(bool matches)
{
    if (!matches) {
        return onSourceFailed({ProblemCode::PieceMismatch,
                               Operation::Download,
                               sourceAddress(),
                               QStringLiteral("wrong hashes")});
    }
    m_isLayerVerified = true;
    requestPieces();
}

void Download::requestPieces()
{
    m_state = TransferState::Transferring;
    while (m_nextPiece < m_pieces.size()) {
        if (m_pieces[m_nextPiece] != PieceState::Missing) {
            ++m_nextPiece;
            continue;
        }
        const PieceIndex piece{m_nextPiece};
        const auto range = m_layout.rangeOf(piece);
        if (m_bytesInFlight > 0 && m_bytesInFlight + range.length > WindowBytes)
            return;
        m_pieces[m_nextPiece] = PieceState::Requested;
        m_bytesInFlight += range.length;
        ++m_nextPiece;
        m_channel->requestPiece(piece, range);
    }
}

void Download::takePiece(PieceIndex piece, const QByteArray &bytes)
{
    m_pieces[piece.value()] = PieceState::Verifying;
    const auto width = hash::pieceTreeWidth(m_layout.fileSize(), m_layout.pieceSize());
    m_context.background.run(
        this,
        [bytes,
         width,
         part = m_part,
         expected = m_layer[piece.value()],
         offset = m_layout.rangeOf(piece).offset,
         source = sourceAddress()]() -> Result<void, Problem> {
            if (hash::PieceHasher::hashPiece(spanOf(bytes), width) != expected)
                return tl::unexpected(
                    Problem{ProblemCode::PieceMismatch, Operation::Download, source, {}});
            return part->write(offset, bytes);
        },
        [this, piece, attempt = m_sourceIndex](const Result<void, Problem> &written) {
            if (!isOver(m_state))
                onPieceWritten(piece, attempt, written);
        });
}

void Download::onPieceWritten(PieceIndex piece,
                              std::size_t attempt,
                              const Result<void, Problem> &written)
{
    const auto length = m_layout.rangeOf(piece).length;
    m_bytesInFlight -= length;
    if (written) {
        m_pieces[piece.value()] = PieceState::Written;
        m_bytesWritten += length;
        ++m_piecesWritten;
        m_rate.add(length, m_context.clock.now());
        return goOn();
    }
    if (written.error().code != ProblemCode::PieceMismatch)
        return fail(written.error());
    m_pieces[piece.value()] = PieceState::Missing;
    m_nextPiece = std::min(m_nextPiece, piece.value());
    // The one who sent it may be gone already, and another in its place.
    if (attempt == m_sourceIndex)
        onSourceFailed(written.error());
    else
        goOn();
}

void Download::onSourceFailed(const Problem &problem)
{
    dropChannel();
    m_sourceProblem = problem;
    for (std::uint32_t i = 0; i < m_pieces.size(); ++i) {
        if (m_pieces[i] != PieceState::Requested)
            continue;
        m_pieces[i] = PieceState::Missing;
        m_bytesInFlight -= m_layout.rangeOf(PieceIndex{i}).length;
    }
    m_nextPiece = 0;
    goOn();
}

void Download::goOn()
{
    if (m_piecesWritten == m_pieces.size())
        return commit();
    if (m_channel) {
        if (m_state == TransferState::Transferring)
            requestPieces();
        return;
    }
    // The last source may have gone right after its last byte: what came may be all there is.
    const bool isAnyMissing = std::find(m_pieces.begin(), m_pieces.end(), PieceState::Missing)
                              != m_pieces.end();
    if (!isAnyMissing)
        return;
    if (m_sourceIndex + 1 == m_sources.size())
        return fail(*m_sourceProblem);
    ++m_sourceIndex;
    connectNextSource();
}

void Download::commit()
{
    m_state = TransferState::Committing;
    dropChannel();
    m_context.background.run(
        this,
        [target = m_target,
         part = m_part,
         modified = file().modified]() -> Result<Committed, Problem> {
            if (auto safe = part->complete(modified); !safe)
                return tl::unexpected(safe.error());
            auto path = target.moveIntoPlace();
            if (!path)
                return tl::unexpected(path.error());
            const auto stamp = stampOf(*path);
            if (!stamp)
                return tl::unexpected(
                    Problem{ProblemCode::DiskFailed,
                            Operation::Commit,
                            *path,
                            QStringLiteral("the finished file is not there any more")});
            return Committed{*path, *stamp};
        },
        [this](const Result<Committed, Problem> &committed) { onCommitted(committed); });
}

void Download::onCommitted(const Result<Committed, Problem> &committed)
{
    if (!committed)
        return fail(committed.error());
    m_path = committed->path;
    m_bytesWritten = file().size;
    const auto name = SharedPath::fromString(m_path.sliced(m_path.lastIndexOf(u'/') + 1));
    if (name) {
        FileRecord record = file();
        record.path = *name;
        // As the file system took it.
        record.modified = committed->stamp.modified();
        // The source's word for it: only the root has been checked.
        record.md5.reset();
        m_result = SharedFile{record,
                              m_path,
                              committed->stamp,
                              m_layout.pieceSize(),
                              std::make_shared<const std::vector<NodeHash>>(std::move(m_layer))};
    }
    end(TransferState::Done);
}

void Download::dropChannel()
{
    if (!m_channel)
        return;
    // Deleted later: the channel may be the one that called.
    m_channel->disconnect(this);
    m_channel.release()->deleteLater();
}

void Download::fail(const Problem &problem)
{
    m_problem = problem;
    dropChannel();
    // Removed where the disk may be waited for.
    if (m_part)
        m_context.background.run(
            this, [part = std::exchange(m_part, nullptr)] { return true; }, [](bool) {});
    end(problem.code == ProblemCode::Canceled ? TransferState::Canceled : TransferState::Failed);
}

QString Download::sourceAddress() const
{
    return m_sources[m_sourceIndex].endpoint.toString();
}

void Download::end(TransferState state)
{
    m_state = state;
    m_elapsed = std::chrono::floor<std::chrono::milliseconds>(m_context.clock.now() - m_askedAt);
    if (m_result)
        emit finished(*m_result);
    emit over();
}

} // namespace ft::engine
