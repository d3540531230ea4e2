#include "peer-gui/engine/dialing.h"

#include "common/net/tcpstream.h"
#include "common/net/udpstreams.h"

namespace ft::engine {

QByteArray agentName()
{
    return QByteArrayLiteral("FileTracker/" FT_VERSION);
}

std::unique_ptr<net::ByteStream> dialPeer(const Endpoint &endpoint)
{
    return net::TcpStream::dial({endpoint.address.toString(), endpoint.port});
}

std::unique_ptr<net::ByteStream> dialTracker(const HostPort &tracker)
{
    return net::TcpStream::dial(tracker);
}

UdpFirstStream::DialUdp dialUdpBy(net::UdpStreams *streams)
{
    if (streams == nullptr)
        return nullptr;
    return [streams](const Endpoint &to, const QByteArray &token) {
        return streams->dial(to, token);
    };
}

SourceChannel::Settings channelSettings(const EngineSettings &settings)
{
    return {{settings.name, 0, agentName()}};
}

} // namespace ft::engine
