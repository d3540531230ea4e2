#include "peer-gui/engine/transfer/partwork.h"

#include "common/hash/piecehasher.h"
#include "peer-gui/engine/share/openedfile.h"

#include <QFile>

#include <algorithm>
#include <array>

namespace ft::engine {

namespace {

constexpr std::size_t ReadStep = 128 * 1024;

std::span<const char> spanOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

std::uint64_t treeWidth(const PieceLayout &layout)
{
    return hash::pieceTreeWidth(layout.fileSize(), layout.pieceSize());
}

/// The layer as it is known without anybody's help; null when it is not, or is not the file's.
PieceLayer layerOf(const KnownPieces &known, const PieceLayout &layout, const ContentHash &root)
{
    if (layout.count() == 0)
        return std::make_shared<const std::vector<NodeHash>>();
    if (layout.count() == 1)
        return std::make_shared<const std::vector<NodeHash>>(1, NodeHash{root.bytes()});
    return known.layer && isLayerOf(root, layout, *known.layer) ? known.layer : nullptr;
}

Problem problemWith(ProblemCode code, Operation during, const QString &path, const QString &detail)
{
    return {code, during, path, detail};
}

} // namespace

void PartFate::discard()
{
    const std::lock_guard lock{m_mutex};
    m_isDiscarded = true;
    if (m_part)
        m_part->discard();
}

bool PartFate::own(const std::shared_ptr<PartFile> &part)
{
    const std::lock_guard lock{m_mutex};
    m_part = part;
    if (m_isDiscarded)
        part->discard();
    return !m_isDiscarded;
}

bool isRight(const QByteArray &bytes, const PieceLayout &layout, const NodeHash &expected)
{
    return hash::PieceHasher::hashPiece(spanOf(bytes), treeWidth(layout)) == expected;
}

bool isRightOnDisk(const PartFile &part,
                   const PieceLayout &layout,
                   PieceIndex piece,
                   const NodeHash &expected)
{
    const auto range = layout.rangeOf(piece);
    std::array<char, ReadStep> buffer; // NOLINT(*-member-init): readAt() fills what is used
    hash::PieceHasher hasher;
    while (hasher.bytes() < range.length) {
        const auto most = std::min<std::uint64_t>(ReadStep, range.length - hasher.bytes());
        const auto got = part.readAt(range.offset + hasher.bytes(),
                                     buffer.data(),
                                     static_cast<qint64>(most));
        if (got <= 0)
            return false;
        hasher.add({buffer.data(), static_cast<std::size_t>(got)});
    }
    return hasher.finish(treeWidth(layout)) == expected;
}

bool isLayerOf(const ContentHash &root, const PieceLayout &layout, std::span<const NodeHash> layer)
{
    return hash::layerMatches(layer, layout.pieceSize(), layout.fileSize(), root);
}

void discardUnfinished(const FileRecord &file, const QString &folder)
{
    if (const auto part = PartFile::open(DownloadTarget::of(file, folder).partPath(), file.size))
        (*part)->discard();
}

Result<FoundContent, Problem> findContent(const FileRecord &file,
                                          const DownloadTarget &target,
                                          const KnownPieces &known,
                                          PartFate &fate)
{
    const PieceLayout layout{file.size};
    if (layout.count() == 0 && !isLayerOf(*file.root, layout, {})) {
        return tl::unexpected(problemWith(ProblemCode::PieceMismatch,
                                          Operation::Download,
                                          file.path.toString(),
                                          QStringLiteral("not the root of an empty file")));
    }
    if (auto ready = target.prepareFolder(); !ready)
        return tl::unexpected(ready.error());
    FoundContent found;
    if (const auto path = target.existing(file.size, fate.isAbandoned)) {
        found.path = *path;
        return found;
    }
    auto part = PartFile::open(target.partPath(), file.size);
    if (!part)
        return tl::unexpected(part.error());
    found.part = *std::move(part);
    if (!fate.own(found.part)) {
        return tl::unexpected(
            problemWith(ProblemCode::Canceled, Operation::Download, target.partPath(), {}));
    }
    found.layer = layerOf(known, layout, *file.root);
    found.isAsRecorded = found.layer && found.part->foundStamp() == known.stamp
                         && known.verified.size() == emptyBitfield(layout.count()).size();
    found.extents = found.part->dataExtents();
    found.bytesOnDisk = found.part->bytesOnDisk();
    return found;
}

CommitOutcome commitPart(PartFile &part,
                         const DownloadTarget &target,
                         const std::vector<NodeHash> &layer,
                         const FileRecord &file)
{
    const auto failed = [](const Problem &problem) {
        return CommitOutcome{tl::unexpected(problem), {}};
    };
    const PieceLayout layout{file.size};
    if (!part.isUnchanged()) {
        part.acceptChanges();
        std::vector<PieceIndex> broken;
        for (std::uint32_t i = 0; i < layout.count(); ++i) {
            if (!isRightOnDisk(part, layout, PieceIndex{i}, layer[i]))
                broken.emplace_back(i);
        }
        if (!broken.empty()) {
            const auto what = QStringLiteral("another program wrote to the unfinished file");
            auto commit = failed(
                problemWith(ProblemCode::PieceMismatch, Operation::Commit, part.path(), what));
            commit.broken = std::move(broken);
            return commit;
        }
    }
    if (auto safe = part.complete(file.modified); !safe)
        return failed(safe.error());
    const auto gone = QStringLiteral("the unfinished file was removed or replaced");
    if (!part.isStillThere())
        return failed(
            problemWith(ProblemCode::FolderUnwritable, Operation::Commit, part.path(), gone));
    const auto path = target.moveIntoPlace();
    if (!path)
        return failed(path.error());
    const auto stamp = stampOf(*path);
    if (!stamp || !part.isAt(*path)) {
        // Not ours: another file took its place at the last moment, and gets its own name back.
        QFile::rename(*path, part.path());
        return failed(problemWith(ProblemCode::DiskFailed, Operation::Commit, part.path(), gone));
    }
    return {CommittedFile{*path, *stamp}, {}};
}

} // namespace ft::engine
