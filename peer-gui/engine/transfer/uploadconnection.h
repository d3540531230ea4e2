#pragma once

#include "common/net/bytestream.h"
#include "common/protocol/peermessages.h"
#include "peer-gui/engine/background.h"
#include "peer-gui/engine/linereader.h"
#include "peer-gui/engine/share/sharecatalog.h"
#include "peer-gui/engine/snapshots.h"
#include "peer-gui/engine/transfer/accesspolicy.h"
#include "peer-gui/engine/transfer/filesender.h"
#include "peer-gui/engine/transfer/partialshare.h"
#include "peer-gui/engine/transfer/ratelimiter.h"
#include "peer-gui/engine/transfer/ratemeter.h"
#include "peer-gui/engine/transfer/servednotes.h"
#include "peer-gui/engine/transfer/shareanswers.h"
#include "peer-gui/engine/transfer/udpservice.h"
#include "peer-gui/engine/transfer/uploadslots.h"

#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace ft::engine {

/// What serving needs of the engine around it.
struct UploadContext
{
    const Background &background;
    const ShareCatalog &catalog;
    AccessPolicy &access;
    RateArbiter &rate; ///< of all uploads together
    UploadSlots &uploadSlots;
    const Clock &clock;
    HostName name;
    QByteArray agent;
    std::function<void(const SharedPath &)>
        fileChanged; ///< the file on disk is not the one that was hashed
    const PartialShare *partials = nullptr; ///< may be null: only whole files are served
    UdpService *udp = nullptr; ///< may be null: no UDP is offered
    std::chrono::milliseconds idleDeadline{120'000}; ///< without a request, or without a byte taken
    std::size_t mostConnections = 1'000; ///< served at once
    ServedLog *served = nullptr; ///< may be null: nothing is recorded
};

/// The serving end of one connection from another peer: answers its requests in order.
///
/// Nothing is served before the peer has said who it is and AccessPolicy allows it. Engine thread
/// only.
class UploadConnection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadConnection)

public:
    /// Files up to this size need no upload slot.
    static constexpr std::uint64_t SlotFreeBytes = 1024 * 1024;

    UploadConnection(std::unique_ptr<net::ByteStream> stream,
                     const UploadContext &context,
                     QObject *parent);
    ~UploadConnection() override;

    /// Bytes per second of this connection; 0 for no limit of its own.
    void setRateLimit(std::uint64_t bytesPerSecond) { m_rateGroup.setLimit(bytesPerSecond); }

    /// Nothing before a file was asked for. The id is the caller's.
    [[nodiscard]] std::optional<UploadSnapshot> snapshot() const;

signals:
    /// snapshot() is another.
    void changed();
    /// The connection is over. Emitted once, last.
    void closed();

private:
    struct Opened
    {
        std::shared_ptr<const ReadableShare> file; ///< null when it could not be opened
        bool isVanished = false;
    };

    void readRequests();
    void onDrained();
    void goOn();
    void serveNext();
    void answered();
    void handle(const protocol::Hello &hello);
    void handle(const protocol::HashesRequest &request);
    void handle(const protocol::DownloadRequest &request);
    void handle(const protocol::PiecesRequest &request);
    void handle(const protocol::ListRequest &request);
    void handle(const protocol::UdpRequest &);
    void handle(const protocol::IndexRequest &request);
    void handle(const protocol::ChecksumRequest &request);
    void handle(const protocol::Ping &);
    void handle(const protocol::Bye &);
    template <typename Question>
    void answerAbout(const Question &question, RequestKind kind, const QString &subject);
    [[nodiscard]] std::optional<SharedFile> find(const protocol::DownloadRequest &request) const;
    [[nodiscard]] std::optional<PartialFile> findPartial(
        const protocol::DownloadRequest &request) const;
    void openAndSend(const SharedFile &file, const std::optional<protocol::ByteRange> &range);
    void onOpened(const SharedFile &file,
                  const std::optional<protocol::ByteRange> &range,
                  const Opened &opened);
    void sendPartial(const PartialFile &file, const protocol::DownloadRequest &request);
    void sendFile(const FileRecord &record,
                  const std::optional<protocol::ByteRange> &range,
                  const std::shared_ptr<const ReadableFile> &file);
    [[nodiscard]] bool obtainSlot(const FileRecord &file);
    void onBytesSent(qint64 count);
    void noteProgress();
    void tell(const protocol::PeerReply &news);
    void send(const protocol::PeerReply &reply);
    void refuse(protocol::RefusalCode code, const QByteArray &text);
    void reject(const protocol::DecodeError &error);
    void end();

    std::unique_ptr<net::ByteStream> m_stream;
    LineReader m_reader;
    UploadContext m_context;
    RateGroup m_rateGroup;
    FileSender m_sender;
    UploadSlot m_slot;
    ServedNotes m_notes;
    std::deque<protocol::PeerRequest> m_requests;
    std::optional<protocol::DecodeError> m_fault; ///< of what came behind m_requests
    bool m_isBusy = false; ///< a request is being answered
    bool m_isGreeted = false;
    bool m_isAllowed = false;
    bool m_isOver = false;
    bool m_isFinishing = false; ///< nothing more is read; what is queued is still sent
    std::optional<SharedPath> m_openPath; ///< of m_open
    std::shared_ptr<const ReadableShare> m_open;
    std::optional<protocol::PeerReply> m_news; ///< unasked, to be said after the running answer
    std::optional<HostName> m_peer; ///< as it greeted
    std::optional<SharedPath> m_asked; ///< the file asked for last
    std::uint64_t m_sent = 0; ///< payload bytes
    std::uint64_t m_sentBefore = 0; ///< of them, when the running answer began
    ShareAnswers m_answers;
    mutable RateMeter m_meter;
    QTimer m_soon; ///< a request has been answered
    QTimer m_idle;
};

} // namespace ft::engine
