#include "peer-gui/engine/transfer/peerfetch.h"

#include "peer-gui/engine/partwith.h"

#include <QPointer>

namespace ft::engine {

PeerFetch::PeerFetch(QString peer,
                     QString name,
                     FindPeer findPeer,
                     FolderSource::Dial dial,
                     SourceChannel::Settings channel)
    : m_peer(std::move(peer))
    , m_name(std::move(name))
    , m_findPeer(std::move(findPeer))
    , m_dial(std::move(dial))
    , m_settings(std::move(channel))
{}

PeerFetch::~PeerFetch()
{
    if (m_channel)
        partWith(m_channel, *this);
}

void PeerFetch::start()
{
    const auto found = [self = QPointer{this}](const Result<PeerAddress, Problem> &peer) {
        if (!self)
            return;
        // Queued: whoever finds a peer at once calls from inside start().
        QMetaObject::invokeMethod(
            self,
            [self, peer] {
                if (peer)
                    self->onPeerFound(*peer);
                else
                    emit self->failed(peer.error());
            },
            Qt::QueuedConnection);
    };
    m_findPeer(m_peer, found);
}

void PeerFetch::onPeerFound(const PeerAddress &peer)
{
    const bool isFolder = m_name.endsWith(u'/');
    if (m_name == u'/') {
        emit folderMeant({peer.endpoint, peer.host, {}});
        return;
    }
    const auto path = SharedPath::fromString(isFolder ? m_name.chopped(1) : m_name);
    if (!path)
        emit failed({ProblemCode::BadName, Operation::ListFolder, m_name, {}});
    else if (isFolder)
        emit folderMeant({peer.endpoint, peer.host, *path});
    else
        askFor(peer, *path);
}

void PeerFetch::askFor(const PeerAddress &peer, const SharedPath &path)
{
    m_channel = std::make_unique<FolderChannel>(m_dial(peer.endpoint), peer.endpoint, m_settings);
    connect(m_channel.get(), &FolderChannel::failed, this, &PeerFetch::failed);
    connect(m_channel.get(),
            &FolderChannel::listed,
            this,
            [this, peer, path](const protocol::Files &line) {
                // The file itself comes first, before those below a folder of its name.
                if (line.records.empty() || line.records.front().file.path != path) {
                    emit failed({ProblemCode::NotInShare, Operation::ListFolder, m_name, {}});
                    return;
                }
                emit fileFound({line.records.front().file, peer.endpoint, peer.host});
            });
    protocol::ListRequest request;
    request.path = path;
    request.limit = 1;
    m_channel->requestList(request);
}

} // namespace ft::engine
