#pragma once

#include "common/net/bytestream.h"
#include "common/protocol/peermessages.h"
#include "peer-gui/engine/linereader.h"
#include "peer-gui/engine/problem.h"
#include "peer-gui/engine/transfer/sourcechannel.h"

#include <QTimer>

#include <deque>
#include <memory>
#include <variant>

namespace ft::engine {

/// Which file of a folder download; never used twice in one.
using FileTicket = Strong<struct FileTicketTag, std::uint64_t>;

/// What is asked about a peer's share.
using ListQuestion =
    std::variant<protocol::ListRequest, protocol::IndexRequest, protocol::ChecksumRequest>;

/// The asking end of one connection to a peer for its listing and for many whole small files,
/// pipelined.
///
/// Checks that every answer is the one asked for, but not its hash. Engine thread only. Holds the
/// bytes of the file that is arriving.
class FolderChannel final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderChannel)

public:
    /// Takes a stream that is being opened to `source` and greets as soon as it is. Requests may be
    /// made at once. Reads files no faster than `rate` allows, so that the peer has to wait: that
    /// is no stall. Null for no limit.
    FolderChannel(std::unique_ptr<net::ByteStream> stream,
                  Endpoint source,
                  SourceChannel::Settings settings,
                  std::shared_ptr<RateGroup> rate = nullptr);
    ~FolderChannel() override;

    void requestList(const ListQuestion &question);
    /// The whole of a file with a root and of at least one byte, which memory has room for.
    void requestFile(FileTicket ticket, const FileRecord &file);

    /// Ends the connection without a word to anybody; what is left is to delete the channel.
    void abandon();

    /// Whether the peer has been reached.
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// Whether the peer has said anything: programs of the classic dialect never do here.
    [[nodiscard]] bool hasAnswered() const { return m_hasAnswered; }
    /// What the peer calls itself, once it has greeted.
    [[nodiscard]] const std::optional<HostName> &peerName() const { return m_peerName; }

signals:
    /// One line of the answer to the listing asked for first.
    void listed(const ft::protocol::Files &line);
    void fileReceived(ft::engine::FileTicket ticket, const QByteArray &bytes);
    /// The peer does not give this file; the channel goes on.
    void fileRefused(ft::engine::FileTicket ticket, const ft::engine::Problem &problem);
    /// Payload bytes arrived, of complete files or not.
    void bytesArrived(qint64 count);
    /// The channel is of no more use. Emitted once; nothing follows it.
    void failed(const ft::engine::Problem &problem);

private:
    struct FileRequest
    {
        FileTicket ticket;
        FileRecord file;
    };
    using Request = std::variant<ListQuestion, FileRequest>;

    void open();
    void ask(const Request &request);
    void send(const Request &request);
    void read();
    [[nodiscard]] bool readHeader();
    [[nodiscard]] bool readPayload();
    void deliver();
    template <typename Message>
    void handle(const Message &);
    void handle(const protocol::Hi &hi) { m_peerName = hi.name; }
    void handle(const protocol::Files &line);
    void handle(const protocol::FileHeader &header);
    void handle(const protocol::Queued &queued);
    void handle(const protocol::Ready &);
    void handle(const protocol::UdpOffer &);
    void handle(const protocol::Refused &refused);
    void handle(const protocol::ErrorLine &error);
    template <typename Kind>
    [[nodiscard]] const Kind *asked() const;
    [[nodiscard]] bool isWaiting() const { return !m_asked.empty() || !m_queued.empty(); }
    void watchTheTime();
    void answered();
    [[nodiscard]] Problem problem(ProblemCode code, const QString &detail) const;
    void fail(ProblemCode code, const QString &detail = {});

    std::unique_ptr<net::ByteStream> m_stream;
    LineReader m_reader;
    Endpoint m_source;
    SourceChannel::Settings m_settings;
    std::shared_ptr<RateGroup> m_rateGroup; ///< kept for the flow
    std::optional<RateFlow> m_rate;
    std::deque<Request> m_asked;
    std::deque<Request> m_queued; ///< to be asked again once the peer has a slot for us
    QByteArray m_payload; ///< of the file that is arriving; null between answers
    qsizetype m_received = 0; ///< bytes of it
    std::optional<HostName> m_peerName;
    bool m_isOpen = false;
    bool m_hasAnswered = false;
    bool m_failed = false;
    QTimer m_deadline;
};

} // namespace ft::engine
