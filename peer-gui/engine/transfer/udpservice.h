#pragma once

#include "common/net/udpstreams.h"
#include "peer-gui/engine/transfer/udptokens.h"

namespace ft::engine {

/// Offers peers that are connected over TCP a way over UDP, and lets in those who take it.
///
/// Engine thread only. The port is opened when somebody asks for the first time.
class UdpService final
{
public:
    using Accept = net::UdpStreams::Accept;

    /// Both must outlive this; the clock is read in other threads too.
    UdpService(net::UdpStreams &streams, const Clock &clock);
    ~UdpService();
    Q_DISABLE_COPY_MOVE(UdpService)

    /// Has streams accepted at that address, and at the same port number when it is free. Offers
    /// nothing before.
    void serve(const Endpoint &at, Accept accept);
    void close();

    [[nodiscard]] Result<protocol::UdpOffer, protocol::Refused> offer(const QHostAddress &asker);

private:
    [[nodiscard]] bool open();

    net::UdpStreams &m_streams;
    UdpTokens m_tokens;
    Endpoint m_wanted;
    Accept m_accept; ///< empty: nothing is offered
    std::uint16_t m_port = 0; ///< while open
};

} // namespace ft::engine
