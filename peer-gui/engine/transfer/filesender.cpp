#include "peer-gui/engine/transfer/filesender.h"

#include <algorithm>

namespace ft::engine {

namespace {

/// The bytes there are, fewer than wanted when the file ends before, cannot be read or has changed.
QByteArray readAt(const ReadableFile &file, std::uint64_t offset, qint64 wanted)
{
    QByteArray bytes(wanted, Qt::Uninitialized);
    qint64 got = 0;
    while (got < wanted) {
        const auto step = file.readAt(offset + static_cast<std::uint64_t>(got),
                                      bytes.data() + got,
                                      wanted - got);
        if (step <= 0)
            break;
        got += step;
    }
    bytes.truncate(file.isUnchanged() ? got : 0);
    return bytes;
}

} // namespace

FileSender::FileSender(net::ByteStream &stream, const Background &background, QObject *parent)
    : QObject(parent)
    , m_stream(stream)
    , m_background(background)
{
    connect(&m_stream, &net::ByteStream::drained, this, &FileSender::pump);
}

void FileSender::send(std::shared_ptr<const ReadableFile> file, const protocol::ByteRange &range)
{
    m_file = std::move(file);
    m_offset = range.offset;
    m_left = range.length;
    pump();
}

void FileSender::pump()
{
    if (!m_file || m_isReading || m_stream.backlog() >= BacklogBytes)
        return;
    m_isReading = true;
    const auto wanted = static_cast<qint64>(std::min<std::uint64_t>(ReadBytes, m_left));
    m_background.run(
        this,
        [file = m_file, offset = m_offset, wanted] { return readAt(*file, offset, wanted); },
        [this, wanted](const QByteArray &bytes) { take(bytes, wanted); });
}

void FileSender::take(const QByteArray &bytes, qint64 wanted)
{
    m_isReading = false;
    if (bytes.size() < wanted) {
        m_file.reset();
        emit failed();
        return;
    }
    m_stream.write(bytes);
    m_offset += static_cast<std::uint64_t>(wanted);
    m_left -= static_cast<std::uint64_t>(wanted);
    emit bytesSent(wanted);
    if (m_left > 0) {
        pump();
        return;
    }
    m_file.reset();
    emit sent();
}

} // namespace ft::engine
