#pragma once

#include "common/net/srtpoller.h"
#include "common/net/srtsocket.h"
#include "common/net/udpstreams.h"

namespace ft::net {

/// Accepts streams of libsrt on a UDP port, from those who show a token that is let in. All others
/// are refused while they connect, before anything is kept of them.
class SrtListener final
{
public:
    SrtListener(std::shared_ptr<SrtPoller> poller,
                UdpStreams::Admit admit,
                UdpStreams::Accept accept);
    ~SrtListener();
    Q_DISABLE_COPY_MOVE(SrtListener)

    /// Once. Port 0 takes a free one.
    [[nodiscard]] Result<Endpoint, StreamError> open(const Endpoint &at);

private:
    void acceptWaiting();

    std::shared_ptr<SrtPoller> m_poller;
    UdpStreams::Admit m_admit;
    UdpStreams::Accept m_accept;
    SrtSocket m_socket;
};

} // namespace ft::net
