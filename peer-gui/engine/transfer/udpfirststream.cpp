#include "peer-gui/engine/transfer/udpfirststream.h"

#include "common/protocol/peercodec.h"
#include "peer-gui/engine/partwith.h"

namespace ft::engine {

using net::ByteStream;
using net::StreamError;

UdpFirstStream::UdpFirstStream(const Endpoint &to, protocol::Hello hello, Ways ways)
    : m_to(to)
    , m_hello(std::move(hello))
    , m_ways(std::move(ways))
    , m_asking(m_ways.tcp(to))
    , m_reader(*m_asking)
{
    connect(m_asking.get(), &ByteStream::opened, this, &UdpFirstStream::ask);
    connect(m_asking.get(), &ByteStream::readable, this, &UdpFirstStream::readAnswers);
    connect(m_asking.get(), &ByteStream::closed, this, [this](const StreamError &error) {
        // Once there is an offer, it has done its part.
        if (!m_stream)
            emit closed(error);
    });
}

void UdpFirstStream::ask()
{
    m_asking->write(protocol::encode(protocol::PeerRequest{m_hello}));
}

void UdpFirstStream::readAnswers()
{
    while (m_asking && !m_stream) {
        const auto line = m_reader.nextLine();
        if (line && !*line)
            return;
        const auto reply = line ? protocol::decodePeerReply(**line) : tl::unexpected(line.error());
        if (!reply)
            return fallBack(UdpFallback::Refused);
        handle(*reply);
    }
}

void UdpFirstStream::handle(const protocol::PeerReply &reply)
{
    const auto *hi = std::get_if<protocol::Hi>(&reply);
    if (const auto *offer = std::get_if<protocol::UdpOffer>(&reply))
        tryUdp(*offer);
    else if (hi != nullptr && protocol::knows(hi->capabilities, protocol::CanUdp))
        m_asking->write(protocol::encode(protocol::PeerRequest{protocol::UdpRequest{}}));
    else
        fallBack(UdpFallback::Refused);
}

void UdpFirstStream::tryUdp(const protocol::UdpOffer &offer)
{
    m_stream = m_ways.udp({m_to.address, offer.port}, offer.token.hex());
    connect(m_stream.get(), &ByteStream::opened, this, &UdpFirstStream::settle);
    connect(m_stream.get(), &ByteStream::closed, this, [this](const StreamError &error) {
        if (m_isSettled)
            emit closed(error);
        else
            fallBack(error.code == StreamError::Code::Refused ? UdpFallback::Refused
                                                              : UdpFallback::Blocked);
    });
}

void UdpFirstStream::fallBack(UdpFallback reason)
{
    stopAsking();
    if (m_stream)
        partWith(m_stream, *this).abort();
    m_ways.fellBack(reason);
    m_stream = m_ways.tcp(m_to);
    connect(m_stream.get(), &ByteStream::opened, this, &UdpFirstStream::settle);
    connect(m_stream.get(), &ByteStream::closed, this, &UdpFirstStream::closed);
}

void UdpFirstStream::settle()
{
    stopAsking();
    m_isSettled = true;
    connect(m_stream.get(), &ByteStream::readable, this, &UdpFirstStream::readable);
    connect(m_stream.get(), &ByteStream::drained, this, &UdpFirstStream::drained);
    emit opened();
}

void UdpFirstStream::stopAsking()
{
    if (m_asking)
        partWith(m_asking, *this).abort();
}

qint64 UdpFirstStream::read(char *to, qint64 most)
{
    return m_isSettled ? m_stream->read(to, most) : 0;
}

void UdpFirstStream::write(const QByteArray &bytes)
{
    Q_ASSERT(m_isSettled);
    m_stream->write(bytes);
}

qint64 UdpFirstStream::backlog() const
{
    return m_isSettled ? m_stream->backlog() : 0;
}

void UdpFirstStream::finish()
{
    if (m_isSettled)
        return m_stream->finish();
    abort();
    QMetaObject::invokeMethod(
        this, [this] { emit closed({}); }, Qt::QueuedConnection);
}

void UdpFirstStream::abort()
{
    stopAsking();
    if (!m_stream)
        return;
    if (m_isSettled)
        m_stream->abort();
    else
        partWith(m_stream, *this).abort();
}

Endpoint UdpFirstStream::remote() const
{
    return m_isSettled ? m_stream->remote() : m_to;
}

Endpoint UdpFirstStream::local() const
{
    return m_isSettled ? m_stream->local() : Endpoint{};
}

Transport UdpFirstStream::transport() const
{
    return m_isSettled ? m_stream->transport() : Transport::Tcp;
}

} // namespace ft::engine
