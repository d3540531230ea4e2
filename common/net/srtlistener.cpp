#include "common/net/srtlistener.h"

#include "common/net/socketaddress.h"
#include "common/net/srtstream.h"

#include <cstring>
#include <srt/access_control.h>
#include <srt/srt.h>

namespace ft::net {

namespace {

QHostAddress addressOf(const sockaddr *peer)
{
    SocketAddress address;
    const auto length = peer->sa_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    std::memcpy(&address.storage, peer, length);
    address.length = static_cast<socklen_t>(length);
    return address.endpoint().address;
}

/// Called in a thread of libsrt, while somebody connects.
int letIn(void *admit, SRTSOCKET socket, int, const sockaddr *peer, const char *streamId)
{
    if ((*static_cast<const UdpStreams::Admit *>(admit))(addressOf(peer), QByteArray{streamId}))
        return 0;
    srt_setrejectreason(socket, SRT_REJX_FORBIDDEN);
    return -1;
}

} // namespace

SrtListener::SrtListener(std::shared_ptr<SrtPoller> poller,
                         UdpStreams::Admit admit,
                         UdpStreams::Accept accept)
    : m_poller(std::move(poller))
    , m_admit(std::move(admit))
    , m_accept(std::move(accept))
{}

SrtListener::~SrtListener()
{
    if (!m_socket.isOpen())
        return;
    m_poller->remove(m_socket.id());
    m_socket.close();
}

Result<Endpoint, StreamError> SrtListener::open(const Endpoint &at)
{
    auto socket = SrtSocket::make();
    if (!socket)
        return tl::unexpected(socket.error());
    srt_listen_callback(socket->id(), letIn, &m_admit);
    if (const auto listening = socket->listenAt(at); !listening)
        return tl::unexpected(listening.error());
    m_socket = *std::move(socket);
    m_poller->add(m_socket.id(), [this](int) { acceptWaiting(); });
    m_poller->await(m_socket.id(), SrtPoller::Readable);
    return m_socket.local();
}

void SrtListener::acceptWaiting()
{
    // Whoever takes a stream may close this listener.
    const auto poller = m_poller;
    const auto accept = m_accept;
    const int listening = m_socket.id();
    poller->await(listening, SrtPoller::Readable);
    while (true) {
        const int id = srt_accept(listening, nullptr, nullptr);
        if (id == SRT_INVALID_SOCK)
            return;
        accept(SrtStream::adopt(poller, SrtSocket{id}));
    }
}

} // namespace ft::net
