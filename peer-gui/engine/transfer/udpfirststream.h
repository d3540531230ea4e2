#pragma once

#include "common/net/bytestream.h"
#include "common/protocol/peermessages.h"
#include "peer-gui/engine/linereader.h"
#include "peer-gui/engine/snapshots.h"

#include <functional>
#include <memory>
#include <optional>

namespace ft::engine {

/// A stream to a peer over UDP, and over TCP where that does not come about.
///
/// Asks the peer for UDP on a TCP connection of its own, and opens only when it is settled which it
/// is: nobody else sees the asking. Until then nothing can be written. Engine thread only.
class UdpFirstStream final : public net::ByteStream
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UdpFirstStream)

public:
    using Dial = std::function<std::unique_ptr<net::ByteStream>(const Endpoint &)>;
    using DialUdp =
        std::function<std::unique_ptr<net::ByteStream>(const Endpoint &, const QByteArray &token)>;

    struct Ways
    {
        Dial tcp;
        DialUdp udp;
        /// Told before opened() when it is to be TCP.
        std::function<void(UdpFallback)> fellBack;
    };

    UdpFirstStream(const Endpoint &to, protocol::Hello hello, Ways ways);
    ~UdpFirstStream() override = default;

    [[nodiscard]] qint64 read(char *to, qint64 most) override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 backlog() const override;
    void finish() override;
    void abort() override;
    [[nodiscard]] Endpoint remote() const override;
    [[nodiscard]] Endpoint local() const override;
    [[nodiscard]] Transport transport() const override;

private:
    void ask();
    void readAnswers();
    void handle(const protocol::PeerReply &reply);
    void tryUdp(const protocol::UdpOffer &offer);
    void fallBack(UdpFallback reason);
    void settle();
    void stopAsking();

    Endpoint m_to;
    protocol::Hello m_hello;
    Ways m_ways;
    std::unique_ptr<net::ByteStream> m_asking; ///< over TCP
    LineReader m_reader; ///< of m_asking
    std::unique_ptr<net::ByteStream> m_stream; ///< what is being opened, or is open
    bool m_isSettled = false; ///< m_stream is open
};

} // namespace ft::engine
