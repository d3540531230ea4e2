#pragma once

#include "common/base/clock.h"
#include "peer-gui/engine/background.h"
#include "peer-gui/engine/peers/checksummemory.h"
#include "peer-gui/engine/peers/peerquestion.h"
#include "peer-gui/engine/transfer/folderlisting.h"
#include "peer-gui/engine/transfer/peerfetch.h"

#include <QTimer>

namespace ft::engine {

/// Asks one peer one question about its share and reads the answer page by page, no faster than it
/// is heard.
///
/// Engine thread only. May be deleted from inside its signal.
class PeerQuery final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeerQuery)

public:
    struct Context
    {
        const Background &background;
        const Clock &clock;
        PeerFetch::FindPeer findPeer;
        FolderSource::Dial dial;
        SourceChannel::Settings channel;
        ChecksumMemory memory;
        /// After which a file that has no checksum yet is asked for again, and how often.
        std::chrono::milliseconds retryAfter{1'000};
        int mostRetries = 30;
    };

    /// `peer` is a host name that the tracker knows, or `ADDRESS:PORT`.
    PeerQuery(const Context &context, QString peer, PeerQuestion question);
    ~PeerQuery() override;

    void start();
    /// The page that was told has been heard: the next one may come.
    void goOn();

signals:
    /// Nothing follows the last one.
    void answered(const ft::engine::PeerAnswer &answer);

private:
    void onPeerFound(const Result<PeerAddress, Problem> &peer);
    void ask();
    [[nodiscard]] ListQuestion nextPage() const;
    void takeLine(const protocol::Files &line);
    void takePage();
    void takeChecksums();
    void tell(PeerAnswer answer);
    void onChannelFailed(const Problem &problem);
    void fail(const Problem &problem);
    [[nodiscard]] QString peerName() const;

    Context m_context;
    QString m_peer;
    PeerQuestion m_question;
    FolderListing m_listing;
    std::unique_ptr<FolderChannel> m_channel;
    std::vector<FileRecord> m_page; ///< that is arriving
    std::optional<SharedPath> m_pageAfter; ///< where it begins
    int m_retries = 0;
    bool m_isComplete = false; ///< the last page is here
    bool m_isOver = false;
    QTimer m_retry;
};

} // namespace ft::engine
