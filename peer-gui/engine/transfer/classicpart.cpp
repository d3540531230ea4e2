#include "peer-gui/engine/transfer/classicpart.h"

#include "peer-gui/engine/share/mediatypes.h"
#include "peer-gui/engine/share/openedfile.h"

namespace ft::engine {

namespace {

constexpr std::uint64_t ReadStep = 1024 * 1024;

std::span<const char> spanOf(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

/// As records of ours have it: peers of the classic dialect may give an extension.
QByteArray mediaTypeOf(const QByteArray &type)
{
    return type.contains('/') ? type : MediaTypes{}.of(u"file." + QString::fromUtf8(type));
}

Problem diskFailed(const QString &path)
{
    return {ProblemCode::DiskFailed, Operation::Commit, path, {}};
}

/// Under the name and with the time that the file system has it.
Result<SharedFile, Problem> sharedFile(FileRecord record,
                                       const CommittedFile &committed,
                                       hash::ContentIdentity identity)
{
    const auto name = SharedPath::fromString(
        committed.path.sliced(committed.path.lastIndexOf(u'/') + 1));
    if (!name)
        return tl::unexpected(diskFailed(committed.path));
    record.path = *name;
    record.type = mediaTypeOf(record.type);
    record.modified = committed.stamp.modified();
    auto layer = std::make_shared<const std::vector<NodeHash>>(std::move(identity.pieceLayer));
    return SharedFile{
        record, committed.path, committed.stamp, identity.pieceSize, std::move(layer)};
}

} // namespace

ClassicPart::ClassicPart(FileRecord file, QString folder)
    : m_file(std::move(file))
    , m_folder(std::move(folder))
    , m_target(DownloadTarget::of(m_file, m_folder))
    , m_hasher(m_file.size)
{}

Result<void, Problem> ClassicPart::open()
{
    if (m_part)
        return {};
    if (auto ready = m_target.prepareFolder(); !ready)
        return ready;
    auto part = PartFile::open(m_target.partPath(), m_file.size);
    if (!part)
        return tl::unexpected(std::move(part.error()));
    if (!m_fate.own(*part))
        return tl::unexpected(
            Problem{ProblemCode::Canceled, Operation::Download, m_target.partPath(), {}});
    m_part = *std::move(part);
    return {};
}

Result<void, Problem> ClassicPart::append(QByteArrayView bytes)
{
    if (auto opened = open(); !opened)
        return opened;
    m_hasher.add(spanOf(bytes));
    auto written = m_part->write(m_written, bytes);
    m_written += static_cast<std::uint64_t>(bytes.size());
    return written;
}

/// From the beginning on each stretch is read before it is written over.
Result<void, Problem> ClassicPart::insertSpace()
{
    m_hasher = hash::ContentHasher{m_file.size};
    QByteArray stretch(static_cast<qsizetype>(ReadStep) + 1, Qt::Uninitialized);
    stretch[0] = ' ';
    const auto end = m_written;
    for (m_written = 0; m_written < end;) {
        const auto most = static_cast<qint64>(std::min(ReadStep, end - m_written));
        const auto got = m_part->readAt(m_written, stretch.data() + 1, most);
        if (got <= 0)
            return tl::unexpected(diskFailed(m_part->path()));
        if (auto written = append(QByteArrayView{stretch}.first(got)); !written)
            return written;
        stretch[0] = stretch[got];
    }
    return append(QByteArrayView{stretch}.first(1));
}

Result<ArrivedFile, Problem> ClassicPart::commit()
{
    if (auto opened = open(); !opened)
        return tl::unexpected(std::move(opened.error()));
    auto identity = m_hasher.finish();
    FileRecord record = m_file;
    record.root = identity.root;
    record.md5 = identity.md5;
    const auto share = [&](const CommittedFile &committed, bool wasThere) {
        return sharedFile(std::move(record), committed, std::move(identity))
            .map([&](SharedFile file) {
                return ArrivedFile{std::move(file), wasThere};
            });
    };
    if (const auto path = DownloadTarget::of(record, m_folder).existing(record.size)) {
        m_part->discard();
        return share({*path, stampOf(*path).value_or(FileStamp{})}, true);
    }
    const auto moved = commitPart(*m_part, m_target, identity.pieceLayer, record);
    if (!moved.result)
        return tl::unexpected(moved.result.error());
    return share(*moved.result, false);
}

} // namespace ft::engine
