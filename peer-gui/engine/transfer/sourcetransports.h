#pragma once

#include "peer-gui/engine/transfer/sourcechannel.h"
#include "peer-gui/engine/transfer/udpfirststream.h"

#include <map>

namespace ft::engine {

/// Decides over what the sources of one download are reached, and remembers of each why it is not
/// UDP.
///
/// Engine thread only.
class SourceTransports final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SourceTransports)

public:
    /// A source whose connections over UDP broke so often is asked over TCP from then on.
    static constexpr int MostBreaks = 2;

    /// How connections are made.
    struct Ways
    {
        UdpFirstStream::Dial tcp;
        UdpFirstStream::DialUdp udp; ///< empty: there is none, and `whyNoUdp` says why
        UdpFallback whyNoUdp = UdpFallback::NotBuilt;
    };

    SourceTransports(Transport wish, Ways ways);
    ~SourceTransports() override;

    [[nodiscard]] Transport wish() const { return m_wish; }
    [[nodiscard]] std::unique_ptr<SourceChannel> connectTo(const SourceRecord &source,
                                                           const SourceChannel::Settings &settings,
                                                           const Clock &clock,
                                                           const SourceChannel::Bounds &bounds);
    /// Adds to what is known of a source how it is, or was, connected.
    void describe(TransferSource &source) const;

private:
    struct Way
    {
        Transport transport = Transport::Tcp; ///< of the last connection
        std::optional<UdpFallback> fallback;
        int breaks = 0; ///< of connections over UDP
    };

    [[nodiscard]] std::unique_ptr<net::ByteStream> dial(const Endpoint &to,
                                                        const protocol::Hello &hello);
    void watch(const SourceChannel &channel);
    void onFailed(const Endpoint &source, const Problem &problem);

    Transport m_wish;
    Ways m_ways;
    std::map<QString, Way> m_known; ///< by the source's endpoint
};

} // namespace ft::engine
