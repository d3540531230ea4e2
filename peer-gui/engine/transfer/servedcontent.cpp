#include "peer-gui/engine/transfer/servedcontent.h"

#include "common/hash/merkle.h"
#include "common/protocol/limits.h"

namespace ft::engine {

// The bitfield of every content that is served here is one that the wire can carry.
static_assert(hash::MaxPieces == protocol::limits::MaxPieces);

namespace {

/// The bits as they are but for their number; the missing ones are `filling`.
QByteArray fitted(QByteArray bits, std::uint32_t count, char filling)
{
    const auto had = bits.size();
    bits.resize(qsizetype{count / 8} + (count % 8 > 0 ? 1 : 0));
    for (auto i = had; i < bits.size(); ++i)
        bits[i] = filling;
    if (count % 8 > 0)
        bits.back() = static_cast<char>(bits.back() & 0xff00 >> count % 8);
    return bits;
}

} // namespace

bool ServedContent::has(const protocol::ByteRange &range) const
{
    const auto last = (range.offset + range.length - 1) / pieceSize;
    for (auto piece = range.offset / pieceSize; piece <= last; ++piece) {
        const auto byte = static_cast<qsizetype>(piece / 8);
        if (byte >= bitfield.size() || (bitfield[byte] & 0x80 >> piece % 8) == 0)
            return false;
    }
    return true;
}

ServedContent contentOf(const SharedFile &file)
{
    const auto count = hash::pieceCount(file.record.size, file.pieceSize);
    return {file.record.size, file.pieceSize, fitted({}, count, '\xff'), file.pieceLayer};
}

ServedContent contentOf(const PartialFile &file)
{
    const auto count = hash::pieceCount(file.record.size, file.pieceSize);
    return {file.record.size, file.pieceSize, fitted(file.bitfield, count, '\0'), file.pieceLayer};
}

std::optional<ServedContent> findContent(const ShareCatalog &catalog,
                                         const PartialShare *partials,
                                         const ContentHash &root)
{
    if (const auto file = catalog.findByRoot(root))
        return contentOf(*file);
    const auto partial = partials ? partials->find(root) : std::nullopt;
    return partial ? std::optional{contentOf(*partial)} : std::nullopt;
}

} // namespace ft::engine
