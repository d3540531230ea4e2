#pragma once

#include "common/net/bytestream.h"
#include "common/protocol/fields.h"
#include "peer-gui/engine/background.h"
#include "peer-gui/engine/transfer/ratelimiter.h"
#include "peer-gui/engine/transfer/readablefile.h"

#include <memory>
#include <optional>

namespace ft::engine {

/// Streams a range of an open file into a byte stream, reading ahead only as fast as the stream
/// takes it and its rate allows.
///
/// Engine thread; the file is read in worker threads. Keeps at most BacklogBytes plus one read in
/// memory.
class FileSender final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileSender)

public:
    static constexpr qint64 ReadBytes = 512 * 1024;
    static constexpr qint64 BacklogBytes = 1024 * 1024;

    /// Without `rate`, which must outlive the sender, there is no limit.
    FileSender(net::ByteStream &stream,
               const Background &background,
               RateGroup *rate,
               QObject *parent);
    ~FileSender() override = default;

    /// Sends `range` of the file. sent() or failed() follows; until then it may not be called
    /// again.
    void send(std::shared_ptr<const ReadableFile> file, const protocol::ByteRange &range);

signals:
    /// All bytes have been handed to the stream.
    void sent();
    /// The file has changed, ended early or cannot be read: what was promised cannot be delivered.
    void failed();
    void bytesSent(qint64 count);

private:
    void pump();
    void take(const QByteArray &bytes, qint64 wanted);

    net::ByteStream &m_stream;
    const Background &m_background;
    std::optional<RateFlow> m_rate;
    std::shared_ptr<const ReadableFile> m_file;
    std::uint64_t m_offset = 0;
    std::uint64_t m_left = 0;
    bool m_isReading = false;
};

} // namespace ft::engine
