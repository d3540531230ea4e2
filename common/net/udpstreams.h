#pragma once

#include "common/base/result.h"
#include "common/net/bytestream.h"

#include <functional>
#include <memory>

namespace ft::net {

/// Streams over UDP: to others, and from those who were given a token.
///
/// Belongs to one thread with an event loop. Takes up threads and memory only once it is used.
class UdpStreams
{
public:
    /// Whether a stream is to be accepted, by the token it shows. Called in another thread.
    using Admit = std::function<bool(const QHostAddress &from, const QByteArray &token)>;
    /// Takes a stream that is open.
    using Accept = std::function<void(std::unique_ptr<ByteStream>)>;

    UdpStreams() = default;
    virtual ~UdpStreams() = default;
    Q_DISABLE_COPY_MOVE(UdpStreams)

    /// Begins to connect; opened() or closed() follows, within 5 s.
    [[nodiscard]] virtual std::unique_ptr<ByteStream> dial(const Endpoint &to,
                                                           const QByteArray &token) = 0;

    /// Accepts streams until stopListening(); returns where. Port 0 takes a free one.
    [[nodiscard]] virtual Result<Endpoint, StreamError> listen(const Endpoint &at,
                                                               Admit admit,
                                                               Accept accept) = 0;
    virtual void stopListening() = 0;
};

/// Null: this program was built without UDP.
[[nodiscard]] std::unique_ptr<UdpStreams> makeUdpStreams();

} // namespace ft::net
