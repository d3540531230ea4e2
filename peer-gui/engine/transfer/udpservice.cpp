#include "peer-gui/engine/transfer/udpservice.h"

#include "common/base/logging.h"

namespace ft::engine {

using protocol::RefusalCode;
using protocol::Refused;

UdpService::UdpService(net::UdpStreams &streams, const Clock &clock)
    : m_streams(streams)
    , m_tokens(clock)
{}

UdpService::~UdpService()
{
    close();
}

void UdpService::serve(const Endpoint &at, Accept accept)
{
    m_wanted = at;
    m_accept = std::move(accept);
}

void UdpService::close()
{
    m_accept = nullptr;
    if (std::exchange(m_port, 0) != 0)
        m_streams.stopListening();
}

Result<protocol::UdpOffer, Refused> UdpService::offer(const QHostAddress &asker)
{
    if (!open())
        return tl::unexpected(
            Refused{RefusalCode::NoUdp, "this peer is not reached over UDP", std::nullopt});
    const auto token = m_tokens.issue(asker);
    if (!token)
        return tl::unexpected(Refused{RefusalCode::Busy,
                                      "too many ways over UDP are open",
                                      static_cast<std::uint32_t>(UdpTokens::Lifetime.count())});
    return protocol::UdpOffer{m_port, *token};
}

bool UdpService::open()
{
    if (!m_accept || m_port != 0)
        return m_port != 0;
    const auto admit = [this](const QHostAddress &from, const QByteArray &shown) {
        const auto token = protocol::UdpToken::fromHex(shown);
        return token && m_tokens.redeem(*token, from);
    };
    auto opened = m_streams.listen(m_wanted, admit, m_accept);
    if (!opened)
        opened = m_streams.listen({m_wanted.address, 0}, admit, m_accept);
    if (opened)
        m_port = opened->port;
    else
        qCWarning(logNet) << "no UDP port:" << opened.error().detail;
    return m_port != 0;
}

} // namespace ft::engine
