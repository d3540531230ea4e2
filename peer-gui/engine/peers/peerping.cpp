#include "peer-gui/engine/peers/peerping.h"

#include "common/protocol/peercodec.h"
#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/transfer/refusals.h"

#include <QPointer>

namespace ft::engine {

PeerPing::PeerPing(Context context, QString peer)
    : m_context(std::move(context))
    , m_peer(std::move(peer))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { giveUp(QStringLiteral("no answer")); });
}

PeerPing::~PeerPing()
{
    if (m_stream)
        partWith(m_stream, *this).abort();
}

void PeerPing::start()
{
    m_context.findPeer(m_peer, [self = QPointer{this}](const Result<PeerAddress, Problem> &peer) {
        if (!self)
            return;
        // Queued: whoever finds a peer at once calls from inside start().
        QMetaObject::invokeMethod(
            self, [self, peer] { self->onPeerFound(peer); }, Qt::QueuedConnection);
    });
}

void PeerPing::onPeerFound(const Result<PeerAddress, Problem> &peer)
{
    if (!peer)
        return end(tl::unexpected(peer.error()));
    m_answer.endpoint = peer->endpoint;
    m_answer.name = peer->host;
    m_stream = m_context.dial(peer->endpoint);
    m_reader.emplace(*m_stream);
    connect(m_stream.get(), &net::ByteStream::opened, this, &PeerPing::greet);
    connect(m_stream.get(), &net::ByteStream::readable, this, &PeerPing::read);
    connect(m_stream.get(), &net::ByteStream::closed, this, [this](const net::StreamError &error) {
        giveUp(error.detail);
    });
    m_asked = m_context.clock.now();
    m_deadline.start(m_context.deadline);
}

void PeerPing::greet()
{
    m_isOpen = true;
    m_answer.connected = sinceAsked();
    ask(m_context.hello);
}

void PeerPing::ask(const protocol::PeerRequest &request)
{
    m_asked = m_context.clock.now();
    m_stream->write(protocol::encode(request));
}

void PeerPing::read()
{
    while (!m_isOver) {
        const auto line = m_reader->nextLine();
        if (line && !*line)
            return;
        const auto reply = line ? protocol::decodePeerReply(**line) : tl::unexpected(line.error());
        if (!reply)
            return end(m_answer);
        std::visit([this](const auto &message) { handle(message); }, *reply);
    }
}

/// Whoever greets may have had to ask its tracker first: that is no measure of the way to it.
void PeerPing::handle(const protocol::Hi &hi)
{
    if (hi.name)
        m_answer.name = hi.name;
    m_answer.agent = hi.agent;
    m_answer.offersUdp = protocol::knows(hi.capabilities, protocol::CanUdp);
    ask(protocol::Ping{});
}

void PeerPing::handle(const protocol::Pong &)
{
    m_answer.roundTrips.push_back(sinceAsked());
    if (m_answer.roundTrips.size() < Exchanges)
        ask(protocol::Ping{});
    else
        end(m_answer);
}

void PeerPing::handle(const protocol::Refused &refused)
{
    m_answer.roundTrips.push_back(sinceAsked());
    m_answer.refusal = Problem{problemCodeOf(refused.code),
                               Operation::AskPeer,
                               m_answer.endpoint.toString(),
                               QString::fromUtf8(refused.text)};
    end(m_answer);
}

/// An answer to what this end never asks.
template <typename Message>
void PeerPing::handle(const Message &)
{
    end(m_answer);
}

/// An open port is an answer, too.
void PeerPing::giveUp(const QString &detail)
{
    if (m_isOpen)
        return end(m_answer);
    end(tl::unexpected(Problem{
        ProblemCode::SourceUnreachable, Operation::Connect, m_answer.endpoint.toString(), detail}));
}

void PeerPing::end(const Result<PingAnswer, Problem> &answer)
{
    if (std::exchange(m_isOver, true))
        return;
    m_deadline.stop();
    if (m_stream)
        m_stream->abort();
    const auto told = answer;
    emit answered(told);
}

std::chrono::microseconds PeerPing::sinceAsked() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(m_context.clock.now() - m_asked);
}

} // namespace ft::engine
