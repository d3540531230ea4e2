#pragma once

#include "peer-gui/engine/tracker/backoff.h"
#include "peer-gui/engine/transfer/folderchannel.h"

#include <functional>

namespace ft::engine {

/// Keeps a folder download connected to its peer: what is asked for is asked again after a lost
/// connection, until it is answered or has failed too often.
///
/// Engine thread only. May be deleted from inside its signals.
class FolderSource final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FolderSource)

public:
    using Dial = std::function<std::unique_ptr<net::ByteStream>(const Endpoint &)>;

    /// A request at which so many connections in a row broke is not tried again.
    static constexpr int MostTries = 3;

    /// `rate` is what files are read with, null for no limit.
    FolderSource(Endpoint endpoint,
                 Dial dial,
                 SourceChannel::Settings settings,
                 Backoff backoff,
                 std::shared_ptr<RateGroup> rate = nullptr);
    ~FolderSource() override;

    /// `request` is a folder's; one listing at a time, after its answer is over the next.
    void requestList(const protocol::ListRequest &request);
    /// The whole of a file with a root and of at least one byte, which memory has room for.
    void requestFile(FileTicket ticket, const FileRecord &file);

    [[nodiscard]] std::size_t unanswered() const { return m_asked.size(); }
    [[nodiscard]] const Endpoint &endpoint() const { return m_endpoint; }
    [[nodiscard]] bool isConnected() const { return m_channel && m_channel->isOpen(); }
    /// Lets go of the connection and of everything asked for; nothing is emitted for it any more.
    void close();
    /// The peer is to be found there from now on. Dials at once when there is no connection.
    void moveTo(const Endpoint &endpoint);

signals:
    /// One line of the answer to a listing.
    void listed(const ft::protocol::Files &line);
    void fileReceived(ft::engine::FileTicket ticket, const QByteArray &bytes);
    /// This file is not to be had; others may be.
    void fileFailed(ft::engine::FileTicket ticket, const ft::engine::Problem &problem);
    void bytesArrived(qint64 count);
    /// The peer could not be reached for the `tries`-th time in a row. It is tried again.
    void unreached(const ft::engine::Problem &problem, int tries);
    /// The peer does not serve this folder. Emitted once; nothing follows it.
    void failed(const ft::engine::Problem &problem);

private:
    struct Asked
    {
        std::optional<FileTicket> ticket; ///< none: a listing
        std::optional<FileRecord> file;
        protocol::ListRequest list;
        int tries = 0; ///< connections that broke while it was next to be answered
    };

    void ask(Asked asked);
    void send(const Asked &asked);
    void connectToPeer();
    void takeLine(const protocol::Files &line);
    void takeAnswer(FileTicket ticket);
    void onAnswer();
    void onChannelFailed(const Problem &problem);
    /// Counts a broken connection against what it broke at: false when that was the listing's last
    /// try.
    [[nodiscard]] bool mayGoOn(const Problem &problem);
    void dropChannel();

    Endpoint m_endpoint;
    Dial m_dial;
    SourceChannel::Settings m_settings;
    Backoff m_backoff;
    std::shared_ptr<RateGroup> m_rate;
    std::unique_ptr<FolderChannel> m_channel; ///< null while there is no connection
    std::deque<Asked> m_asked;
    int m_unreached = 0; ///< times in a row
    QTimer m_retry;
};

} // namespace ft::engine
