#include "peer-gui/engine/transfer/sourcechannel.h"

#include "common/base/overloaded.h"
#include "common/protocol/peercodec.h"
#include "peer-gui/engine/partwith.h"
#include "peer-gui/engine/transfer/pacedread.h"

#include <algorithm>

namespace ft::engine {

using protocol::RefusalCode;

namespace {

// After this many bytes other connections of the thread get their turn.
constexpr qint64 BytesPerTurn = 4 * 1024 * 1024;

// Of a payload, within the stall deadline.
constexpr qsizetype LeastProgress = hash::BlockSize;

ProblemCode codeOf(RefusalCode code)
{
    switch (code) {
    case RefusalCode::NotAccepted:
        return ProblemCode::NotAccepted;
    case RefusalCode::NoSuchFile:
    case RefusalCode::Changed:
    case RefusalCode::NoHashes:
        return ProblemCode::SourceChanged;
    default:
        return ProblemCode::SourceRefused;
    }
}

} // namespace

SourceChannel::SourceChannel(std::unique_ptr<net::ByteStream> stream,
                             SourceRecord source,
                             Settings settings,
                             const Clock &clock,
                             const Bounds &bounds)
    : m_stream(std::move(stream))
    , m_reader(*m_stream)
    , m_source(std::move(source))
    , m_settings(std::move(settings))
    , m_clock(clock)
    , m_buffers(bounds.buffers)
{
    if (bounds.rate)
        m_rate.emplace(*bounds.rate, [this] { read(); });
    if (m_buffers) {
        connect(&m_buffers->pool(), &BufferPool::freed, this, [this] {
            if (m_awaitedRoom > 0)
                read();
        });
    }
    connect(m_stream.get(), &net::ByteStream::opened, this, &SourceChannel::open);
    connect(m_stream.get(), &net::ByteStream::readable, this, &SourceChannel::read);
    connect(m_stream.get(), &net::ByteStream::closed, this, &SourceChannel::onClosed);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        fail(m_isOpen ? ProblemCode::SourceStalled : ProblemCode::SourceUnreachable,
             QStringLiteral("no answer"));
    });
    m_deadline.start(m_settings.connectDeadline);
}

SourceChannel::~SourceChannel()
{
    giveBack();
    partWith(m_stream, *this).abort();
}

void SourceChannel::abandon()
{
    m_failed = true;
    m_deadline.stop();
    m_stream->abort();
    giveBack();
    if (m_buffers)
        m_buffers->pool().disconnect(this);
    m_buffers = nullptr;
    m_rate.reset();
}

void SourceChannel::requestHashes(const protocol::HashesRequest &request)
{
    ask(request);
}

void SourceChannel::requestPieces()
{
    if (m_source.file.root)
        ask(protocol::PiecesRequest{*m_source.file.root});
}

void SourceChannel::requestPiece(PieceIndex piece, const protocol::ByteRange &range)
{
    ask(PieceRequest{piece, range});
}

void SourceChannel::open()
{
    m_isOpen = true;
    m_spokeAt = m_clock.now();
    m_stream->write(protocol::encode(protocol::PeerRequest{m_settings.hello}));
    for (const Request &request : m_asked)
        send(request);
    m_deadline.start(m_settings.stallDeadline);
}

void SourceChannel::ask(const Request &request)
{
    if (m_isOpen) {
        if (m_asked.empty() && !m_spokeAt)
            m_spokeAt = m_clock.now();
        send(request);
        if (m_asked.empty())
            m_deadline.start(m_settings.stallDeadline);
    }
    m_asked.push_back(request);
}

void SourceChannel::send(const Request &request)
{
    const auto asDownload = [this](const PieceRequest &piece) {
        const FileRecord &file = m_source.file;
        return protocol::PeerRequest{
            protocol::DownloadRequest{file.path, file.type, file.size, file.root, piece.range}};
    };
    const auto asIs = [](const auto &message) {
        return protocol::PeerRequest{message};
    };
    m_stream->write(protocol::encode(std::visit(Overloaded{asIs, asDownload}, request)));
}

