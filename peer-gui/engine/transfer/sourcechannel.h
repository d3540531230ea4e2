#pragma once

#include "common/base/clock.h"
#include "common/net/bytestream.h"
#include "common/protocol/peermessages.h"
#include "peer-gui/engine/linereader.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/transfer/bufferpool.h"
#include "peer-gui/engine/transfer/piecelayout.h"
#include "peer-gui/engine/transfer/ratelimiter.h"

#include <QTimer>

#include <deque>
#include <memory>
#include <optional>
#include <variant>

namespace ft::engine {

/// The downloading end of one connection to a source: asks for hashes and pieces, pipelined, and
/// receives them.
///
/// Checks that every answer is the one asked for, but not its hash. Engine thread only. Holds the
/// bytes of the piece that is arriving; what it has received belongs to the receiver of its
/// signals. Reads no faster than its rate allows, so that the source has to wait: that is no stall.
class SourceChannel final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SourceChannel)

public:
    struct Settings
    {
        protocol::Hello hello;
        std::chrono::milliseconds connectDeadline{10'000};
        /// Without getting further while it is to greet, while something is asked for, or while it
        /// has let this peer wait for an upload slot.
        std::chrono::milliseconds stallDeadline{30'000};
    };

    /// What holds the channel back, for as long as it lives: null for nothing.
    struct Bounds
    {
        RateGroup *rate = nullptr;
        BufferPool::Account *buffers = nullptr; ///< where the memory of pieces comes from
    };

    /// Takes a stream that is being opened and greets as soon as it is. Requests may be made at
    /// once. `clock` must outlive the channel.
    SourceChannel(std::unique_ptr<net::ByteStream> stream,
                  SourceRecord source,
                  Settings settings,
                  const Clock &clock,
                  const Bounds &bounds);
    ~SourceChannel() override;

    void requestHashes(const protocol::HashesRequest &request);
    /// Which pieces of the file, which has a root, the source can send.
    void requestPieces();
    /// `range` of the source's file, to be delivered as that piece. Answered by one of
    /// pieceReceived(), pieceQueued() and refused().
    void requestPiece(PieceIndex piece, const protocol::ByteRange &range);

    /// Ends the connection without a word to anybody, and lets go of all that bounds it; what is
    /// left is to delete the channel.
    void abandon();

    [[nodiscard]] const SourceRecord &source() const { return m_source; }
    /// What carries the connection, once greeted() has come.
    [[nodiscard]] Transport transport() const { return m_stream->transport(); }
    /// The shortest time between a request on an idle connection and its answer; nothing before the
    /// first answer.
    [[nodiscard]] std::optional<std::chrono::microseconds> roundTrip() const { return m_roundTrip; }

signals:
    /// The source is there, and speaks the protocol.
    void greeted();
    /// `bytes` are consecutive hashes of 32 bytes, `range` their indexes.
    void hashesReceived(const ft::protocol::ByteRange &range, const QByteArray &bytes);
    /// `bits` as in the protocol: the first piece in the highest bit of the first byte. The size is
    /// that of the file; the size of a piece is what the source says.
    void piecesReceived(const ft::protocol::PiecesHeader &header, const QByteArray &bits);
    void pieceReceived(ft::engine::PieceIndex piece, const QByteArray &bytes);
    /// The source has no upload slot for it: the request is done with; ready() comes when it may be
    /// made again.
    void pieceQueued(ft::engine::PieceIndex piece);
    /// The place in the source's queue, from 1; again whenever the source tells it.
    void queued(std::uint32_t position);
    /// The wait for an upload slot is over: pieces may be asked for.
    void ready();
    /// The source does not give this piece, but may give others: the request is done with.
    void refused(ft::engine::PieceIndex piece, ft::protocol::RefusalCode code);
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
    using Request = std::variant<protocol::HashesRequest, protocol::PiecesRequest, PieceRequest>;

    void open();
    void ask(const Request &request);
    void send(const Request &request);
    void read();
    [[nodiscard]] bool readHeader();
    [[nodiscard]] bool readPayload();
    [[nodiscard]] bool isAwaited() const;
    void watchTheTime();
    void noteAnswer(const protocol::PeerReply &reply);
    template <typename Kind>
    [[nodiscard]] const Kind *asked() const;
    void receive(std::uint64_t bytes);
    [[nodiscard]] bool makeRoom();
    void giveBack();
    void deliver();
    void leaveQueue();
    void handle(const protocol::Hi &);
    void handle(const protocol::Pong &);
    void handle(const protocol::HashesHeader &header);
    void handle(const protocol::FileHeader &header);
    void handle(const protocol::PiecesHeader &header);
    void handle(const protocol::Files &);
    void handle(const protocol::Queued &place);
    void handle(const protocol::Ready &);
    void handle(const protocol::UdpOffer &);
    void handle(const protocol::Refused &refusal);
    void handle(const protocol::ErrorLine &error);
    [[nodiscard]] Problem problem(ProblemCode code, const QString &detail = {}) const;
    void onClosed(const net::StreamError &error);
    void fail(ProblemCode code, const QString &detail = {});

    std::unique_ptr<net::ByteStream> m_stream;
    LineReader m_reader;
    SourceRecord m_source;
    Settings m_settings;
    const Clock &m_clock;
    std::optional<RateFlow> m_rate;
    BufferPool::Account *m_buffers;
    std::deque<Request> m_asked;
    QByteArray m_payload; ///< of the answer that is arriving; null between answers
    qsizetype m_received = 0; ///< bytes of it
    qsizetype m_awaitedRoom = 0; ///< bytes of a piece for which there is no memory yet
    qsizetype m_receivedAtDeadline = 0; ///< of m_received, when the deadline was last set
    std::optional<protocol::PiecesHeader> m_pieces; ///< of the bitfield that is arriving
    qint64 m_readThisTurn = 0; ///< payload bytes, of the turn of the event loop
    std::optional<Clock::Instant> m_spokeAt; ///< when the silence was broken; until the answer
    Clock::Instant m_readAt{}; ///< when the turn of reading began
    std::optional<std::chrono::microseconds> m_roundTrip;
    bool m_isOpen = false;
    bool m_isGreeted = false;
    bool m_isQueued = false; ///< waits for an upload slot
    bool m_hasAnswered = false; ///< since the deadline was last looked at
    bool m_failed = false;
    QTimer m_deadline;
};

} // namespace ft::engine
