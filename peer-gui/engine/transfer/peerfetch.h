#pragma once

#include "peer-gui/engine/transfer/folderdownload.h"

#include <functional>
#include <memory>

namespace ft::engine {

/// Where a peer is reached.
struct PeerAddress
{
    Endpoint endpoint;
    std::optional<HostName> host; ///< unless it was named by its address

    bool operator==(const PeerAddress &) const = default;
};

/// Finds out what is meant by a name in the share of one peer: a file of it, or a folder.
///
/// Engine thread only. One signal comes, from the event loop; may be deleted from inside it.
class PeerFetch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeerFetch)

public:
    /// Finds a peer by its host name or its `ADDRESS:PORT`; calls back once.
    using FindPeer = std::function<
        void(const QString &peer, std::function<void(const Result<PeerAddress, Problem> &)> done)>;

    /// `name` is a folder when it ends in `/`, and the whole share when it is `/` alone.
    PeerFetch(QString peer,
              QString name,
              FindPeer findPeer,
              FolderSource::Dial dial,
              SourceChannel::Settings channel);
    ~PeerFetch() override;

    void start();

signals:
    void fileFound(const ft::SourceRecord &source);
    void folderMeant(const ft::engine::FolderRequest &folder);
    void failed(const ft::engine::Problem &problem);

private:
    void onPeerFound(const PeerAddress &peer);
    void askFor(const PeerAddress &peer, const SharedPath &path);

    QString m_peer;
    QString m_name;
    FindPeer m_findPeer;
    FolderSource::Dial m_dial;
    SourceChannel::Settings m_settings;
    std::unique_ptr<FolderChannel> m_channel;
};

} // namespace ft::engine