void SourceChannel::read()
{
    m_readThisTurn = 0;
    m_readAt = m_clock.now();
    while (!m_failed && makeRoom() && (m_payload.isNull() ? readHeader() : readPayload())) {
        if (m_readThisTurn > BytesPerTurn) {
            QMetaObject::invokeMethod(this, &SourceChannel::read, Qt::QueuedConnection);
            break;
        }
    }
    watchTheTime();
}

/// Whether the source owes an answer, or news of its queue.
bool SourceChannel::isAwaited() const
{
    return !m_isGreeted || !m_asked.empty() || m_isQueued;
}

/// From its last answer on the source has so long to get further, if it has to.
void SourceChannel::watchTheTime()
{
    if (m_failed)
        return;
    // Byte by byte is no better than nothing, and neither is what answers nothing.
    const bool isFurther = std::exchange(m_hasAnswered, false)
                           || m_received >= m_receivedAtDeadline + LeastProgress;
    const bool isHeldBack = (m_rate && m_rate->isWaiting()) || m_awaitedRoom > 0;
    if (!isAwaited() || isHeldBack)
        return m_deadline.stop();
    if (m_deadline.isActive() && !isFurther)
        return;
    m_receivedAtDeadline = m_received;
    m_deadline.start(m_settings.stallDeadline);
}

bool SourceChannel::readHeader()
{
    const auto line = m_reader.nextLine();
    if (!line) {
        fail(ProblemCode::SourceMisbehaved, QString::fromUtf8(explain(line.error())));
        return false;
    }
    if (!*line)
        return false;
    const auto reply = protocol::decodePeerReply(**line);
    if (!reply) {
        fail(ProblemCode::SourceMisbehaved, QString::fromUtf8(explain(reply.error())));
        return false;
    }
    noteAnswer(*reply);
    std::visit([this](const auto &message) { handle(message); }, *reply);
    return !m_failed;
}

void SourceChannel::noteAnswer(const protocol::PeerReply &reply)
{
    const auto *queued = std::get_if<protocol::Queued>(&reply);
    const bool isUnasked = std::holds_alternative<protocol::Ready>(reply)
                           || (queued != nullptr && queued->isUpdate);
    if (isUnasked || !m_spokeAt)
        return;
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(m_readAt - *m_spokeAt);
    m_roundTrip = std::min(m_roundTrip.value_or(took), took);
    m_spokeAt.reset();
}

bool SourceChannel::readPayload()
{
    const auto wanted = m_payload.size() - m_received;
    const auto got = readPaced(m_reader, m_rate, m_payload.data() + m_received, wanted);
    if (got == 0)
        return false;
    m_received += got;
    m_readThisTurn += got;
    if (asked<PieceRequest>())
        emit bytesArrived(got);
    if (!m_failed && m_received == m_payload.size())
        deliver();
    return !m_failed;
}

/// The request that is answered next, if it is of this kind.
template <typename Kind>
const Kind *SourceChannel::asked() const
{
    return m_asked.empty() ? nullptr : std::get_if<Kind>(&m_asked.front());
}

/// So many bytes follow the line.
void SourceChannel::receive(std::uint64_t bytes)
{
    m_hasAnswered = true;
    m_receivedAtDeadline = 0;
    if (m_buffers && asked<PieceRequest>()) {
        m_awaitedRoom = static_cast<qsizetype>(bytes);
        return;
    }
    m_payload = QByteArray(static_cast<qsizetype>(bytes), Qt::Uninitialized);
    if (bytes == 0)
        deliver();
}

/// False while there is no memory for the piece that is arriving: it stays in the socket.
bool SourceChannel::makeRoom()
{
    if (m_awaitedRoom == 0)
        return true;
    auto buffer = m_buffers->take(m_awaitedRoom);
    if (!buffer)
        return false;
    m_payload = *std::move(buffer);
    m_awaitedRoom = 0;
    return true;
}

/// The memory of a piece that does not arrive any more.
void SourceChannel::giveBack()
{
    if (m_buffers && !m_payload.isNull() && asked<PieceRequest>())
        m_buffers->give(std::exchange(m_payload, {}));
}

