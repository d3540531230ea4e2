#pragma once

#include "common/net/bytestream.h"
#include "common/protocol/decodeerror.h"

#include <optional>
#include <utility>

namespace ft::engine {

/// Cuts a stream into lines and the payloads between them, without reading much further than asked.
///
/// Engine thread only. Holds at most one line and one read's worth of bytes.
class LineReader final
{
public:
    /// `head` is what has been read of the stream already.
    explicit LineReader(net::ByteStream &stream, QByteArray head = {})
        : m_stream(stream)
        , m_buffer(std::move(head))
    {}

    /// The next line without its line feed; nothing while it is incomplete; TooLong when it can
    /// never be one. The view is valid until the next call of any function here.
    [[nodiscard]] protocol::Decoded<std::optional<QByteArrayView>> nextLine();

    /// Copies up to `most` bytes of payload; 0 when none have arrived.
    [[nodiscard]] qint64 readPayload(char *to, qint64 most);

private:
    [[nodiscard]] QByteArrayView unread() const { return QByteArrayView{m_buffer}.sliced(m_begin); }
    [[nodiscard]] bool readMore();

    net::ByteStream &m_stream;
    QByteArray m_buffer;
    qsizetype m_begin = 0;
};

} // namespace ft::engine
