#include "peer-gui/engine/transfer/sourcechannel.h"

#include "common/base/overloaded.h"
#include "common/protocol/peercodec.h"

namespace ft::engine {

namespace {

// After this many bytes other connections of the thread get their turn.
constexpr qint64 BytesPerTurn = 4 * 1024 * 1024;

ProblemCode codeOf(protocol::RefusalCode code)
{
    switch (code) {
    case protocol::RefusalCode::NotAccepted:
        return ProblemCode::NotAccepted;
    case protocol::RefusalCode::NoSuchFile:
    case protocol::RefusalCode::Changed:
    case protocol::RefusalCode::NoHashes:
        return ProblemCode::SourceChanged;
    default:
        return ProblemCode::SourceRefused;
    }
}

} // namespace

SourceChannel::SourceChannel(std::unique_ptr<net::ByteStream> stream,
                             const SourceRecord &source,
                             const Settings &settings)
    : m_stream(std::move(stream))
    , m_reader(*m_stream)
    , m_source(source)
    , m_settings(settings)
{
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
    // The stream may be the one whose signal led to this deletion.
    m_stream->disconnect(this);
    m_stream->abort();
    m_stream.release()->deleteLater();
}

void SourceChannel::requestHashes(const protocol::HashesRequest &request)
{
    ask(request);
}

void SourceChannel::requestPiece(PieceIndex piece, const protocol::ByteRange &range)
{
    ask(PieceRequest{piece, range});
}

void SourceChannel::open()
{
    m_isOpen = true;
    m_stream->write(protocol::encode(protocol::PeerRequest{m_settings.hello}));
    for (const Request &request : m_asked)
        send(request);
    m_deadline.start(m_settings.stallDeadline);
}

void SourceChannel::ask(const Request &request)
{
    if (m_isOpen) {
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
    const auto asHashes = [](const protocol::HashesRequest &hashes) {
        return protocol::PeerRequest{hashes};
    };
    m_stream->write(protocol::encode(std::visit(Overloaded{asHashes, asDownload}, request)));
}

void SourceChannel::read()
{
    m_readThisTurn = 0;
    while (!m_failed && (m_payload.isNull() ? readHeader() : readPayload())) {
        if (m_readThisTurn > BytesPerTurn) {
            QMetaObject::invokeMethod(this, &SourceChannel::read, Qt::QueuedConnection);
            break;
        }
    }
    if (!m_failed && !m_asked.empty())
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
    std::visit([this](const auto &message) { handle(message); }, *reply);
    return !m_failed;
}

bool SourceChannel::readPayload()
{
    const auto got = m_reader.readPayload(m_payload.data() + m_received,
                                          m_payload.size() - m_received);
    if (got == 0)
        return false;
    m_received += got;
    m_readThisTurn += got;
    if (std::holds_alternative<PieceRequest>(m_asked.front()))
        emit bytesArrived(got);
    if (m_received == m_payload.size())
        deliver();
    return !m_failed;
}

void SourceChannel::deliver()
{
    const auto request = m_asked.front();
    m_asked.pop_front();
    const auto payload = std::exchange(m_payload, {});
    m_received = 0;
    if (m_asked.empty())
        m_deadline.stop();
    std::visit(Overloaded{[&](const protocol::HashesRequest &hashes) {
                              emit hashesReceived(hashes.range, payload);
                          },
                          [&](const PieceRequest &piece) {
                              emit pieceReceived(piece.piece, payload);
                          }},
               request);
}

void SourceChannel::handle(const protocol::Hi &) {}

void SourceChannel::handle(const protocol::Pong &) {}

void SourceChannel::handle(const protocol::HashesHeader &header)
{
    const auto *asked = m_asked.empty() ? nullptr
                                        : std::get_if<protocol::HashesRequest>(&m_asked.front());
    if (!asked || header.root != asked->root || header.piece != asked->piece
        || header.range != asked->range)
        return fail(ProblemCode::SourceMisbehaved,
                    QStringLiteral("hashes that were not asked for"));
    m_payload = QByteArray(static_cast<qsizetype>(header.payload()), Qt::Uninitialized);
}

void SourceChannel::handle(const protocol::FileHeader &header)
{
    const auto *asked = m_asked.empty() ? nullptr : std::get_if<PieceRequest>(&m_asked.front());
    if (!asked || header.range != asked->range)
        return fail(ProblemCode::SourceMisbehaved, QStringLiteral("bytes that were not asked for"));
    if (header.size != m_source.file.size || (header.root && header.root != m_source.file.root))
        return fail(ProblemCode::SourceChanged);
    m_payload = QByteArray(static_cast<qsizetype>(header.payload()), Qt::Uninitialized);
}

void SourceChannel::handle(const protocol::PiecesHeader &)
{
    fail(ProblemCode::SourceMisbehaved, QStringLiteral("pieces that were not asked for"));
}

void SourceChannel::handle(const protocol::Files &)
{
    fail(ProblemCode::SourceMisbehaved, QStringLiteral("a list that was not asked for"));
}

void SourceChannel::handle(const protocol::Queued &)
{
    fail(ProblemCode::SourceRefused, QStringLiteral("no upload slot is free"));
}

void SourceChannel::handle(const protocol::Ready &) {}

void SourceChannel::handle(const protocol::Refused &refused)
{
    fail(codeOf(refused.code), QString::fromUtf8(refused.text));
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
    m_stream->abort();
    emit failed(problem(code, detail));
}

} // namespace ft::engine
