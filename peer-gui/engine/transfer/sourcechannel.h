#pragma once

#include "common/net/bytestream.h"
#include "common/protocol/peermessages.h"
#include "peer-gui/engine/linereader.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/transfer/piecelayout.h"

#include <QTimer>

#include <deque>
#include <memory>
#include <variant>

namespace ft::engine {

/// The downloading end of one connection to a source: asks for hashes and pieces, pipelined, and
/// receives them.
///
/// Checks that every answer is the one asked for, but not its hash. Engine thread only. Holds the
/// bytes of the piece that is arriving; what it has received belongs to the receiver of its
/// signals.
class SourceChannel final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SourceChannel)

public:
    struct Settings
    {
        protocol::Hello hello;
        std::chrono::milliseconds connectDeadline{10'000};
        std::chrono::milliseconds stallDeadline{
            30'000}; ///< without a byte while something is asked for
    };

    /// Takes a stream that is being opened and greets as soon as it is. Requests may be made at
    /// once.
    SourceChannel(std::unique_ptr<net::ByteStream> stream,
                  const SourceRecord &source,
                  const Settings &settings);
    ~SourceChannel() override;

    void requestHashes(const protocol::HashesRequest &request);
    /// `range` of the source's file, to be delivered as that piece.
    void requestPiece(PieceIndex piece, const protocol::ByteRange &range);

    [[nodiscard]] const SourceRecord &source() const { return m_source; }

signals:
    /// `bytes` are consecutive hashes of 32 bytes, `range` their indexes.
    void hashesReceived(const ft::protocol::ByteRange &range, const QByteArray &bytes);
    void pieceReceived(ft::engine::PieceIndex piece, const QByteArray &bytes);
    /// Payload bytes of pieces arrived, complete or not.
    void bytesArrived(qint64 count);
    /// The channel is of no more use. Emitted once; nothing follows it.
    void failed(const ft::engine::Problem &problem);

private:
    struct PieceRequest
    {
        PieceIndex piece;
        protocol::ByteRange range;
    };
    using Request = std::variant<protocol::HashesRequest, PieceRequest>;

    void open();
    void ask(const Request &request);
    void send(const Request &request);
    void read();
    [[nodiscard]] bool readHeader();
    [[nodiscard]] bool readPayload();
    void deliver();
    void handle(const protocol::Hi &);
    void handle(const protocol::Pong &);
    void handle(const protocol::HashesHeader &header);
    void handle(const protocol::FileHeader &header);
    void handle(const protocol::PiecesHeader &);
    void handle(const protocol::Files &);
    void handle(const protocol::Queued &);
    void handle(const protocol::Ready &);
    void handle(const protocol::Refused &refused);
    void handle(const protocol::ErrorLine &error);
    [[nodiscard]] Problem problem(ProblemCode code, const QString &detail = {}) const;
    void onClosed(const net::StreamError &error);
    void fail(ProblemCode code, const QString &detail = {});

    std::unique_ptr<net::ByteStream> m_stream;
    LineReader m_reader;
    SourceRecord m_source;
    Settings m_settings;
    std::deque<Request> m_asked;
    QByteArray m_payload; ///< of the answer that is arriving; null between answers
    qsizetype m_received = 0; ///< bytes of it
    qint64 m_readThisTurn = 0; ///< payload bytes, of the turn of the event loop
    bool m_isOpen = false;
    bool m_failed = false;
    QTimer m_deadline;
};

} // namespace ft::engine