void SourceChannel::deliver()
{
    const auto request = m_asked.front();
    m_asked.pop_front();
    const auto payload = std::exchange(m_payload, {});
    m_received = 0;
    m_hasAnswered = true;
    std::visit(Overloaded{[&](const protocol::HashesRequest &hashes) {
                              emit hashesReceived(hashes.range, payload);
                          },
                          [&](const protocol::PiecesRequest &) {
                              emit piecesReceived(*std::exchange(m_pieces, {}), payload);
                          },
                          [&](const PieceRequest &piece) {
                              emit pieceReceived(piece.piece, payload);
                          }},
               request);
}

void SourceChannel::handle(const protocol::Hi &)
{
    if (std::exchange(m_isGreeted, true))
        return;
    m_hasAnswered = true;
    emit greeted();
}

void SourceChannel::handle(const protocol::Pong &) {}

void SourceChannel::handle(const protocol::HashesHeader &header)
{
    const auto *request = asked<protocol::HashesRequest>();
    if (!request || header.root != request->root || header.piece != request->piece
        || header.range != request->range)
        return fail(ProblemCode::SourceMisbehaved,
                    QStringLiteral("hashes that were not asked for"));
    receive(header.payload());
}

void SourceChannel::handle(const protocol::PiecesHeader &header)
{
    const auto *request = asked<protocol::PiecesRequest>();
    if (!request || header.root != request->root)
        return fail(ProblemCode::SourceMisbehaved,
                    QStringLiteral("pieces that were not asked for"));
    if (header.size != m_source.file.size)
        return fail(ProblemCode::SourceChanged, m_source.file.path.toString());
    m_pieces = header;
    receive(header.payload());
}

void SourceChannel::handle(const protocol::FileHeader &header)
{
    const auto *request = asked<PieceRequest>();
    if (!request || header.range != request->range)
        return fail(ProblemCode::SourceMisbehaved, QStringLiteral("bytes that were not asked for"));
    if (header.size != m_source.file.size || (header.root && header.root != m_source.file.root))
        return fail(ProblemCode::SourceChanged, m_source.file.path.toString());
    receive(header.payload());
    leaveQueue();
}

void SourceChannel::handle(const protocol::Files &)
{
    fail(ProblemCode::SourceMisbehaved, QStringLiteral("a list that was not asked for"));
}

void SourceChannel::handle(const protocol::Queued &place)
{
    if (place.isUpdate) {
        if (!m_isQueued)
            return;
        m_hasAnswered = true;
        emit queued(place.position);
        return;
    }
    const auto *request = asked<PieceRequest>();
    if (!request)
        return fail(ProblemCode::SourceMisbehaved, QStringLiteral("queued without being asked"));
    const auto piece = request->piece;
    m_asked.pop_front();
    m_isQueued = true;
    m_hasAnswered = true;
    emit pieceQueued(piece);
    emit queued(place.position);
}

void SourceChannel::handle(const protocol::UdpOffer &)
{
    fail(ProblemCode::SourceMisbehaved, QStringLiteral("UDP that was not asked for"));
}

void SourceChannel::handle(const protocol::Ready &)
{
    leaveQueue();
}

void SourceChannel::leaveQueue()
{
    if (!std::exchange(m_isQueued, false))
        return;
    m_hasAnswered = true;
    emit ready();
}

void SourceChannel::handle(const protocol::Refused &refusal)
{
    const auto *request = asked<PieceRequest>();
    if (!request || refusal.code != RefusalCode::NotYet)
        return fail(codeOf(refusal.code), QString::fromUtf8(refusal.text));
    const auto piece = request->piece;
    m_asked.pop_front();
    m_hasAnswered = true;
    emit refused(piece, refusal.code);
}

void SourceChannel::handle(const protocol::ErrorLine &error)
{
    fail(ProblemCode::SourceRefused, QString::fromUtf8(error.text));
}

Problem SourceChannel::problem(ProblemCode code, const QString &detail) const
{
    const auto operation = m_isOpen ? Operation::Download : Operation::Connect;
    return {code, operation, m_source.endpoint.toString(), detail};
}

void SourceChannel::onClosed(const net::StreamError &error)
{
    fail(m_isOpen ? ProblemCode::SourceGone : ProblemCode::SourceUnreachable, error.detail);
}

void SourceChannel::fail(ProblemCode code, const QString &detail)
{
    if (std::exchange(m_failed, true))
        return;
    m_deadline.stop();
    giveBack();
    m_stream->abort();
    emit failed(problem(code, detail));
}

} // namespace ft::engine
