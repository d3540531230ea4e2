#include "peer-gui/engine/transfer/sourcetransports.h"

namespace ft::engine {

namespace {

// To be asked for UDP, to try it for 5 s, and to be connected to again.
constexpr std::chrono::seconds NegotiationTime{10};

} // namespace

SourceTransports::SourceTransports(Transport wish, Ways ways)
    : m_wish(wish)
    , m_ways(std::move(ways))
{}

SourceTransports::~SourceTransports() = default;

std::unique_ptr<SourceChannel> SourceTransports::connectTo(const SourceRecord &source,
                                                           const SourceChannel::Settings &settings,
                                                           const Clock &clock,
                                                           const SourceChannel::Bounds &bounds)
{
    auto patient = settings;
    if (m_wish == Transport::Udp)
        patient.connectDeadline += NegotiationTime;
    auto channel = std::make_unique<SourceChannel>(
        dial(source.endpoint, settings.hello), source, std::move(patient), clock, bounds);
    if (m_wish == Transport::Udp)
        watch(*channel);
    return channel;
}

std::unique_ptr<net::ByteStream> SourceTransports::dial(const Endpoint &to,
                                                        const protocol::Hello &hello)
{
    if (m_wish == Transport::Tcp)
        return m_ways.tcp(to);
    Way &way = m_known[to.toString()];
    if (!m_ways.udp)
        way.fallback = m_ways.whyNoUdp;
    else if (way.breaks >= MostBreaks)
        way.fallback = UdpFallback::Broken;
    if (way.fallback)
        return m_ways.tcp(to);
    return std::make_unique<UdpFirstStream>(
        to,
        hello,
        UdpFirstStream::Ways{m_ways.tcp, m_ways.udp, [this, key = to.toString()](UdpFallback why) {
                                 m_known[key].fallback = why;
                             }});
}

void SourceTransports::watch(const SourceChannel &channel)
{
    connect(&channel, &SourceChannel::greeted, this, [this, &channel] {
        m_known[channel.source().endpoint.toString()].transport = channel.transport();
    });
    connect(&channel, &SourceChannel::failed, this, [this, &channel](const Problem &problem) {
        if (channel.transport() == Transport::Udp)
            onFailed(channel.source().endpoint, problem);
    });
}

void SourceTransports::onFailed(const Endpoint &source, const Problem &problem)
{
    if (problem.code == ProblemCode::SourceGone || problem.code == ProblemCode::SourceStalled)
        ++m_known[source.toString()].breaks;
}

void SourceTransports::describe(TransferSource &source) const
{
    const auto known = m_known.find(source.endpoint.toString());
    if (known == m_known.end())
        return;
    source.transport = known->second.transport;
    source.fallback = known->second.fallback;
}

} // namespace ft::engine
