#pragma once

#include "common/net/bytestream.h"
#include "common/protocol/peermessages.h"
#include "peer-gui/engine/linereader.h"
#include "peer-gui/engine/transfer/filesender.h"
#include "peer-gui/engine/transfer/servedconnection.h"
#include "peer-gui/engine/transfer/servedfile.h"
#include "peer-gui/engine/transfer/servednotes.h"
#include "peer-gui/engine/transfer/shareanswers.h"
#include "peer-gui/engine/transfer/uploadcontext.h"
#include "peer-gui/engine/transfer/uploadtally.h"

#include <QTimer>

#include <deque>
#include <memory>

namespace ft::engine {

/// The serving end of a connection in FT/2: answers the requests of the other peer in order.
///
/// Nothing is served before the peer has said who it is and AccessPolicy allows it. Engine thread
/// only.
class UploadConnection final : public ServedConnection
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UploadConnection)

public:
    /// `head` is what has been read of the stream already.
    UploadConnection(std::unique_ptr<net::ByteStream> stream,
                     const UploadContext &context,
                     QObject *parent,
                     const QByteArray &head = {});
    ~UploadConnection() override;

    void setRateLimit(std::uint64_t bytesPerSecond) override
    {
        m_rateGroup.setLimit(bytesPerSecond);
    }
    [[nodiscard]] std::optional<UploadSnapshot> snapshot() const override;

private:
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
                  const OpenedShare &opened);
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
    UploadTally m_tally;
    std::uint64_t m_sentBefore = 0; ///< bytes, when the running answer began
    ShareAnswers m_answers;
    QTimer m_soon; ///< a request has been answered, or there is a head
    QTimer m_idle;
};

} // namespace ft::engine
