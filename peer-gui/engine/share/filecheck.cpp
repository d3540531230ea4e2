#include "peer-gui/engine/share/filecheck.h"

#include "common/hash/piecehasher.h"
#include "peer-gui/engine/share/openedfile.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

namespace ft::engine {

namespace {

using hash::PieceIndex;
using Verdict = FileCheck::Verdict;

constexpr std::size_t ReadStep = 128 * 1024;

/// Reads one file, piece by piece.
class Reader final
{
public:
    Reader(const SharedFile &file, int descriptor, const CheckPace &pace)
        : m_file(file)
        , m_descriptor(descriptor)
        , m_pace(pace)
        , m_treeWidth(hash::pieceTreeWidth(file.stamp.size, file.pieceSize))
    {}

    /// Whether the piece is as it should be; nothing when the check is to end.
    [[nodiscard]] std::optional<bool> isSound(PieceIndex piece);
    [[nodiscard]] std::uint64_t bytesRead() const { return m_bytesRead; }

private:
    [[nodiscard]] const NodeHash &expected(PieceIndex piece) const;
    [[nodiscard]] qint64 readAt(std::uint64_t offset, std::size_t most);

    const SharedFile &m_file;
    int m_descriptor;
    const CheckPace &m_pace;
    std::uint64_t m_treeWidth;
    hash::PieceHasher m_hasher;
    std::array<char, ReadStep> m_buffer{};
    std::uint64_t m_bytesRead = 0;
};

std::optional<bool> Reader::isSound(PieceIndex piece)
{
    const auto begin = piece.value() * m_file.pieceSize;
    const auto length = hash::pieceLength(m_file.stamp.size, m_file.pieceSize, piece);
    std::uint64_t done = 0;
    bool isReadable = true;
    while (done < length && isReadable) {
        const auto most = static_cast<std::size_t>(
            std::min<std::uint64_t>(ReadStep, length - done));
        if (!m_pace(most))
            return std::nullopt;
        const auto got = readAt(begin + done, most);
        isReadable = got > 0;
        if (isReadable)
            m_hasher.add({m_buffer.data(), static_cast<std::size_t>(got)});
        done += static_cast<std::uint64_t>(std::max<qint64>(got, 0));
    }
    m_bytesRead += done;
    return m_hasher.finish(m_treeWidth) == expected(piece) && isReadable;
}

/// The layer of a file of one piece is its root.
const NodeHash &Reader::expected(PieceIndex piece) const
{
    return (*m_file.pieceLayer)[piece.value()];
}

qint64 Reader::readAt(std::uint64_t offset, std::size_t most)
{
    ssize_t got = -1;
    do {
        got = ::pread(m_descriptor, m_buffer.data(), most, static_cast<off_t>(offset));
    } while (got < 0 && errno == EINTR);
    return got;
}

} // namespace

FileCheck checkFile(const SharedFile &file, const CheckPace &pace)
{
    const auto opened = OpenedFile::open(file.absolutePath);
    if (!opened)
        return {Verdict::Unreadable, {}, 0};
    if (opened->stamp() != file.stamp)
        return {Verdict::Edited, {}, 0};
    const auto forget = [descriptor = opened->descriptor()] {
        ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    };
    forget();
    Reader reader{file, opened->descriptor(), pace};
    FileCheck check;
    const auto count = hash::pieceCount(file.stamp.size, file.pieceSize);
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto isSound = reader.isSound(PieceIndex{i});
        check.bytesRead = reader.bytesRead();
        if (!isSound)
            return {Verdict::Stopped, {}, check.bytesRead};
        if (!*isSound)
            check.damaged.emplace_back(i);
    }
    forget();
    if (!opened->isUnchanged() || stampOf(file.absolutePath) != file.stamp)
        return {Verdict::Edited, {}, check.bytesRead};
    if (!check.damaged.empty())
        check.verdict = Verdict::Damaged;
    return check;
}

} // namespace ft::engine
