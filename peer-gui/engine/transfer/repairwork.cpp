#include "peer-gui/engine/transfer/repairwork.h"

#include "peer-gui/engine/share/openedfile.h"
#include "peer-gui/engine/share/partsuffix.h"
#include "peer-gui/engine/transfer/diskproblem.h"
#include "peer-gui/engine/transfer/downloadtarget.h"
#include "peer-gui/engine/transfer/partfile.h"
#include "peer-gui/engine/transfer/piecelayout.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ft::engine {

namespace {

constexpr std::size_t CopyStep = 1024 * 1024;

Problem problemOf(int error, const QString &path)
{
    return diskProblem(error, Operation::Repair, path);
}

Problem changed(const DamagedFile &damaged)
{
    return {ProblemCode::SourceChanged,
            Operation::Repair,
            damaged.file.absolutePath,
            QStringLiteral("it was written to after it was checked")};
}

Result<void, Problem> copyRange(int from,
                                PartFile &to,
                                const protocol::ByteRange &range,
                                std::vector<char> &buffer)
{
    std::uint64_t done = 0;
    while (done < range.length) {
        const auto most = static_cast<std::size_t>(
            std::min<std::uint64_t>(buffer.size(), range.length - done));
        const auto offset = range.offset + done;
        const auto got = ::pread(from, buffer.data(), most, static_cast<off_t>(offset));
        // What cannot be read any more is fetched like what is damaged.
        if (got <= 0)
            return {};
        auto written = to.write(offset, QByteArrayView{buffer.data(), got});
        if (!written)
            return written;
        done += static_cast<std::uint64_t>(got);
    }
    return {};
}

/// Gives the copy what its owner gave to the file; what the system does not allow is left.
void takeAfter(const OpenedFile &copy, const OpenedFile &original)
{
    struct stat status = {};
    if (::fstat(original.descriptor(), &status) != 0)
        return;
    if (::fchown(copy.descriptor(), status.st_uid, status.st_gid) == 0 || errno == EPERM)
        (void)::fchmod(copy.descriptor(), status.st_mode);
    const std::array times{status.st_atim, status.st_mtim};
    (void)::futimens(copy.descriptor(), times.data());
    (void)::fsync(copy.descriptor());
}

} // namespace

RepairCopy repairCopyOf(const DamagedFile &damaged)
{
    constexpr int RootDigits = 16;
    const QByteArray name = ".repair-" + damaged.file.record.root->hex().first(RootDigits)
                            + PartSuffix.toByteArray();
    RepairCopy copy{damaged.file.record, QFileInfo{damaged.file.absolutePath}.path()};
    copy.record.path = SharedPath::parse(name).value();
    copy.record.isPartial = false;
    return copy;
}

Result<void, Problem> copySoundPieces(const DamagedFile &damaged)
{
    const auto original = OpenedFile::open(damaged.file.absolutePath);
    if (!original || original->stamp() != damaged.file.stamp)
        return tl::unexpected(changed(damaged));
    const auto copy = repairCopyOf(damaged);
    const DownloadTarget target{copy.folder,
                                QString::fromUtf8(copy.record.path.name()),
                                *copy.record.root};
    const auto part = PartFile::open(target.partPath(), damaged.file.stamp.size);
    if (!part)
        return tl::unexpected(part.error());
    const PieceLayout layout{damaged.file.stamp.size};
    std::vector<char> buffer(CopyStep);
    for (std::uint32_t i = 0; i < layout.count(); ++i) {
        const PieceIndex piece{i};
        if (std::binary_search(damaged.pieces.begin(), damaged.pieces.end(), piece))
            continue;
        auto copied = copyRange(original->descriptor(), **part, layout.rangeOf(piece), buffer);
        if (!copied)
            return copied;
    }
    return {};
}

Result<FileStamp, Problem> putInPlace(const DamagedFile &damaged, const QString &copy)
{
    const QString &path = damaged.file.absolutePath;
    {
        const auto original = OpenedFile::open(path);
        const auto repaired = OpenedFile::open(copy);
        if (!original || original->stamp() != damaged.file.stamp)
            return tl::unexpected(changed(damaged));
        if (!repaired)
            return tl::unexpected(problemOf(repaired.error().systemError, copy));
        takeAfter(*repaired, *original);
    }
    const QByteArray from = QFile::encodeName(copy);
    if (::rename(from.constData(), QFile::encodeName(path).constData()) != 0)
        return tl::unexpected(problemOf(errno, path));
    syncFolder(QFileInfo{path}.path());
    const auto stamp = stampOf(path);
    if (!stamp)
        return tl::unexpected(problemOf(stamp.error().systemError, path));
    return *stamp;
}

} // namespace ft::engine
