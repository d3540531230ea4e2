#pragma once

#include "peer-gui/engine/enginesettings.h"
#include "peer-gui/engine/transfer/sourcechannel.h"
#include "peer-gui/engine/transfer/udpfirststream.h"

#include <memory>

namespace ft::net {
class UdpStreams;
}

/// How this engine opens connections to other peers, and what it says first.
namespace ft::engine {

/// `FileTracker/VERSION`, as this program calls itself on the wire.
[[nodiscard]] QByteArray agentName();

[[nodiscard]] std::unique_ptr<net::ByteStream> dialPeer(const Endpoint &endpoint);

[[nodiscard]] std::unique_ptr<net::ByteStream> dialTracker(const HostPort &tracker);

/// Null without streams, which must outlive what it gives.
[[nodiscard]] UdpFirstStream::DialUdp dialUdpBy(net::UdpStreams *streams);

[[nodiscard]] SourceChannel::Settings channelSettings(const EngineSettings &settings);

} // namespace ft::engine
