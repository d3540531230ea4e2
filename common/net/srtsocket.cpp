#include "common/net/srtsocket.h"

#include "common/net/socketaddress.h"

#include <srt/srt.h>

namespace ft::net {

namespace {

// Packets on the way, which bounds the receive buffer as well.
constexpr int FlightWindow = 25'600;

// Each way. What a download limit cannot hold back; 80 MB/s over a round trip of 100 ms.
constexpr int BufferBytes = 8 * 1024 * 1024;

constexpr int ConnectMilliseconds = 5'000;

// Without any packet of the other end, which sends one every second when it has nothing to say.
constexpr int SilenceMilliseconds = 5'000;

// A packet that comes so many places late is not taken for lost, once some have come late.
constexpr int LatePackets = 32;

constexpr int Backlog = 128;

template <typename Value>
[[nodiscard]] bool set(int socket, SRT_SOCKOPT option, const Value &value)
{
    return srt_setsockflag(socket, option, &value, sizeof value) != SRT_ERROR;
}

[[nodiscard]] bool setUp(int socket)
{
    const SRT_TRANSTYPE file = SRTT_FILE;
    const linger none{};
    return set(socket, SRTO_TRANSTYPE, file) && set(socket, SRTO_FC, FlightWindow)
           && set(socket, SRTO_SNDBUF, BufferBytes) && set(socket, SRTO_RCVBUF, BufferBytes)
           && set(socket, SRTO_LINGER, none) && set(socket, SRTO_RCVSYN, false)
           && set(socket, SRTO_SNDSYN, false) && set(socket, SRTO_CONNTIMEO, ConnectMilliseconds)
           && set(socket, SRTO_PEERIDLETIMEO, SilenceMilliseconds)
           && set(socket, SRTO_LOSSMAXTTL, LatePackets)
           // What is missing is asked for again and again: off for files, where a lost request
           // costs a timeout (8 MiB at 5 % loss: 8 s without, 1.5 s with).
           && set(socket, SRTO_NAKREPORT, true);
}

StreamError::Code codeOf(int error)
{
    switch (error) {
    case SRT_ECONNLOST:
    case SRT_ENOCONN:
    case SRT_EINVSOCK:
    case SRT_ESCLOSED:
        return StreamError::Code::Reset;
    case SRT_ECONNREJ:
        return StreamError::Code::Refused;
    case SRT_ENOSERVER:
    case SRT_ETIMEOUT:
        return StreamError::Code::Unreachable;
    default:
        return StreamError::Code::Local;
    }
}

StreamError lastError()
{
    return lastSrtError().value_or(StreamError{StreamError::Code::Local, {}});
}

template <typename Name>
Endpoint endpointOf(int socket, Name name)
{
    SocketAddress address;
    auto length = static_cast<int>(address.length);
    if (name(socket, address.raw(), &length) == SRT_ERROR)
        return {};
    address.length = static_cast<socklen_t>(length);
    return address.endpoint();
}

} // namespace

std::optional<StreamError> lastSrtError()
{
    int system = 0;
    const int error = srt_getlasterror(&system);
    if (error == SRT_EASYNCRCV || error == SRT_EASYNCSND)
        return std::nullopt;
    return StreamError{codeOf(error), QString::fromUtf8(srt_getlasterror_str())};
}

SrtSocket::SrtSocket(int id)
    : m_id(id)
{}

Result<SrtSocket, StreamError> SrtSocket::make()
{
    SrtSocket socket{srt_create_socket()};
    if (!socket.isOpen() || !setUp(socket.id()))
        return tl::unexpected(lastError());
    return socket;
}

Result<void, StreamError> SrtSocket::connectTo(const Endpoint &to, const QByteArray &token)
{
    if (srt_setsockflag(m_id, SRTO_STREAMID, token.constData(), static_cast<int>(token.size()))
        == SRT_ERROR)
        return tl::unexpected(lastError());
    const auto address = SocketAddress::of(to);
    if (srt_connect(m_id, address.raw(), static_cast<int>(address.length)) == SRT_ERROR)
        return tl::unexpected(lastError());
    return {};
}

Result<void, StreamError> SrtSocket::listenAt(const Endpoint &at)
{
    const bool isAny = at.address == QHostAddress{QHostAddress::Any};
    const auto address = SocketAddress::of(
        isAny ? Endpoint{QHostAddress{QHostAddress::AnyIPv6}, at.port} : at);
    const int isSixOnly = isAny ? 0 : 1;
    if (address.storage.ss_family == AF_INET6 && !set(m_id, SRTO_IPV6ONLY, isSixOnly))
        return tl::unexpected(lastError());
    if (srt_bind(m_id, address.raw(), static_cast<int>(address.length)) == SRT_ERROR
        || srt_listen(m_id, Backlog) == SRT_ERROR)
        return tl::unexpected(lastError());
    return {};
}

void SrtSocket::close()
{
    if (isOpen())
        srt_close(std::exchange(m_id, -1));
}

Endpoint SrtSocket::local() const
{
    return endpointOf(m_id, srt_getsockname);
}

Endpoint SrtSocket::remote() const
{
    return endpointOf(m_id, srt_getpeername);
}

std::size_t SrtSocket::unacknowledged() const
{
    std::size_t blocks = 0;
    std::size_t bytes = 0;
    return srt_getsndbuffer(m_id, &blocks, &bytes) == SRT_ERROR ? 0 : bytes;
}

bool SrtSocket::isConnected() const
{
    return srt_getsockstate(m_id) == SRTS_CONNECTED;
}

StreamError SrtSocket::rejection() const
{
    const int reason = srt_getrejectreason(m_id);
    const bool isAnswered = reason == SRT_REJ_PEER || reason >= SRT_REJC_PREDEFINED;
    return {isAnswered ? StreamError::Code::Refused : StreamError::Code::Unreachable,
            QString::fromUtf8(srt_rejectreason_str(reason))};
}

} // namespace ft::net
